# Картинките на отчета. Гледат се на телефон, смалени три пъти: кратко.

chart-hours = Съобщения и отговори по часове
chart-hours-n = съобщения: { $messages }, отговори: { $answers }, решавания: { $resolved }
chart-hours-came = получени съобщения
chart-hours-done = дадени отговори
chart-hours-before = съобщения за предишния период
chart-hours-unit = брой

chart-first = Първи отговор по дни, в работно време
chart-first-n = с отговор: { $answered }
chart-first-median = медиана за деня
chart-first-target = цел: { $target } работно време
chart-first-few = под { $few } отговора
chart-unit-seconds = секунди работно време
chart-unit-minutes = минути работно време
chart-unit-hours = часове работно време

chart-categories = За какво писаха клиентите, по дни
chart-categories-n = случаи: { $cases }
chart-categories-rest = Всички останали
chart-categories-recent = този период
chart-categories-total = вдясно – за всички дни; всеки ред е в свой мащаб

chart-ages = Откога са отворени случаите
chart-ages-n = отворени: { $open }, чакат отговор: { $waiting }
chart-ages-unit = случаи
age-under = до { $length }
age-between = от { $start } до { $length }
age-over = над { $length }
age-hours = { $hours } ч
age-days = { $days } д
