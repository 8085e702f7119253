# Что команда знает о клиенте: заметки, обещания, метки, кто есть кто.

button-customer = Клиент
event-vip = важность повышена: клиент VIP
event-customer_merged = клиент объединён с другим
event-customer_split = клиент отделён

# На карточке
customer-promised = обещано: { $words }
customer-promised-by = обещано: { $words } до { $day }
customer-more = +{ $count }

# Страница
customer-vip = VIP
customer-own-name = зовём так сами
customer-open = открыть
customer-deactivated = профиль удалён
customer-speaks = 🗣 { $language }
customer-promises = Обещано
customer-notes = Заметки: { $count }
customer-cases = Обращения: { $count }
customer-due = до { $day }
customer-overdue = просрочено
customer-noted-by = { $name }, { $day }
customer-this-case = это обращение
customer-status =
    { $status ->
        [open] открыто
        [waiting] ждём клиента
        [resolved] решено
       *[dismissed] снято
    }
button-kept = ✅ Выполнено: { $words }
button-customer-note = Заметка
button-promise = Обещание
button-customer-tags = Метки
button-vip-on = ⭐ Сделать VIP
button-vip-off = Больше не VIP
button-customer-language = Язык
button-customer-name = Имя
button-customer-merge = Объединить
button-customer-split = Разделить
button-customer-cases = Все обращения: { $count }
button-customer-notes = Все заметки: { $count }
button-drop-note = 🗑 { $number }
button-drop-note-surely = Да, удалить
surely-drop-note =
    { $what ->
        [promise] Удалить это обещание?
       *[note] Удалить эту заметку?
    }
toast-vip-on = Теперь VIP: новые обращения будут первыми.
toast-vip-off = Больше не VIP.
toast-promise-kept = Выполнено. Отлично.
toast-note-dropped = Удалено.

# Слова, которых ждут
customer-wanted =
    { $what ->
        [note] { $name }, смахните это сообщение влево и напишите, что команде важно знать о клиенте { $customer } ({ $case }). Клиент этого не увидит.
        [promise] { $name }, смахните это сообщение влево и напишите, что обещали клиенту { $customer } ({ $case }). Если указать день, например «вернуть деньги до 25.11», утром этого дня придёт напоминание.
        [name] { $name }, смахните это сообщение влево и напишите, как нам называть клиента { $customer } ({ $case }). Один знак - вернёт имя из сети.
        [tag] { $name }, смахните это сообщение влево и напишите метки клиента { $customer } ({ $case }), например: #опт #аллергия
       *[merge] { $name }, смахните это сообщение влево и напишите, кто это же лицо, что и { $customer } ({ $case }): номер обращения, ссылка или имя.
    }
promise-noted = Обещано: { $words }
promise-noted-by = Обещано до { $day }: { $words }
promise-due = сегодня день обещания клиенту { $customer }, { $case }:
promise-kept-by = { $name }: обещание выполнено, { $case }:
button-kept-plainly = ✅ Выполнено
customer-name-set = Теперь называем так: { $name }.
customer-name-off = Теперь имя такое, как в сети.
customer-tags-set = Метки: { $tags }
customer-pick-tags = Метки клиента { $customer }. Нажмите, чтобы поставить или снять.
button-customer-new-tag = Новая метка
customer-pick-language = На каком языке говорит { $customer }? Шаблоны на нём предлагаются первыми.
button-language-unknown = Неизвестно

# Кто есть кто
customer-same-likely = Кто это же лицо, что и { $customer }? Нажмите, чтобы увидеть обоих рядом.
customer-same-nobody = Похожих на { $customer } нет. Можно назвать самим: номер обращения, ссылка или имя.
button-merge-words = Назвать самим
customer-same-person = Это один человек?
customer-merge-how = После объединения у них одна страница со всеми обращениями, заметками и метками. «Разделить» вернёт как было.
customer-has =
    { $cases ->
        [one] { $cases } обращение
        [few] { $cases } обращения
       *[many] { $cases } обращений
    }{ $notes ->
        [0] {""}
        [one] , { $notes } заметка
        [few] , { $notes } заметки
       *[many] , { $notes } заметок
    }
button-merge-surely = Да, один человек
toast-customer-merged = Теперь это один клиент.
customer-split-what = Кто из { $customer } на самом деле другой человек?
button-customer-apart = ↩️ { $who } · объединён { $day }
button-take-out = ✂️ { $who }
surely-apart = Снова сделать { $other } отдельным клиентом, не { $customer }? Вернётся всё, что пришло оттуда, и всё, что с тех пор пришло от этого имени.
surely-take-out = Сделать { $other } отдельным клиентом, не { $customer }? С ним уйдут его обращения и записанное в них.
button-apart-surely = Да, разделить
toast-split =
    { $count ->
        [one] { $name } теперь отдельный клиент: { $count } обращение.
        [few] { $name } теперь отдельный клиент: { $count } обращения.
       *[many] { $name } теперь отдельный клиент: { $count } обращений.
    }

# Отказы
refused-customer-note-empty = Сохранять нечего: напишите хоть слово.
refused-customer-note-too-long = Слишком длинно: не больше { $limit } знаков, лишних { $excess }.
refused-customer-note-gone = Этой заметки больше нет.
refused-customer-note-not-yours = Удалить может только автор, старший или владелец.
refused-customer-promise-kept = Кто-то уже отметил, что обещание выполнено.
refused-customer-name-empty = Напишите имя.
refused-customer-name-too-long = Слишком длинно: не больше { $limit } знаков.
refused-customer-tags-many =
    { $limit ->
        [one] У клиента может быть не больше { $limit } метки. Сначала снимите одну.
       *[other] У клиента может быть не больше { $limit } меток. Сначала снимите одну.
    }
refused-customer-same = Это и есть этот клиент.
refused-customer-ring = Этого клиента тем временем объединили с тем. Откройте страницу заново.
refused-customer-merged-already = Одного из двух тем временем объединили с кем-то ещё. Откройте страницу заново.
refused-customer-other-desk = Это клиент другой команды.
refused-customer-changed = Кто-то тем временем это изменил. Откройте страницу заново.
refused-customer-apart-already = Их уже разделили.
refused-customer-one-identity = Делить нечего: известен только один профиль.
refused-customer-nobody-found = По словам «{ $words }» никого не нашлось. Попробуйте номер обращения, ссылку на профиль или имя целиком.
refused-no-such-day = Такого дня нет: { $day }
refused-day-is-over = { $day } уже прошло. Напишите будущий день или добавьте год.
