# The pictures of a report. Read on a phone at a third of their size: short.

chart-hours = Messages and answers by the hour
chart-hours-n = messages: { $messages }, answers: { $answers }, times resolved: { $resolved }
chart-hours-came = messages came
chart-hours-done = answers given
chart-hours-before = messages, the period before
chart-hours-unit = how many

chart-first = First answer by day, in working time
chart-first-n = answered: { $answered }
chart-first-median = median of the day
chart-first-target = target { $target } of working time
chart-first-few = of fewer than { $few } answers
chart-unit-seconds = seconds of working time
chart-unit-minutes = minutes of working time
chart-unit-hours = hours of working time

chart-categories = What customers wrote about, by day
chart-categories-n = cases: { $cases }
chart-categories-rest = All others
chart-categories-recent = this period
chart-categories-total = right: all these days; each row has its own scale

chart-ages = How long open cases have been open
chart-ages-n = open: { $open }, waiting for an answer: { $waiting }
chart-ages-unit = cases
age-under = under { $length }
age-between = { $start } to { $length }
age-over = over { $length }
age-hours = { $hours } h
age-days = { $days } d
