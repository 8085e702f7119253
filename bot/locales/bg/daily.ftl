# Обобщение на деня. Чете се от телефон, веднъж на ден, от човек, който не е бил там.

report-title = Обобщение на деня
report-title-so-far = Днес досега
report-legend = ▲ повече, ▼ по-малко от предишния ден
report-legend-so-far = ▲ повече, ▼ по-малко от предишния ден до този час
report-late = Обобщението закъсня: трябваше да дойде в { $time }.
report-missed =
    { $days ->
        [one] За предишния ден нямаше обобщение.
       *[other] За предишните { $days } дни нямаше обобщение.
    }

# Случаи. { $figure } е числото с промяната му: „38 ▲ 4“
report-quiet = Тих ден: никой не писа.
report-quiet-so-far = Засега е тихо: никой не е писал.
report-cases =
    Постъпили: { $figure } { $messages ->
        [one] ({ $messages } съобщение)
       *[other] ({ $messages } съобщения)
    }
report-answered =
    Отговорени: { $figure } { $answers ->
        [one] ({ $answers } отговор)
       *[other] ({ $answers } отговора)
    }
report-resolved = Решени: { $figure }
report-dismissed = Отхвърлени: { $figure }
report-open =
    Още отворени: { $figure }{ $unanswered ->
        [0] {""}
       *[other] , без отговор { $unanswered }
    }
report-collected = Тихо събрани, не са броени тук: { $count }
report-longest = Най-дълго чака { $case }: { $duration }

report-first = Първи отговор
report-median = Медиана: { $figure }
report-p90 = 9 от 10 до { $figure }
report-first-count =
    { $unanswered ->
        [0] Отговорени { $answered }
       *[other] Отговорени { $answered }, още чакат { $unanswered }
    }
report-first-none = Още без отговор { $unanswered }

report-by-network = Мрежи
report-network = постъпили { $cases } · отговорени { $answered } · решени { $resolved }
report-by-person = Хора
report-person = взети { $claimed } · отговорени { $answered } · решени { $resolved }
report-share-median = първи отговор { $duration }
report-elsewhere = Колеги в самата мрежа
report-elsewhere-answers =
    { $answers ->
        [one] { $answers } отговор
       *[other] { $answers } отговора
    }
