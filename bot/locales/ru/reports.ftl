# Сводка за день. Читают с телефона, раз в день, не зная подробностей.

report-title = Сводка за { $date }
report-title-so-far = { $date }, пока
report-period = { $start } – { $end }
report-legend = ▲ больше, ▼ меньше, чем днём раньше
report-late = Сводка опоздала: её ждали в { $time }.
report-missed =
    { $days ->
        [one] За { $days } день до этого сводки не было.
        [few] За { $days } дня до этого сводок не было.
       *[many] За { $days } дней до этого сводок не было.
    }

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

# Обращения. { $figure } – число и насколько оно изменилось: «38 ▲ 4»
report-quiet = Тихий день: никто не писал, и отвечать было не на что.
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
       *[other] , из них без ответа { $unanswered }
    }
report-longest = Дольше всех ждёт { $case }: { $duration }

report-first = Первый ответ
report-median = Медиана: { $figure }
report-p90 = 9 из 10 – за { $figure }
report-first-count =
    { $answered ->
        [one] Получен по { $answered } обращению
       *[other] Получен по { $answered } обращениям
    }{ $unanswered ->
        [0] {""}
        [one] , ещё ждёт { $unanswered }
       *[other] , ещё ждут { $unanswered }
    }
report-first-none =
    { $unanswered ->
        [one] Пока никому; ждёт { $unanswered } обращение
        [few] Пока никому; ждут { $unanswered } обращения
       *[many] Пока никому; ждут { $unanswered } обращений
    }

report-by-network = Сети
report-network = поступило { $cases } · отвечено { $answered } · решено { $resolved }
report-by-person = Сотрудники
report-person = взято { $claimed } · отвечено { $answered } · решено { $resolved }
report-share-median = первый ответ { $duration }
report-elsewhere =
    { $answers ->
        [one] Прямо в сетях: { $answers } ответ
        [few] Прямо в сетях: { $answers } ответа
       *[many] Прямо в сетях: { $answers } ответов
    }
report-more = …и ещё { $count }
