# Co myślą klienci: pytanie, odpowiedź na nie i co ustawia właściciel.

# Co czytają klienci
survey-question =
    { $asks ->
        [nps] Państwa sprawa jest zamknięta. Jak bardzo prawdopodobne jest, że polecą nas Państwo znajomym? Od 0 (nigdy) do 10 (na pewno): proszę dotknąć liczby albo po prostu ją napisać.
       *[csat] Państwa sprawa jest zamknięta. Jak bardzo są Państwo zadowoleni z naszej pomocy? Od 1 (wcale) do 5 (bardzo): proszę dotknąć liczby albo po prostu ją napisać.
    }
survey-thanks =
    { $low ->
        [yes] Dziękujemy za szczerość. Przykro nam, że tak wyszło: przyjrzymy się temu jeszcze raz. Co poszło nie tak? Można napisać tutaj.
       *[no] Dziękujemy! Można dodać kilka słów: czytamy wszystkie.
    }

# Co czyta zespół
card-survey = Zapytano klienta o zdanie
card-survey-thanks = Podziękowano za ocenę
card-rated = Ocena klienta: { $score } z { $most }
low-score = { $customer }: ocena { $score } z { $most } w { $case }. Sprawa jest znów otwarta, proszę na nią spojrzeć.
low-score-known = { $customer }: ocena { $score } z { $most } w { $case }.
event-survey = zapytano klienta o zdanie
event-survey_failed = nie udało się zapytać klienta o zdanie
event-survey_thanks = podziękowano klientowi za ocenę
event-survey_thanks_failed = nie udało się podziękować klientowi za ocenę
event-rated = klient wystawił ocenę { $score }

# Co ustawia właściciel
button-surveys = 📊 Co myślą klienci
button-asks =
    { $asks ->
        [nps] 0–10: czy nas polecą?
        [csat] 1–5: czy zadowoleni?
       *[off] Bez pytania
    }
surveys-head = Co myślą klienci
surveys-now =
    { $asks ->
        [nps] Klienci są pytani, czy by nas polecili.
        [csat] Klienci są pytani, czy są zadowoleni.
       *[off] Klienci nie są o nic pytani.
    }
surveys-when = Pytamy tego, kto napisał wiadomość prywatną i dostał odpowiedź: pięć minut po rozwiązaniu sprawy, w godzinach pracy, raz na 30 dni. Nigdy publicznie i nikogo, kto ma inną otwartą sprawę albo napisał ponownie.
surveys-low = Kto da { $low } lub mniej, tego sprawa jest znów otwarta, z wysokim priorytetem, a kierownicy się o tym dowiadują.
surveys-says = Czytają:
toast-surveys = Gotowe.
