# Картинките на отчета. Гледат се на телефон, смалени три пъти: кратко.

chart-number = { $number }
chart-moment = { $date } { $time }
chart-date =
    { $day } { $month ->
        [1] яну
        [2] фев
        [3] мар
        [4] апр
        [5] май
        [6] юни
        [7] юли
        [8] авг
        [9] сеп
        [10] окт
        [11] ное
       *[12] дек
    }

chart-hours = Съобщения и отговори по часове
chart-hours-n = съобщения: { $messages }, отговори: { $answers }, решени: { $resolved }
chart-hours-came = получени съобщения
chart-hours-done = дадени отговори
chart-hours-before = съобщения за предишния период
chart-hours-unit = на час

chart-first = Първи отговор по дни
chart-first-n = с отговор: { $answered }
chart-first-median = медиана за деня
chart-first-target = цел: { $target } работно време
chart-first-few = под { $few } отговора
chart-unit-seconds = секунди
chart-unit-minutes = минути
chart-unit-hours = часове
chart-unit-days = дни

chart-categories = За какво писаха клиентите, по дни
chart-categories-n = случаи: { $cases }
chart-categories-rest = Всички останали
chart-categories-recent = този период
chart-categories-total = вдясно – за всички дни; всеки ред е в свой мащаб

chart-ages = Откога са отворени случаите
chart-ages-n = отворени: { $open }, без отговор: { $unanswered }
chart-ages-unit = случаи
age-under = до { $length }
age-between = от { $start } до { $length }
age-over = над { $length }
age-hours = { $hours } ч
age-days = { $days } д

report-no-category = Без категория
report-no-outcome = Не е посочено

# Времетраене
length-seconds = { $seconds } сек
length-minutes = { $minutes } мин
length-hours = { $hours } ч { $minutes } мин
length-hours-only = { $hours } ч
length-days = { $days } д { $hours } ч
