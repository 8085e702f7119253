# The pictures of a report. Read on a phone at a third of their size: short.

chart-number = { $number }
chart-moment = { $date } { $time }
chart-date =
    { $day } { $month ->
        [1] Jan
        [2] Feb
        [3] Mar
        [4] Apr
        [5] May
        [6] Jun
        [7] Jul
        [8] Aug
        [9] Sep
        [10] Oct
        [11] Nov
       *[12] Dec
    }

chart-hours = Messages and answers by the hour
chart-hours-n = messages: { $messages }, answers: { $answers }, resolved: { $resolved }
chart-hours-came = messages came
chart-hours-done = answers given
chart-hours-before = messages, the period before
chart-hours-unit = an hour

chart-first = First answer by day
chart-first-n = answered: { $answered }
chart-first-median = median of the day
chart-first-target = target { $target } of working time
chart-first-few = of fewer than { $few } answers
chart-unit-seconds = seconds
chart-unit-minutes = minutes
chart-unit-hours = hours
chart-unit-days = days

chart-categories = What customers wrote about, by day
chart-categories-n = cases: { $cases }
chart-categories-rest = All others
chart-categories-recent = this period
chart-categories-total = right: all these days; each row has its own scale

chart-ages = How long open cases have been open
chart-ages-n = open: { $open }, without an answer: { $unanswered }
chart-ages-unit = cases
age-under = under { $length }
age-between = { $start } to { $length }
age-over = over { $length }
age-hours = { $hours } h
age-days = { $days } d

report-no-category = Without a category
report-no-outcome = Not said

# Lengths of time
length-seconds = { $seconds } s
length-minutes = { $minutes } min
length-hours = { $hours } h { $minutes } min
length-hours-only = { $hours } h
length-days = { $days } d { $hours } h
