# Что видят все и что видит только клиент

button-private = ✉️ Ответить лично
button-send-privately = ✉️ Отправить лично
button-cannot-private = 🚫 Ответить лично
button-private-number = ✉️ Лично № { $number }
button-send-to-all =
    { $rest ->
        [as-file] Отправить всем файлом
        [first] Отправить всем первые
        [rest] Отправить всем остальные
        [words] Отправить всем текст
       *[other] Отправить всем
    }
button-send-to-all-number = Всем № { $number }
mark-private = ✉️ лично
card-exposed = Клиент показал всем: { $sorts }.
sort-phone = номер телефона
sort-email = адрес почты
sort-card = номер карты
sort-order = номер заказа
kept-private-data = Это увидят все: { $sorts }. Может, лично?
draft-private-data = все увидели бы личные данные
toast-private = Минуту: спрашиваем, принимает ли клиент личные сообщения.
private-prompt =
    { $name ->
        [none] Ваш личный ответ для { $customer } в { $case }? Смахните это сообщение влево и напишите.
       *[other] { $name }, ваш личный ответ для { $customer } в { $case }? Смахните это сообщение влево и напишите.
    }
private-not-taken =
    { $name ->
        [none] { $customer } не принимает от нас личные сообщения. Ответьте в { $case } публично, без личных данных, и попросите сначала написать нам.
       *[other] { $name }, { $customer } не принимает от нас личные сообщения. Ответьте в { $case } публично, без личных данных, и попросите сначала написать нам.
    }
why-no-private = Лично написать некому: это написало сообщество, или сеть не говорит, кто.
refused-nothing-public = Здесь нет ничего публичного: просто ответьте.
