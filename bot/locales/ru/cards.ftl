# Что обращение говорит о себе в чате. Читают с телефона и на бегу: самые короткие ясные слова.

network-vk = VK
kind-comment = комментарий
kind-message = личное сообщение
kind-post = пост на нашей странице
kind-suggestion = предложенный пост
kind-repost = репост

# Кто и где
card-customer-unknown = Клиент
card-community = сообщество
card-followers =
    { $count ->
        [one] { $count } подписчик
        [few] { $count } подписчика
       *[many] { $count } подписчиков
    }
card-earlier-cases =
    { $count ->
        [one] раньше { $count } обращение
        [few] раньше { $count } обращения
       *[many] раньше { $count } обращений
    }
card-parent-post = Пост: { $it }
card-parent-photo = Фото: { $it }
card-parent-video = Видео: { $it }
card-parent-product = Товар: { $it }
card-parent-topic = Тема: { $it }
card-post-link = открыть
card-colleague = Коллега в { $network }

# Переписка
card-said-before = …и ещё { $count } раньше
mark-deleted = удалено
mark-unanswered = без ответа
mark-after-close = после закрытия
mark-waiting = вот-вот уйдёт
mark-sending = отправляется…
mark-sent = ✓ отправлено
mark-unknown = дошло?
mark-failed = не отправлено
mark-taken-back = отозвано


# Как обстоят дела
card-free = Пока ни у кого
card-held = В работе: { $name }
card-unanswered = Без ответа · вопрос { $since }
card-waiting = Ждём клиента
card-resolved = Решено { $at }
card-resolved-by = Решено { $at } · { $name }
card-dismissed = Отклонено { $at }
card-dismissed-by = Отклонено { $at } · { $name }
card-after-close =
    { $count ->
        [one] После закрытия клиент написал ещё { $count } сообщение
        [few] После закрытия клиент написал ещё { $count } сообщения
       *[many] После закрытия клиент написал ещё { $count } сообщений
    }
card-reopened =
    { $count ->
        [one] Возвращали в работу { $count } раз
        [few] Возвращали в работу { $count } раза
       *[many] Возвращали в работу { $count } раз
    }
card-notes =
    { $count ->
        [one] { $count } заметка
        [few] { $count } заметки
       *[many] { $count } заметок
    }
card-asked = Спросили: { $department } · { $at }
card-asked-more =
    { $count ->
        [one] …и ещё { $count } отдел
        [few] …и ещё { $count } отдела
       *[many] …и ещё { $count } отделов
    }
card-answer-failed = Ответ не отправлен. { $why }
card-answer-unknown = Ушёл ли ответ? { $network } не подтвердил. Посмотрите там и нажмите кнопку.
card-cannot-reply = Отсюда не ответить. { $why }

card-draft = Черновик
card-draft-number = Черновик { $number }
card-draft-anonymous = анонимный админ
card-drafts-more =
    { $count ->
        [one] …и ещё { $count } черновик
        [few] …и ещё { $count } черновика
       *[many] …и ещё { $count } черновиков
    }
draft-held-by-other = обращение в работе у другого
draft-anonymous = отправить должен кто-то с именем
draft-ephemeral = ответ не на карточку, а на другое сообщение
draft-attachment = не все файлы уйдут как есть
draft-too-long = слишком длинный
draft-advice = совет отдела

# Для отдела
department-asks = { $name } спрашивает { $department } · { $at }
department-no-question = Что ответить клиенту?
department-how = Чтобы ответить, смахните это сообщение влево. Сначала это прочтёт { $name }, а не клиент.
department-answered = Ответ дан { $at }
department-returned = Ответ больше не нужен

# Короткие сообщения под карточкой
followup-after-close = после закрытия
advice-head = { $department } о { $case } · { $name }
advice-how = Или смахните это сообщение влево и ответьте своими словами.
failed-head =
    { $name ->
        [none] Ответ в { $case } не отправлен.
       *[other] { $name }, ответ в { $case } не отправлен.
    }
failed-link = Пройти проверку
unknown-head =
    { $name ->
        [none] Ушёл ли ответ в { $case }?
       *[other] { $name }, ушёл ли ответ в { $case }?
    }
unknown-why = { $network } не подтвердил отправку. Посмотрите там, прежде чем отправлять снова.
pointer = Обращение { $case } теперь { $here }
pointer-here = здесь →

# Почему ответ не отправлен
why-transient = Сеть сейчас не отвечает.
why-rate-limited = Сеть просит не частить.
why-quota-exhausted = Дневной лимит сети исчерпан.
why-auth = Сеть больше не принимает наш ключ. Владельцу нужно подключить её заново.
why-human-needed = Сеть хочет убедиться, что мы не робот: нужно пройти проверку.
why-permission = Нашему ключу не хватает прав. Их может добавить владелец.
why-policy-refused = Правила сети этого не позволяют.
why-gone = То, на что вы отвечаете, удалено или скрыто.
why-too-long =
    { $excess ->
        [one] Слишком длинно: можно { $limit }, лишний { $excess } знак.
        [few] Слишком длинно: можно { $limit }, лишние { $excess } знака.
       *[many] Слишком длинно: можно { $limit }, лишних { $excess } знаков.
    }
why-too-long-there = Сеть считает, что это слишком длинно. Сократите и ответьте ещё раз.
why-invalid = Ошибка у нас, она записана. Пока ответьте прямо в сети.
why-outcome-unknown = Сеть не подтвердила отправку.
why-permanent = Сеть отказала.
why-not-connected = Эта страница больше не подключена.
why-target-unknown = На такие сообщения отсюда не ответить.
why-needs-admin-token = Нужен ключ администратора: владелец укажет VK_ADMIN_TOKEN. А пока ответьте в ВК.
why-not-published = Пост только предложен: сначала опубликуйте его в ВК.
why-comments-closed = Комментарии здесь закрыты.
why-unreachable = Клиент не принимает от нас сообщений.
why-links-forbidden = Ссылки здесь запрещены. Уберите ссылку и ответьте ещё раз.

# История: что произошло; кто и когда, стоит рядом
history-head = { $case }: история
history-earlier = …и ещё { $count } раньше
event-opened = поступило
event-brought_out = показано отдельной карточкой
event-claim = взято в работу
event-release = отпущено
event-take_over = перешло к другому
event-answer = ответ написан
event-answered = ответ отправлен
event-partly_answered = ответ отправлен, новое ещё без ответа
event-answer_failed = ответ не отправлен
event-answer_unknown = ответ ушёл, подтверждения нет
event-answer_taken_back = ответ отозван
event-answer_confirmed = ответ всё-таки на месте
event-answer_retried = ответ отправлен ещё раз
event-answered_elsewhere = ответили прямо в сети
event-escalate =
    { $department ->
        [none] передано в отдел
       *[other] передано в отдел: { $department }
    }
event-advise =
    { $department ->
        [none] ответ отдела
       *[other] ответ отдела: { $department }
    }
event-note = заметка
event-resolve = решено
event-dismiss = отклонено
event-reopen = возвращено в работу
event-customer_wrote = клиент написал
event-customer_edited = клиент изменил сообщение
event-customer_deleted = клиент удалил сообщение
event-customer_restored = клиент вернул сообщение
event-published = предложенный пост опубликован
event-draft = черновик сохранён
event-draft_sent = черновик отправлен
event-draft_dropped = черновик убран
event-departed = больше не работает в группе
