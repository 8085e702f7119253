# Что читает владелец: сводки и отчёты. С телефона, не зная подробностей.

report-period = { $start } – { $end }
report-moment = { $date } { $time }
report-date =
    { $day } { $month ->
        [1] января
        [2] февраля
        [3] марта
        [4] апреля
        [5] мая
        [6] июня
        [7] июля
        [8] августа
        [9] сентября
        [10] октября
        [11] ноября
       *[12] декабря
    }
report-number = { $number }
report-seconds = { $seconds } с
report-minutes = { $minutes } мин
report-hours = { $hours } ч { $minutes } мин
report-days = { $days } д { $hours } ч
report-more = …и ещё { $count }
report-whole-days = { $days } д
report-whole-hours = { $hours } ч
report-percent = { $percent } %
report-date-year = { $date } { $year }
report-weekday = { $weekday } { $date }
report-month =
    { $month ->
        [1] Январь
        [2] Февраль
        [3] Март
        [4] Апрель
        [5] Май
        [6] Июнь
        [7] Июль
        [8] Август
        [9] Сентябрь
        [10] Октябрь
        [11] Ноябрь
       *[12] Декабрь
    }
report-tag = #{ $name }
report-case = #{ $number }
report-left = { $name } (больше не работает)

# Начало
summary-title-day = Сводка за сутки
summary-title-week = Сводка за неделю
summary-title-month = Сводка за месяц
summary-title-so-far = С начала дня
summary-title-period = Отчёт
summary-late = Сводка опоздала: её ждали { $time }.
summary-missed-day =
    { $count ->
        [one] За { $count } день до этого сводки не было.
        [few] За { $count } дня до этого сводок не было.
       *[many] За { $count } дней до этого сводок не было.
    }
summary-missed-week =
    { $count ->
        [one] За { $count } неделю до этого сводки не было.
        [few] За { $count } недели до этого сводок не было.
       *[many] За { $count } недель до этого сводок не было.
    }
summary-missed-month =
    { $count ->
        [one] За { $count } месяц до этого сводки не было.
        [few] За { $count } месяца до этого сводок не было.
       *[many] За { $count } месяцев до этого сводок не было.
    }
summary-only = Только: { $filters }
summary-quiet-day = Тихий день: никто не писал.
summary-quiet-week = Тихая неделя: никто не писал.
summary-quiet-month = Тихий месяц: никто не писал.
summary-quiet-so-far = Пока тихо: никто не писал.
summary-quiet-period = За это время никто не писал.
summary-no-data = Считать пока нечего. Как только клиенты напишут, цифры появятся здесь.
summary-worth = Что важно
summary-target = Первый ответ: цель – { $duration } рабочего времени.

