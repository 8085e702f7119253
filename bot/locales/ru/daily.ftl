# Сводка за день. Читают с телефона, раз в день, не зная подробностей.

report-title = Сводка за сутки
report-title-so-far = С начала дня
report-legend = ▲ больше, ▼ меньше, чем днём раньше
report-legend-so-far = ▲ больше, ▼ меньше, чем днём раньше к этому часу
report-late = Сводка опоздала: её ждали в { $time }.
report-missed =
    { $days ->
        [one] За { $days } день до этого сводки не было.
        [few] За { $days } дня до этого сводок не было.
       *[many] За { $days } дней до этого сводок не было.
    }

# Обращения. { $figure } – число и насколько оно изменилось: «38 ▲ 4»
report-quiet = Тихий день: никто не писал.
report-quiet-so-far = Пока тихо: никто не писал.
report-cases =
    Поступило: { $figure } { $messages ->
        [one] ({ $messages } сообщение)
        [few] ({ $messages } сообщения)
       *[many] ({ $messages } сообщений)
    }
report-answered =
    Отвечено: { $figure } { $answers ->
        [one] ({ $answers } ответ)
        [few] ({ $answers } ответа)
       *[many] ({ $answers } ответов)
    }
report-resolved = Решено: { $figure }
report-dismissed = Отклонено: { $figure }
report-open =
    Ещё открыто: { $figure }{ $unanswered ->
        [0] {""}
       *[other] , без ответа { $unanswered }
    }
report-collected = Тихо собрано, здесь не посчитано: { $count }
report-longest = Дольше всех ждёт { $case }: { $duration }

report-first = Первый ответ
report-median = Медиана: { $figure }
report-p90 = 9 из 10 – за { $figure }
report-first-count =
    { $unanswered ->
        [0] Отвечено { $answered }
        [one] Отвечено { $answered }, ещё ждёт { $unanswered }
       *[other] Отвечено { $answered }, ещё ждут { $unanswered }
    }
report-first-none = Без ответа { $unanswered }

report-by-network = Сети
report-network = поступило { $cases } · отвечено { $answered } · решено { $resolved }
report-by-person = Сотрудники
report-person = взято { $claimed } · отвечено { $answered } · решено { $resolved }
report-share-median = первый ответ { $duration }
report-elsewhere = Коллеги прямо в сети
report-elsewhere-answers =
    { $answers ->
        [one] { $answers } ответ
        [few] { $answers } ответа
       *[many] { $answers } ответов
    }
