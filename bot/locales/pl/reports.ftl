# Co czyta właściciel: podsumowania i raporty. Na telefonie, przez kogoś, kogo tam nie było.

report-period = { $start } – { $end }
report-moment = { $date } { $time }
report-date =
    { $day } { $month ->
        [1] stycznia
        [2] lutego
        [3] marca
        [4] kwietnia
        [5] maja
        [6] czerwca
        [7] lipca
        [8] sierpnia
        [9] września
        [10] października
        [11] listopada
       *[12] grudnia
    }
report-number = { $number }
report-seconds = { $seconds } s
report-minutes = { $minutes } min
report-hours = { $hours } godz. { $minutes } min
report-days = { $days } d { $hours } godz.
report-more = …i jeszcze { $count }
report-whole-days = { $days } d
report-whole-hours = { $hours } godz.
report-percent = { $percent }%
report-date-year = { $date } { $year }
report-weekday = { $weekday } { $date }
report-month =
    { $month ->
        [1] Styczeń
        [2] Luty
        [3] Marzec
        [4] Kwiecień
        [5] Maj
        [6] Czerwiec
        [7] Lipiec
        [8] Sierpień
        [9] Wrzesień
        [10] Październik
        [11] Listopad
       *[12] Grudzień
    }
report-tag = #{ $name }
report-case = #{ $number }
report-left = { $name } (już tu nie pracuje)

# Początek
summary-title-day = Podsumowanie dnia
summary-title-week = Podsumowanie tygodnia
summary-title-month = Podsumowanie miesiąca
summary-title-so-far = Dziś do tej pory
summary-title-period = Raport
summary-late = Podsumowanie się spóźniło: miało przyjść { $time }.
summary-missed-day =
    { $count ->
        [one] Za { $count } dzień wcześniej nie było podsumowania.
        [few] Za { $count } dni wcześniej nie było podsumowań.
       *[many] Za { $count } dni wcześniej nie było podsumowań.
    }
summary-missed-week =
    { $count ->
        [one] Za { $count } tydzień wcześniej nie było podsumowania.
        [few] Za { $count } tygodnie wcześniej nie było podsumowań.
       *[many] Za { $count } tygodni wcześniej nie było podsumowań.
    }
summary-missed-month =
    { $count ->
        [one] Za { $count } miesiąc wcześniej nie było podsumowania.
        [few] Za { $count } miesiące wcześniej nie było podsumowań.
       *[many] Za { $count } miesięcy wcześniej nie było podsumowań.
    }
summary-only = Tylko: { $filters }
summary-quiet-day = Cichy dzień: nikt nie pisał.
summary-quiet-week = Cichy tydzień: nikt nie pisał.
summary-quiet-month = Cichy miesiąc: nikt nie pisał.
summary-quiet-so-far = Na razie cicho: nikt nie pisał.
summary-quiet-period = W tym czasie nikt nie pisał.
summary-no-data = Nie ma jeszcze czego liczyć. Gdy tylko klienci napiszą, liczby będą tutaj.
summary-worth = Warto wiedzieć
summary-target = Pierwsza odpowiedź: cel to { $duration } czasu pracy.

