# Какво може освен отговор: бутони, въпроси, какво е станало. Изскачащи: най-много 200 знака.

button-moderate = ⚙️ Модериране…
button-deed =
    { $deed ->
        [like] 👍 Харесай
        [unlike] 👍 Махни харесването
        [hide] 🙈 Скрий
        [restore] 👁 Покажи отново
        [ban] ⛔ Блокирай…
        [lift] ⛔ Отблокирай
        [close] 🔒 Затвори коментарите
        [open] 🔓 Отвори коментарите
        [read] ✔️ Прочетено
        [edit] ✏️ Промени отговора
        [remove] 🗑 Изтрий завинаги…
       *[delete] 🗑 Изтрий отговора
    }
button-deed-cannot = 🚫 { $label }
button-deed-under-way = ⏳ { $label }
button-deed-surely =
    { $deed ->
        [ban] Да, блокирай
        [close] Да, затвори
        [remove] Да, изтрий
       *[delete] Да, изтрий
    }
button-term =
    { $term ->
        [hour] за час
        [day] за ден
        [week] за седмица
        [month] за месец
       *[ever] завинаги
    }
button-reason =
    { $reason ->
        [spam] спам
        [insult] обиди
        [obscene] нецензурни думи
        [off_topic] не по темата
       *[other] друго
    }

moderate-head = { $case }: какво да се направи с това?
moderate-nothing = { $case }: с това вече нищо не може да се направи.
ban-term = Да се блокира { $customer } ({ $network }): за колко време?
ban-reason = Да се блокира { $customer }: за какво?
surely-ban = Да се блокира { $customer } ({ $network })? { $term } · { $reason }
surely-deed =
    { $deed ->
        [close] Да се затворят ли коментарите под този пост? Никой няма да може да пише там, нито ние – да отговорим.
        [remove] Да се изтрие ли завинаги? Никой вече няма да го вижда и не може да се върне.
       *[delete] Да се изтрие ли този отговор? Клиентът вече няма да го вижда и не може да се върне.
    }
edit-leaving =
    { $seconds ->
        [one] Отговорът ({ $network }) се променя след { $seconds } секунда.
       *[other] Отговорът ({ $network }) се променя след { $seconds } секунди.
    }

toast-deed =
    { $deed ->
        [like] Харесвам го ({ $network }).
        [unlike] Махам харесването ({ $network }).
        [hide] Скривам го ({ $network }).
        [restore] Показвам го отново ({ $network }).
        [ban] Блокирам ({ $network }).
        [lift] Отблокирам ({ $network }).
        [close] Затварям коментарите ({ $network }).
        [open] Отварям коментарите ({ $network }).
        [read] Отбелязвам като прочетено ({ $network }).
        [edit] Променям отговора ({ $network }).
        [remove] Изтривам го ({ $network }).
       *[delete] Изтривам отговора ({ $network }).
    }
toast-deed-so = Вече е направено или се прави.
toast-how-to-edit = Редактирайте тук своето съобщение, което стана отговор, или плъзнете картата: /edit и новите думи. Променя се и при клиента.
toast-edit-undone = При клиента нищо не се променя.

refused-cannot-do = Оттук не може. { $reason }
refused-cannot-change = Късно е за промяна, отговорът е изпратен. { $reason }
refused-too-late-to-undo = Късно е, отговорът вече е променен. Редактирайте съобщението си още веднъж.
refused-not-your-answer-to-change = Да променя или изтрива отговора може авторът, който го е одобрил, който води случая, супервайзор или собственикът.
why-deed-needs-admin-token = Нужен е администраторски токен: собственикът задава VK_ADMIN_TOKEN. Дотогава го направете във VK.
why-not-here = Тук това не е възможно.
why-too-old = Минали са повече от 24 часа: мрежата вече не позволява промяна.
why-hidden = Скрито е. Първо го покажете отново (Още → Модериране).

mark-hidden = 🙈 скрито
mark-liked = 👍 харесано
card-comments-closed = коментарите са затворени

deed-failed =
    { $name ->
        [none] „{ $deed }“ в { $case } ({ $network }) не стана.
       *[other] { $name }, „{ $deed }“ в { $case } ({ $network }) не стана.
    }
deed-name =
    { $deed ->
        [like] Харесай
        [unlike] Махни харесването
        [hide] Скрий
        [restore] Покажи отново
        [ban] Блокирай
        [lift] Отблокирай
        [close] Затвори коментарите
        [open] Отвори коментарите
        [read] Прочетено
        [edit] Промени отговора
        [remove] Изтрий завинаги
       *[delete] Изтрий отговора
    }
event-deed_asked = { $deed }: поискано
event-deed_done = { $deed }: направено
event-deed_failed = { $deed }: не стана
event-deed_undone = { $deed }: отменено навреме
event-hidden_there = скрито от наш човек в самата мрежа
event-restored_there = показано отново от наш човек в самата мрежа
why-has-files = Към него има файлове: променете го в самата мрежа.
why-private-data = В него всички биха видели лични данни.
