# /find

command-find = търсене: /find пратка миналата седмица
help-find = /find пратка – търси в казаното, по клиенти и случаи; само /find показва как

# Думи, които стесняват търсенето; няколко – със запетая. Английските се разбират винаги.
find-word-tag = етикет, таг
find-word-is = статус
find-is-live = незатворени
find-is-open = отворени, отворен
find-is-waiting = чакащи, чакаме
find-is-resolved = решени, решен
find-is-dismissed = отхвърлени, отхвърлен
find-is-closed = затворени, затворен
find-period-today = днес
find-period-yesterday = вчера
find-period-this-week = тази седмица
find-period-last-week = миналата седмица
find-period-this-month = този месец
find-period-last-month = миналия месец, миналият месец

# Как е разбрано
find-status-live = незатворени
find-status-open = отворени
find-status-waiting = чакаме клиента
find-status-resolved = решени
find-status-dismissed = затворени без отговор
find-status-closed = затворени
find-since = от { $day }
find-until = до { $day }
find-silent = Пропуснато, защото го има почти във всяко съобщение: { $words }
find-unknown = Не е разбрано: { $words }. Има статус:отворени, статус:чакащи, статус:решени, статус:отхвърлени, статус:затворени
find-shortened = Точно с тези думи няма нищо. Думи, които започват така:
find-back-to = Търсено е назад до { $day }, по-нататък би отнело твърде дълго. За по-старо добавете месец: 11.2025

# Какво е намерено
find-cases =
    { $count ->
        [0] Няма случаи
        [one] { $count } случай
       *[other] { $count } случая
    }
find-more-cases = Повече от { $count } случая, показани са най-новите. Добавете дума, #етикет или месец: 11.2025
find-customer-cases =
    { $count ->
        [one] { $count } случай
       *[other] { $count } случая
    }
find-namesakes =
    { $count ->
        [one] …и още { $count } клиент с това име
       *[other] …и още { $count } клиенти с това име
    }
find-answer = ние
find-note = бележка
find-deleted = изтрито от автора
find-unsent = неизпратено
find-nothing = Нищо не е намерено.
find-nothing-hint = Опитайте с началото на думата: прат*
find-nothing-of-several = Всички думи трябва да са в едно съобщение. Опитайте с по-малко думи или с началата им: прат*
find-brought = #{ $number } е по-долу.
find-gone = Този резултат е твърде стар. Потърсете отново: /find

find-how =
    Напишете какво да се търси след /find:
    /find пратка пари – съобщения и бележки с двете думи
    /find "върнете парите" – тези думи заедно
    /find прат* – думи, които започват така
    /find Анна Петрова, /find @anna, /find vk.com/anna – клиент
    /find 12 – случай или число, което е споменато
    За стесняване: #етикет, статус:отворени, статус:затворени, 25.11, 11.2025, >01.11, 01.11-15.11, днес, миналата седмица
refused-find-too-long = Това са { $length } знака, най-много са { $limit }. Две-три думи намират повече.
refused-find-says-nothing = Почти всяко съобщение го има: { $words }. Добавете дума, която казва повече.
