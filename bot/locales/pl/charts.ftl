# Obrazki raportu. Ogląda się je na telefonie, trzykrotnie pomniejszone: krótko.

chart-hours = Wiadomości i odpowiedzi według godzin
chart-hours-n = wiadomości: { $messages }, odpowiedzi: { $answers }, załatwienia: { $resolved }
chart-hours-came = wiadomości od klientów
chart-hours-done = udzielone odpowiedzi
chart-hours-before = wiadomości w poprzednim okresie
chart-hours-unit = liczba

chart-first = Pierwsza odpowiedź według dni, w czasie pracy
chart-first-n = z odpowiedzią: { $answered }
chart-first-median = mediana dnia
chart-first-target = cel: { $target } czasu pracy
chart-first-few = mniej niż { $few } odpowiedzi
chart-unit-seconds = sekundy czasu pracy
chart-unit-minutes = minuty czasu pracy
chart-unit-hours = godziny czasu pracy

chart-categories = O czym pisali klienci, według dni
chart-categories-n = sprawy: { $cases }
chart-categories-rest = Wszystkie inne
chart-categories-recent = ten okres
chart-categories-total = z prawej – za wszystkie dni; każdy wiersz ma własną skalę

chart-ages = Od kiedy sprawy są otwarte
chart-ages-n = otwarte: { $open }, czekają na odpowiedź: { $waiting }
chart-ages-unit = sprawy
age-under = do { $length }
age-between = od { $start } do { $length }
age-over = ponad { $length }
age-hours = { $hours } godz.
age-days = { $days } d
