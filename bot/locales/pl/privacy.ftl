# Co widzą wszyscy, a co widzi tylko klient

button-private = ✉️ Odpisz prywatnie
button-send-privately = ✉️ Wyślij prywatnie
button-cannot-private = 🚫 Odpisz prywatnie
button-private-number = ✉️ Prywatnie szkic { $number }
button-send-to-all =
    { $rest ->
        [as-file] Wszystkim jako plik
        [first] Wszystkim pierwsze
        [rest] Wszystkim pozostałe
        [words] Wszystkim sam tekst
       *[other] Wyślij przy wszystkich
    }
button-send-to-all-number = Przy wszystkich szkic { $number }
mark-private = ✉️ prywatnie
card-exposed = Klient pokazuje wszystkim: { $sorts }.
sort-phone = numer telefonu
sort-email = adres e-mail
sort-card = numer karty
sort-order = numer zamówienia
kept-private-data = Zobaczą to wszyscy: { $sorts }. Może lepiej prywatnie?
draft-private-data = wszyscy zobaczyliby dane prywatne
toast-private = Chwileczkę: pytam, czy klient przyjmuje wiadomości prywatne.
private-prompt =
    { $name ->
        [none] Twoja prywatna odpowiedź w { $case }? Dostanie ją { $customer }. Przesuń tę wiadomość w lewo i napisz.
       *[other] { $name }, twoja prywatna odpowiedź w { $case }? Dostanie ją { $customer }. Przesuń tę wiadomość w lewo i napisz.
    }
private-not-taken =
    { $name ->
        [none] { $customer } nie przyjmuje od nas wiadomości prywatnych. Odpowiedz w { $case } publicznie, bez danych prywatnych, i poproś o wiadomość do nas.
       *[other] { $name }, { $customer } nie przyjmuje od nas wiadomości prywatnych. Odpowiedz w { $case } publicznie, bez danych prywatnych, i poproś o wiadomość do nas.
    }
why-no-private = Nie ma do kogo napisać prywatnie: pisała to strona albo sieć nie mówi, kto.
refused-nothing-public = Nic tu nie jest publiczne: po prostu odpowiedz.
