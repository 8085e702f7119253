# Какво казва случаят за себе си в чата. Чете се от телефон и набързо: най-кратките ясни думи.

network-vk = VK
kind-comment = коментар
kind-message = лично съобщение
kind-post = пост на страницата ни
kind-suggestion = предложен пост
kind-repost = споделяне

# Кой и къде
card-customer-unknown = Клиент
card-community = общност
card-followers =
    { $count ->
        [one] { $count } последовател
       *[other] { $count } последователи
    }
card-earlier-cases =
    { $count ->
        [one] { $count } случай преди
       *[other] { $count } случая преди
    }
card-parent-post = Пост: { $it }
card-parent-photo = Снимка: { $it }
card-parent-video = Видео: { $it }
card-parent-product = Продукт: { $it }
card-parent-topic = Тема: { $it }
card-post-link = отвори
card-colleague = Колега ({ $network })

# Разговорът
card-said-before = …и още { $count } преди това
mark-deleted = изтрито
mark-unanswered = без отговор
mark-after-close = след приключването
mark-waiting = тръгва всеки миг
mark-sending = изпраща се…
mark-sent = ✓ изпратено
mark-unknown = стигна ли?
mark-failed = неизпратено
mark-taken-back = оттеглено


# Как стоят нещата
card-free = Още при никого
card-held = Води го { $name }
card-unanswered = Без отговор · попитано { $since }
card-waiting = Чакаме клиента
card-resolved = Решен { $at }
card-resolved-by = Решен { $at } · { $name }
card-dismissed = Отхвърлен { $at }
card-dismissed-by = Отхвърлен { $at } · { $name }
card-after-close =
    { $count ->
        [one] След приключването клиентът написа още { $count } съобщение
       *[other] След приключването клиентът написа още { $count } съобщения
    }
card-reopened =
    { $count ->
        [one] Отварян отново { $count } път
       *[other] Отварян отново { $count } пъти
    }
card-notes =
    { $count ->
        [one] { $count } бележка
       *[other] { $count } бележки
    }
card-asked = Попитан: { $department } · { $at }
card-asked-more =
    { $count ->
        [one] …и още { $count } отдел
       *[other] …и още { $count } отдела
    }
card-answer-failed = Отговорът не е изпратен. { $why }
card-answer-unknown = Изпратен ли е отговорът? { $network } не потвърди. Вижте там и натиснете бутон.
card-cannot-reply = Оттук не може да се отговори. { $why }

card-draft = Чернова
card-draft-number = Чернова { $number }
card-draft-anonymous = анонимен администратор
card-drafts-more =
    { $count ->
        [one] …и още { $count } чернова
       *[other] …и още { $count } чернови
    }
draft-held-by-other = случая води друг
draft-anonymous = трябва да я изпрати човек с име
draft-ephemeral = отговор не на картата, а на друго съобщение
draft-attachment = не всички файлове могат да тръгнат така
draft-too-long = твърде дълга
draft-advice = съвет от отдел

# За отдел
department-asks = { $name } пита { $department } · { $at }
department-no-question = Какво да отговорим на клиента?
department-how = За отговор плъзнете това съобщение наляво. Първо го чете { $name }, не клиентът.
department-answered = Отговорено { $at }
department-returned = Отговор вече не е нужен

# Кратки съобщения под картата
followup-after-close = след приключването
advice-head = { $department } за { $case } · { $name }
advice-how = Или плъзнете това съобщение наляво и отговорете със свои думи.
failed-head =
    { $name ->
        [none] Отговорът в { $case } не е изпратен.
       *[other] { $name }, отговорът в { $case } не е изпратен.
    }
failed-link = Отвори проверката
unknown-head =
    { $name ->
        [none] Изпратен ли е отговорът в { $case }?
       *[other] { $name }, изпратен ли е отговорът в { $case }?
    }
unknown-why = { $network } не потвърди изпращането. Вижте там, преди да пращате отново.
pointer = Случай { $case } вече е { $here }
pointer-here = тук →

# Защо отговорът не е изпратен
why-transient = Мрежата в момента не отговаря.
why-rate-limited = Мрежата иска да забавим темпото.
why-quota-exhausted = Дневният лимит на мрежата е изчерпан.
why-auth = Мрежата вече не приема ключа ни. Собственикът трябва да я свърже отново.
why-human-needed = Мрежата иска да види човек: трябва да се мине проверка.
why-permission = На ключа ни му липсва право. Собственикът може да го добави.
why-policy-refused = Правилата на мрежата не го позволяват.
why-gone = Това, на което отговаряте, е изтрито или скрито.
why-too-long = Твърде дълго: най-много { $limit } знака, повече са с { $excess }.
why-too-long-there = За мрежата е твърде дълго. Съкратете и отговорете отново.
why-invalid = Грешката е наша и е записана. Засега отговорете в самата мрежа.
why-outcome-unknown = Мрежата не потвърди изпращането.
why-permanent = Мрежата отказа.
why-not-connected = Тази страница вече не е свързана.
why-target-unknown = На такива съобщения оттук не се отговаря.
why-needs-admin-token = Нужен е администраторски токен: собственикът задава VK_ADMIN_TOKEN. Дотогава отговорете във VK.
why-not-published = Постът е само предложен: първо го публикувайте във VK.
why-comments-closed = Коментарите тук са затворени.
why-unreachable = Клиентът не приема съобщения от нас.
why-links-forbidden = Връзките тук са забранени. Махнете връзката и отговорете отново.

# История: какво се е случило; кой и кога стои отстрани
history-head = { $case }: история
history-earlier = …и още { $count } преди това
event-opened = постъпи
event-brought_out = показан с отделна карта
event-claim = взет
event-release = освободен
event-take_over = поет от друг
event-answer = написан отговор
event-answered = отговорът е изпратен
event-partly_answered = отговорът е изпратен, новото още е без отговор
event-answer_failed = отговорът не е изпратен
event-answer_unknown = отговорът е изпратен, без потвърждение
event-answer_taken_back = отговорът е оттеглен
event-answer_confirmed = отговорът все пак е там
event-answer_retried = отговорът е изпратен отново
event-answered_elsewhere = отговорено в самата мрежа
event-escalate =
    { $department ->
        [none] попитан е отдел
       *[other] попитан е отдел { $department }
    }
event-advise =
    { $department ->
        [none] съвет от отдел
       *[other] съвет от отдел { $department }
    }
event-note = бележка
event-resolve = решен
event-dismiss = отхвърлен
event-reopen = отворен отново
event-customer_wrote = клиентът писа
event-customer_edited = клиентът промени съобщение
event-customer_deleted = клиентът изтри съобщение
event-customer_restored = клиентът върна съобщение
event-published = предложеният пост е публикуван
event-draft = запазена чернова
event-draft_sent = черновата е изпратена
event-draft_dropped = черновата е махната
event-departed = вече не работи в групата
