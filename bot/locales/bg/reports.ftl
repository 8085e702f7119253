# Какво чете собственикът: обобщения и отчети. От телефон, от човек, който не е бил там.

report-period = { $start } – { $end }
report-moment = { $date } { $time }
report-date =
    { $day } { $month ->
        [1] януари
        [2] февруари
        [3] март
        [4] април
        [5] май
        [6] юни
        [7] юли
        [8] август
        [9] септември
        [10] октомври
        [11] ноември
       *[12] декември
    }
report-number = { $number }
report-seconds = { $seconds } с
report-minutes = { $minutes } мин
report-hours = { $hours } ч { $minutes } мин
report-days = { $days } д { $hours } ч
report-more = …и още { $count }
report-whole-days = { $days } д
report-whole-hours = { $hours } ч
report-percent = { $percent }%
report-date-year = { $date } { $year }
report-weekday = { $weekday } { $date }
report-month =
    { $month ->
        [1] Януари
        [2] Февруари
        [3] Март
        [4] Април
        [5] Май
        [6] Юни
        [7] Юли
        [8] Август
        [9] Септември
        [10] Октомври
        [11] Ноември
       *[12] Декември
    }
report-tag = #{ $name }
report-case = #{ $number }
report-left = { $name } (вече не е тук)

# Началото
summary-title-day = Обобщение на деня
summary-title-week = Обобщение на седмицата
summary-title-month = Обобщение на месеца
summary-title-so-far = Днес досега
summary-title-period = Отчет
summary-late = Обобщението закъсня: трябваше да дойде на { $time }.
summary-missed-day =
    { $count ->
        [one] За предишния ден нямаше обобщение.
       *[other] За предишните { $count } дни нямаше обобщение.
    }
summary-missed-week =
    { $count ->
        [one] За предишната седмица нямаше обобщение.
       *[other] За предишните { $count } седмици нямаше обобщение.
    }
summary-missed-month =
    { $count ->
        [one] За предишния месец нямаше обобщение.
       *[other] За предишните { $count } месеца нямаше обобщение.
    }
summary-only = Само: { $filters }
summary-quiet-day = Тих ден: никой не писа.
summary-quiet-week = Тиха седмица: никой не писа.
summary-quiet-month = Тих месец: никой не писа.
summary-quiet-so-far = Засега е тихо: никой не е писал.
summary-quiet-period = През това време никой не е писал.
summary-no-data = Още няма какво да се брои. Щом клиентите пишат, числата ще бъдат тук.
summary-worth = Важното
summary-target = Първи отговор: целта е { $duration } работно време.

# Имена на показателите: кратки, в таблица на телефон
row-messages = Съобщения
row-cases = Случаи
row-new-customers = Нови клиенти
row-returning-customers = Клиенти, писали отново
row-quiet = Тихо събрани
row-needs = Искат отговор
row-apart = Не искат отговор
row-claimed = Взети
row-answers = Дадени отговори
row-answers-elsewhere = – в самата мрежа
row-dismissed = Отхвърлени
row-answered = С отговор
row-unanswered = Още без отговор
row-closed = Затворени без отговор
row-reply-rate = Дял с отговор
row-first-median = Първи отговор, медианата до
row-first-p90 = Първи отговор, 9 от 10
row-first-working-median = – в работно време, медианата
row-first-working-p90 = – в работно време, 9 от 10
row-next-median = Следващ отговор, медианата до
row-next-p90 = Следващ отговор, 9 от 10
row-next-working-median = – следващ, в работно време, медианата
row-next-working-p90 = – следващ, в работно време, 9 от 10
row-next-open = Чакат следващ отговор
row-met-first = Първи отговори в срок
row-late-first = – със закъснение
row-met-next = Следващи отговори в срок
row-late-next = – следващи със закъснение
row-met-resolution = Решени в срок
row-late-resolution = – решени по-късно или още не
row-resolved = Решени
row-first-resolved = Решени за първи път
row-first-resolution-median = Първо решаване, медианата до
row-first-resolution-p90 = Първо решаване, 9 от 10
row-resolution-median = До края, медианата до
row-resolution-p90 = До края, 9 от 10
row-handling-median = Наша работа, медианата до
row-handling-p90 = Наша работа, 9 от 10
row-reopened = Пак отворени до 7 дни
row-reopen-rate = – от решените
row-maturing = – още могат да се върнат
row-at-once = Решени с един отговор
row-silent = Решени без отговор
row-sent-elsewhere = Пренасочени
row-sent-elsewhere-rate = – дял на пренасочените
row-open = Още отворени
row-waiting = – чакат отговор
row-oldest = Най-дълго чакане
row-outside = Дошли извън работно време
row-outside-median = Чакали, медианата до
row-outside-p90 = Чакали, 9 от 10
row-outside-working-median = – в работно време, медианата
row-outside-working-p90 = – в работно време, 9 от 10
row-outside-unanswered = Още без отговор
row-approvals = Чакали преглед
row-approved = Одобрени
row-declined = Неодобрени
row-approvals-open = Още непрегледани
row-approval-median = Отне, медианата до
row-approval-p90 = Отне, 9 от 10
row-failed = Отговори, които не стигнаха
row-downtime = Нещо не работеше, общо
row-surveys = Попитани
row-survey-answers = Получени отговори
row-response-rate = Отговорили от попитаните
row-nps = Биха ни препоръчали (NPS)
row-csat = Доволни (CSAT)

# Частите под таблицата
section-speed = Бързина и срокове
section-came = Какво дойде
section-tags = Етикети
section-endings = Как завърши
section-backlog = Още отворени
section-outside = Извън работно време
section-departments = Отдели
section-approvals = Одобрения
section-people = Хора
section-satisfaction = Какво мислят клиентите
section-failures = Какво не работеше

# Няколко показателя един до друг: „отговори 18 · взети 20“
bit-cases = случаи { $figure }
bit-messages = съобщения { $figure }
bit-answers = отговори { $figure }
bit-answered = с отговор { $figure }
bit-unanswered = още без отговор { $figure }
bit-claimed = взети { $figure }
bit-resolved = решавания { $figure }
bit-reopened = отворени отново { $figure }
bit-first = първи отговор { $figure }
bit-median = медиана { $figure }
bit-asked = попитани { $figure }
bit-overdue = просрочени { $figure }
bit-returned = върнати { $figure }
bit-open = още отворени { $figure }
bit-score =
    оценка { $figure } от { $most } ({ $count ->
        [one] { $n } отговор
       *[other] { $n } отговора
    })
bit-per-thousand = { $figure } на 1000 последователи
list-kinds = Видове: { $shown }
list-categories = За какво: { $shown }
list-no-category = Несортирани
list-outcomes = Завършиха: { $shown }
list-no-outcome = Не е казано
list-ages = По възраст: { $shown }
list-oldest = Най-дълго чака { $case }: { $duration }
list-usual = (обикновено { $usual })
list-scores = Оценки: { $shown }

# До групата на операторите в края на деня
team-title = Нашият ден
team-came =
    { $count ->
        [one] Дойде { $figure } случай
       *[other] Дойдоха { $figure } случая
    }
team-answered =
    { $count ->
        [one] Дадохме { $figure } отговор
       *[other] Дадохме { $figure } отговора
    }
team-first = Първи отговор: половината до { $duration }
team-in-time = в срок { $share }
team-left = Решени { $resolved }, още отворени { $open }, чакат отговор { $waiting }
