# Какво виждат всички и какво вижда само клиентът

button-private = ✉️ Отговори на лично
button-send-privately = ✉️ Прати на лично
button-cannot-private = 🚫 Отговори на лично
button-private-number = ✉️ На лично № { $number }
button-send-to-all =
    { $rest ->
        [as-file] Прати на всички файл
        [first] Прати на всички първите
        [rest] Прати на всички другите
        [words] Прати на всички текста
       *[other] Прати пред всички
    }
button-send-to-all-number = Пред всички № { $number }
mark-private = ✉️ на лично
card-exposed = Клиентът показва на всички: { $sorts }.
sort-phone = телефонен номер
sort-email = имейл адрес
sort-card = номер на карта
sort-order = номер на поръчка
kept-private-data = Това ще го видят всички: { $sorts }. По-добре на лично?
draft-private-data = всички биха видели лични данни
toast-private = Един момент: питам дали клиентът приема лични съобщения.
private-prompt =
    { $name ->
        [none] Вашият личен отговор до { $customer } в { $case }? Плъзнете това съобщение наляво и го напишете.
       *[other] { $name }, вашият личен отговор до { $customer } в { $case }? Плъзнете това съобщение наляво и го напишете.
    }
private-not-taken =
    { $name ->
        [none] { $customer } не приема лични съобщения от нас. Отговорете в { $case } публично, без лични данни, и помолете първо да ни се пише.
       *[other] { $name }, { $customer } не приема лични съобщения от нас. Отговорете в { $case } публично, без лични данни, и помолете първо да ни се пише.
    }
why-no-private = Няма на кого да се пише на лично: написала го е общност или мрежата не казва кой.
refused-nothing-public = Тук няма нищо публично: просто отговорете.
