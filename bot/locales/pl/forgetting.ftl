# Klient zostaje zapomniany, stare słowa są usuwane.

button-customer-forget = 🧹 Zapomnij
button-forget-surely = Tak, zapomnij na zawsze
surely-forget = Zapomnieć { $customer } na zawsze? Imiona, profile, notatki, pliki i cała rozmowa znikną stąd i z wiadomości bota w Telegramie. Zgłoszenia zostaną tylko liczbami w raportach. Nikt tego nie przywróci.
forget-counts =
    { $cases ->
        [one] { $cases } zgłoszenie
        [few] { $cases } zgłoszenia
       *[many] { $cases } zgłoszeń
    }, { $messages ->
        [one] { $messages } wiadomość
        [few] { $messages } wiadomości
       *[many] { $messages } wiadomości
    }
forget-open =
    { $count ->
        [one] { $count } zgłoszenie jest otwarte i zostanie zamknięte.
        [few] { $count } zgłoszenia są otwarte i zostaną zamknięte.
       *[many] { $count } zgłoszeń jest otwartych i zostanie zamkniętych.
    }
toast-forgotten = Zapomniano. Wiadomości bota są czyszczone.
card-forgotten = klient został zapomniany; nic z rozmowy nie jest przechowywane
card-erased = zamknięte dawno temu; treść rozmowy usunięto
message-erased = Usunięto.
event-forgotten = zamknięte: klient został zapomniany
owner-not-erased =
    { $link ->
        [none] Wiadomość głosowa z { $at } zostaje w prywatnym czacie ze mną, osoba: { $person }. Klienta zapomniano, a starych wiadomości bot nie może ani usunąć, ani zmienić. Może ją usunąć tylko { $person }, ręcznie.
       *[other] Wiadomość głosowa z { $at } zostaje w Telegramie: klienta zapomniano, a starych wiadomości bot nie może ani usunąć, ani zmienić. Usuń ją ręcznie: { $link }
    }
refused-erased = Treść tego zgłoszenia została usunięta. Nic już nie można z nim zrobić.
refused-customer-forgotten = Ten klient został już zapomniany.
refused-forget-busy = Właśnie wychodzi odpowiedź do tego klienta. Spróbuj za minutę.

button-old-words = 🧹 Stare rozmowy
settings-keep = Jak długo przechowywana jest treść
setting-why-keep_months = Tyle czasu po zamknięciu zgłoszenia jego treść jest usuwana: tutaj i z wiadomości bota w Telegramie. Zgłoszenie, liczby i to, co wiadomo o kliencie, zostają. Zaczyna się dobę po ustawieniu; do tego czasu można zmienić zdanie.
setting-keep_months =
    { $choice ->
        [y5] 5 lat
        [y3] 3 lata
        [y2] 2 lata
        [y1] 1 rok
       *[ever] zawsze
    }