# Названия показателей: коротко, они в таблице на телефоне
row-messages = Сообщения
row-cases = Обращения
row-new-customers = Новые клиенты
row-returning-customers = Клиенты, написавшие снова
row-quiet = Собрано без шума
row-needs = Нуждаются в ответе
row-apart = Ответ не нужен
row-claimed = Взято в работу
row-answers = Дано ответов
row-answers-elsewhere = – прямо в сети
row-dismissed = Отклонено
row-answered = С ответом
row-unanswered = Пока без ответа
row-closed = Закрыто без ответа
row-reply-rate = Доля с ответом
row-first-median = Первый ответ, медиана
row-first-p90 = Первый ответ, 9 из 10
row-first-working-median = – в рабочее время
row-first-working-p90 = – в рабочее время, 9 из 10
row-next-median = Следующий ответ, медиана
row-next-p90 = Следующий ответ, 9 из 10
row-next-working-median = – следующий, в рабочее время
row-next-working-p90 = – следующий, в рабочее время, 9 из 10
row-next-open = Ждут следующего ответа
row-met-first = Первые ответы в срок
row-late-first = – с опозданием
row-met-next = Следующие ответы в срок
row-late-next = – следующие с опозданием
row-met-resolution = Решено в срок
row-late-resolution = – решено позже или ещё нет
row-resolved = Решено
row-first-resolved = Решено впервые
row-first-resolution-median = Первое решение, медиана
row-first-resolution-p90 = Первое решение, 9 из 10
row-resolution-median = До конца, медиана
row-resolution-p90 = До конца, 9 из 10
row-handling-median = Наша работа, медиана
row-handling-p90 = Наша работа, 9 из 10
row-reopened = Снова открыто за 7 дней
row-reopen-rate = – от решённых
row-maturing = – ещё могут вернуться
row-at-once = Решено одним ответом
row-silent = Решено без ответа
row-sent-elsewhere = Перенаправлено
row-sent-elsewhere-rate = – доля перенаправленных
row-open = Ещё открыто
row-waiting = – ждут ответа
row-oldest = Дольше всех ждут
row-outside = Пришло в нерабочее время
row-outside-median = Ждали, медиана
row-outside-p90 = Ждали, 9 из 10
row-outside-working-median = – в рабочее время
row-outside-working-p90 = – в рабочее время, 9 из 10
row-outside-unanswered = Пока без ответа
row-approvals = Ждали проверки
row-approved = Одобрено
row-declined = Не одобрено
row-approvals-open = Ещё не просмотрено
row-approval-median = Заняло, медиана
row-approval-p90 = Заняло, 9 из 10
row-failed = Ответы не дошли
row-downtime = Что-то не работало, всего
row-surveys = Спрошено
row-survey-answers = Получено ответов
row-response-rate = Ответили, из спрошенных
row-nps = Порекомендуют нас (NPS)
row-csat = Довольны (CSAT)

# Разделы под таблицей
section-speed = Скорость и сроки
section-came = Что пришло
section-tags = Метки
section-endings = Чем кончилось
section-backlog = Ещё открыто
section-outside = В нерабочее время
section-departments = Отделы
section-approvals = Проверка ответов
section-people = Сотрудники
section-satisfaction = Что думают клиенты
section-failures = Что не работало

# Несколько показателей рядом: «ответы 18 · взято 20»
bit-cases = обращения { $figure }
bit-messages = сообщения { $figure }
bit-answers = ответы { $figure }
bit-answered = с ответом { $figure }
bit-unanswered = пока без ответа { $figure }
bit-claimed = взято { $figure }
bit-resolved = решений { $figure }
bit-reopened = вернулось { $figure }
bit-first = первый ответ { $figure }
bit-median = медиана { $figure }
bit-asked = спрошено { $figure }
bit-overdue = просрочено { $figure }
bit-returned = возвращено { $figure }
bit-open = ещё открыто { $figure }
bit-score =
    оценка { $figure } из { $most } ({ $count ->
        [one] { $n } ответ
        [few] { $n } ответа
       *[many] { $n } ответов
    })
bit-per-thousand = { $figure } на 1000 подписчиков
list-kinds = Виды: { $shown }
list-categories = О чём: { $shown }
list-no-category = Не разобрано
list-outcomes = Кончилось: { $shown }
list-no-outcome = Не сказано
list-ages = По возрасту: { $shown }
list-oldest = Дольше всех ждёт { $case }: { $duration }
list-usual = (обычно { $usual })
list-scores = Оценки: { $shown }

# В группу операторов в конце дня
team-title = Наш день
team-came =
    { $count ->
        [one] Пришло { $figure } обращение
        [few] Пришло { $figure } обращения
       *[many] Пришло { $figure } обращений
    }
team-answered =
    { $count ->
        [one] Мы дали { $figure } ответ
        [few] Мы дали { $figure } ответа
       *[many] Мы дали { $figure } ответов
    }
team-first = Первый ответ: половина за { $duration }
team-in-time = в срок { $share }
team-left = Решено { $resolved }, ещё открыто { $open }, ждут ответа { $waiting }