# Nazwy wskaźników: krótkie, stoją w tabeli na telefonie
row-messages = Wiadomości
row-cases = Sprawy
row-new-customers = Nowi klienci
row-returning-customers = Klienci, którzy wrócili
row-quiet = Zebrane po cichu
row-needs = Wymagają odpowiedzi
row-apart = Nie wymagają odpowiedzi
row-claimed = Wzięte
row-answers = Udzielone odpowiedzi
row-answers-elsewhere = – w samej sieci
row-dismissed = Pominięte
row-answered = Z odpowiedzią
row-unanswered = Jeszcze bez odpowiedzi
row-closed = Zamknięte bez odpowiedzi
row-reply-rate = Odsetek odpowiedzi
row-first-median = Pierwsza odpowiedź, mediana
row-first-p90 = Pierwsza odpowiedź, 9 na 10
row-first-working-median = – w czasie pracy
row-first-working-p90 = – w czasie pracy, 9 na 10
row-next-median = Następna odpowiedź, mediana
row-next-p90 = Następna odpowiedź, 9 na 10
row-next-working-median = – następna, w czasie pracy
row-next-working-p90 = – następna, w czasie pracy, 9 na 10
row-next-open = Czekają na następną odpowiedź
row-met-first = Pierwsze odpowiedzi w terminie
row-late-first = – spóźnione
row-met-next = Następne odpowiedzi w terminie
row-late-next = – następne spóźnione
row-met-resolution = Załatwione w terminie
row-late-resolution = – później albo jeszcze nie
row-resolved = Załatwione
row-first-resolved = Załatwione po raz pierwszy
row-first-resolution-median = Pierwsze załatwienie, mediana
row-first-resolution-p90 = Pierwsze załatwienie, 9 na 10
row-resolution-median = Do końca, mediana
row-resolution-p90 = Do końca, 9 na 10
row-handling-median = Nasza praca, mediana
row-handling-p90 = Nasza praca, 9 na 10
row-reopened = Otwarte ponownie w 7 dni
row-reopen-rate = – z załatwionych
row-maturing = – mogą jeszcze wrócić
row-at-once = Załatwione od razu
row-silent = Załatwione bez słowa
row-sent-elsewhere = Odesłane dalej
row-sent-elsewhere-rate = – odsetek odesłanych
row-open = Nadal otwarte
row-waiting = – czekają na odpowiedź
row-oldest = Najdłuższe czekanie
row-outside = Przyszły poza godzinami
row-outside-median = Czekały, mediana
row-outside-p90 = Czekały, 9 na 10
row-outside-working-median = – w czasie pracy
row-outside-working-p90 = – w czasie pracy, 9 na 10
row-outside-unanswered = Jeszcze bez odpowiedzi
row-approvals = Czekały na sprawdzenie
row-approved = Zatwierdzone
row-declined = Odrzucone
row-approvals-open = Jeszcze niesprawdzone
row-approval-median = Trwało, mediana
row-approval-p90 = Trwało, 9 na 10
row-failed = Odpowiedzi, które nie doszły
row-downtime = Coś nie działało, łącznie
row-surveys = Zapytani
row-survey-answers = Otrzymane odpowiedzi
row-response-rate = Odpowiedziało z zapytanych
row-nps = Poleciliby nas (NPS)
row-csat = Zadowoleni (CSAT)

# Części pod tabelą
section-speed = Szybkość i terminy
section-came = Co przyszło
section-tags = Tagi
section-endings = Jak się skończyło
section-backlog = Nadal otwarte
section-outside = Poza godzinami
section-departments = Działy
section-approvals = Zatwierdzanie
section-people = Osoby
section-satisfaction = Co myślą klienci
section-failures = Co nie działało

# Kilka wskaźników obok siebie: „odpowiedzi 18 · wzięte 20”
bit-cases = sprawy { $figure }
bit-messages = wiadomości { $figure }
bit-answers = odpowiedzi { $figure }
bit-answered = z odpowiedzią { $figure }
bit-unanswered = jeszcze bez odpowiedzi { $figure }
bit-claimed = wzięte { $figure }
bit-resolved = załatwienia { $figure }
bit-reopened = otwarte ponownie { $figure }
bit-first = pierwsza odpowiedź { $figure }
bit-median = mediana { $figure }
bit-asked = pytania { $figure }
bit-overdue = po terminie { $figure }
bit-returned = zwrócone { $figure }
bit-open = jeszcze otwarte { $figure }
bit-score =
    ocena { $figure } z { $most } ({ $count ->
        [one] { $n } odpowiedź
        [few] { $n } odpowiedzi
       *[many] { $n } odpowiedzi
    })
bit-per-thousand = { $figure } na 1000 obserwujących
list-kinds = Rodzaje: { $shown }
list-categories = O czym: { $shown }
list-no-category = Nieposortowane
list-outcomes = Wynik: { $shown }
list-no-outcome = Nie podano
list-ages = Według wieku: { $shown }
list-oldest = Najdłużej czeka { $case }: { $duration }
list-usual = (zwykle { $usual })
list-scores = Oceny: { $shown }

# Do grupy operatorów na koniec dnia
team-title = Nasz dzień
team-came =
    { $count ->
        [one] Przyszła { $figure } sprawa
        [few] Przyszły { $figure } sprawy
       *[many] Przyszło { $figure } spraw
    }
team-answered =
    { $count ->
        [one] Daliśmy { $figure } odpowiedź
        [few] Daliśmy { $figure } odpowiedzi
       *[many] Daliśmy { $figure } odpowiedzi
    }
team-first = Pierwsza odpowiedź: połowa w { $duration }
team-in-time = w terminie { $share }
team-left = Załatwione { $resolved }, nadal otwarte { $open }, czekają na odpowiedź { $waiting }
