# Что можно сделать, кроме ответа: кнопки, вопросы, что вышло. Всплывающие: не больше 200 знаков.

button-moderate = ⚙️ Модерация…
button-deed =
    { $deed ->
        [like] 👍 Нравится
        [unlike] 👍 Убрать «нравится»
        [hide] 🙈 Скрыть
        [restore] 👁 Показать снова
        [ban] ⛔ Забанить…
        [lift] ⛔ Снять бан
        [close] 🔒 Закрыть комменты
        [open] 🔓 Открыть комменты
        [read] ✔️ Прочитано
        [edit] ✏️ Изменить ответ
        [remove] 🗑 Удалить навсегда…
       *[delete] 🗑 Удалить ответ
    }
button-deed-cannot = 🚫 { $label }
button-deed-under-way = ⏳ { $label }
button-deed-surely =
    { $deed ->
        [ban] Да, забанить
        [close] Да, закрыть
        [remove] Да, удалить
       *[delete] Да, удалить
    }
button-term =
    { $term ->
        [hour] на час
        [day] на день
        [week] на неделю
        [month] на месяц
       *[ever] навсегда
    }
button-reason =
    { $reason ->
        [spam] спам
        [insult] оскорбления
        [obscene] нецензурные слова
        [off_topic] не по теме
       *[other] другое
    }

moderate-head = { $case }: что с этим сделать?
moderate-nothing = { $case }: больше с этим ничего не сделать.
ban-term = Забанить { $customer } ({ $network }): на сколько?
ban-reason = Забанить { $customer }: за что?
surely-ban = Забанить { $customer } ({ $network })? { $term } · { $reason }
surely-deed =
    { $deed ->
        [close] Закрыть комментарии под этой записью? Никто не сможет там писать, и мы не сможем там ответить.
        [remove] Удалить это навсегда? Этого больше никто не увидит, и вернуть это нельзя.
       *[delete] Удалить этот ответ? Клиент его больше не увидит, и вернуть его нельзя.
    }
edit-leaving =
    { $seconds ->
        [one] Ответ ({ $network }) изменится через { $seconds } секунду.
        [few] Ответ ({ $network }) изменится через { $seconds } секунды.
       *[many] Ответ ({ $network }) изменится через { $seconds } секунд.
    }

toast-deed =
    { $deed ->
        [like] Ставим «нравится» ({ $network }).
        [unlike] Убираем «нравится» ({ $network }).
        [hide] Скрываем ({ $network }).
        [restore] Показываем снова ({ $network }).
        [ban] Баним ({ $network }).
        [lift] Снимаем бан ({ $network }).
        [close] Закрываем комментарии ({ $network }).
        [open] Открываем комментарии ({ $network }).
        [read] Отмечаем прочитанным ({ $network }).
        [edit] Меняем ответ ({ $network }).
        [remove] Удаляем ({ $network }).
       *[delete] Удаляем ответ ({ $network }).
    }
toast-deed-so = Уже сделано или делается.
toast-how-to-edit = Измените здесь своё сообщение, которое стало ответом, или смахните карточку: /edit и новые слова. У клиента оно тоже изменится.
toast-edit-undone = У клиента ничего не меняется.

refused-cannot-do = Отсюда нельзя. { $reason }
refused-cannot-change = Менять поздно, ответ ушёл. { $reason }
refused-too-late-to-undo = Поздно, ответ уже изменён. Измените своё сообщение ещё раз.
refused-not-your-answer-to-change = Менять и удалять ответ может автор, тот, кто одобрил, тот, у кого обращение, старший или владелец.
why-deed-needs-admin-token = Нужен токен администратора: владелец задаёт VK_ADMIN_TOKEN. Пока сделайте это в VK.
why-not-here = Здесь это невозможно.
why-too-old = Прошло больше 24 часов: сеть уже не даёт это изменить.
why-hidden = Это скрыто. Сначала покажите снова (Ещё → Модерация).

mark-hidden = 🙈 скрыто
mark-liked = 👍 нравится
card-comments-closed = комментарии закрыты

deed-failed =
    { $name ->
        [none] «{ $deed }» в { $case } ({ $network }) не получилось.
       *[other] { $name }, «{ $deed }» в { $case } ({ $network }) не получилось.
    }
deed-name =
    { $deed ->
        [like] Нравится
        [unlike] Убрать «нравится»
        [hide] Скрыть
        [restore] Показать снова
        [ban] Забанить
        [lift] Снять бан
        [close] Закрыть комментарии
        [open] Открыть комментарии
        [read] Прочитано
        [edit] Изменить ответ
        [remove] Удалить навсегда
       *[delete] Удалить ответ
    }
event-deed_asked = { $deed }: решено сделать
event-deed_done = { $deed }: сделано
event-deed_failed = { $deed }: не получилось
event-deed_undone = { $deed }: вовремя отменено
event-hidden_there = скрыто нашими в самой сети
event-restored_there = показано снова нашими в самой сети
why-has-files = К нему приложены файлы: измените его в самой сети.
why-private-data = Личные данные в нём увидели бы все.
