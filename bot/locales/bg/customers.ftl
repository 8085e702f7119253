# Какво знае екипът за клиента: бележки, обещания, етикети, кой кой е.

button-customer = Клиент
event-vip = важността е повишена: клиентът е VIP
event-customer_merged = клиентът е обединен с друг
event-customer_split = клиентът е отделен

# На картата
customer-promised = обещано: { $words }
customer-promised-by = обещано: { $words } до { $day }
customer-more = +{ $count }

# Страницата
customer-vip = VIP
customer-own-name = така го наричаме ние
customer-open = отвори
customer-deactivated = изтрит профил
customer-speaks = 🗣 { $language }
customer-promises = Обещано
customer-notes = Бележки: { $count }
customer-cases = Случаи: { $count }
customer-due = до { $day }
customer-overdue = просрочено
customer-noted-by = { $name }, { $day }
customer-this-case = този случай
customer-status =
    { $status ->
        [open] отворен
        [waiting] чакаме клиента
        [resolved] решен
       *[dismissed] отхвърлен
    }
button-kept = ✅ Изпълнено: { $words }
button-customer-note = Бележка
button-promise = Обещание
button-customer-tags = Етикети
button-vip-on = ⭐ Направи VIP
button-vip-off = Вече не е VIP
button-customer-language = Език
button-customer-name = Име
button-customer-merge = Обедини
button-customer-split = Раздели
button-customer-cases = Всички случаи: { $count }
button-customer-notes = Всички бележки: { $count }
button-drop-note = 🗑 { $number }
button-drop-note-surely = Да, изтрий
surely-drop-note =
    { $what ->
        [promise] Да изтрия ли това обещание?
       *[note] Да изтрия ли тази бележка?
    }
toast-vip-on = Вече е VIP: новите случаи ще са първи.
toast-vip-off = Вече не е VIP.
toast-promise-kept = Изпълнено. Браво.
toast-note-dropped = Изтрито.

# Думи, които се чакат
customer-wanted =
    { $what ->
        [note] { $name }, плъзнете това съобщение наляво и напишете какво трябва да знае екипът за { $customer } ({ $case }). Клиентът не го вижда.
        [promise] { $name }, плъзнете това съобщение наляво и напишете какво е обещано на { $customer } ({ $case }). С ден, например „връщане на парите до 25.11“, ще има напомняне сутринта.
        [name] { $name }, плъзнете това съобщение наляво и напишете как да наричаме { $customer } ({ $case }). Само - връща името от мрежата.
        [tag] { $name }, плъзнете това съобщение наляво и напишете етикетите на { $customer } ({ $case }), например: #едро #алергия
       *[merge] { $name }, плъзнете това съобщение наляво и напишете кой е същият човек като { $customer } ({ $case }): номер на случай, връзка или име.
    }
promise-noted = Обещано: { $words }
promise-noted-by = Обещано до { $day }: { $words }
promise-due = днес е денят на обещание към { $customer }, { $case }:
promise-kept-by = { $name } изпълни обещанието, { $case }:
button-kept-plainly = ✅ Изпълнено
customer-name-set = Вече го наричаме { $name }.
customer-name-off = Името вече е както в мрежата.
customer-tags-set = Етикети: { $tags }
customer-pick-tags = Етикети на { $customer }. Докоснете, за да сложите или махнете.
button-customer-new-tag = Нов етикет
customer-pick-language = На какъв език говори { $customer }? Шаблоните на него се предлагат първи.
button-language-unknown = Не се знае

# Кой кой е
customer-same-likely = Кой е същият човек като { $customer }? Докоснете, за да видите двамата един до друг.
customer-same-nobody = Никой не прилича на { $customer }. Можете да посочите сами: номер на случай, връзка или име.
button-merge-words = Посочи сам
customer-same-person = Един човек ли е това?
customer-merge-how = Обединени, имат една страница с всички случаи, бележки и етикети. „Раздели“ ги връща както са били.
customer-has =
    { $cases ->
        [one] { $cases } случай
       *[other] { $cases } случая
    }{ $notes ->
        [0] {""}
        [one] , { $notes } бележка
       *[other] , { $notes } бележки
    }
button-merge-surely = Да, един човек
toast-customer-merged = Вече е един клиент.
customer-split-what = Кое от { $customer } е друг човек?
button-customer-apart = ↩️ { $who } · обединен { $day }
button-take-out = ✂️ { $who }
surely-apart = Да стане ли { $other } отново отделен клиент, не { $customer }? Всичко дошло оттам се връща, с всичко дошло оттогава на това име.
surely-take-out = Да стане ли { $other } отделен клиент, не { $customer }? С него отиват случаите му и записаното в тях.
button-apart-surely = Да, раздели
toast-split =
    { $count ->
        [one] { $name } вече е отделен клиент с { $count } случай.
       *[other] { $name } вече е отделен клиент с { $count } случая.
    }

# Откази
refused-customer-note-empty = Няма какво да се запази: напишете нещо.
refused-customer-note-too-long = Твърде дълго: най-много { $limit } знака, { $excess } са излишни.
refused-customer-note-gone = Тази бележка вече я няма.
refused-customer-note-not-yours = Може да я изтрие само авторът, старшият или собственикът.
refused-customer-promise-kept = Някой вече го отбеляза като изпълнено.
refused-customer-name-empty = Напишете името.
refused-customer-name-too-long = Твърде дълго: най-много { $limit } знака.
refused-customer-tags-many = Един клиент има най-много { $limit } етикета. Първо махнете някой.
refused-customer-same = Това е същият клиент.
refused-customer-ring = Междувременно този клиент е обединен с онзи. Отворете страницата отново.
refused-customer-merged-already = Междувременно един от двамата е обединен с друг. Отворете страницата отново.
refused-customer-other-desk = Това е клиент на друг екип.
refused-customer-changed = Някой междувременно го промени. Отворете страницата отново.
refused-customer-apart-already = Вече са разделени.
refused-customer-one-identity = Няма какво да се дели: известен е само един профил.
refused-customer-nobody-found = Не намерих никого по „{ $words }“. Опитайте номер на случай, връзка към профила или цялото име.
refused-no-such-day = Няма такъв ден: { $day }
refused-day-is-over = { $day } мина. Напишете ден, който предстои, или годината.
