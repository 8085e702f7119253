# Obrazki raportu. Ogląda się je na telefonie, trzykrotnie pomniejszone: krótko.

chart-number = { $number }
chart-moment = { $date } { $time }
chart-date =
    { $day } { $month ->
        [1] sty
        [2] lut
        [3] mar
        [4] kwi
        [5] maj
        [6] cze
        [7] lip
        [8] sie
        [9] wrz
        [10] paź
        [11] lis
       *[12] gru
    }

chart-hours = Wiadomości i odpowiedzi według godzin
chart-hours-n = wiadomości: { $messages }, odpowiedzi: { $answers }, rozwiązane: { $resolved }
chart-hours-came = wiadomości od klientów
chart-hours-done = udzielone odpowiedzi
chart-hours-before = wiadomości w poprzednim okresie
chart-hours-unit = na godzinę

chart-first = Pierwsza odpowiedź według dni
chart-first-n = z odpowiedzią: { $answered }
chart-first-median = mediana dnia
chart-first-target = cel: { $target } czasu pracy
chart-first-few = mniej niż { $few } odpowiedzi
chart-unit-seconds = sekundy
chart-unit-minutes = minuty
chart-unit-hours = godziny
chart-unit-days = dni

chart-categories = O czym pisali klienci, według dni
chart-categories-n = sprawy: { $cases }
chart-categories-rest = Wszystkie inne
chart-categories-recent = ten okres
chart-categories-total = z prawej – za wszystkie dni; każdy wiersz ma własną skalę

chart-ages = Od kiedy sprawy są otwarte
chart-ages-n = otwarte: { $open }, bez odpowiedzi: { $unanswered }
chart-ages-unit = sprawy
age-under = do { $length }
age-between = od { $start } do { $length }
age-over = ponad { $length }
age-hours = { $hours } godz.
age-days = { $days } d

report-no-category = Bez kategorii
report-no-outcome = Nie podano

# Długości czasu
length-seconds = { $seconds } s
length-minutes = { $minutes } min
length-hours = { $hours } godz. { $minutes } min
length-hours-only = { $hours } godz.
length-days = { $days } d { $hours } godz.
