# Что важно, в одной фразе. Правила – в docs/reports.md.

worth-spike = Намного больше обычного: обращений { $figure }, обычно { $usual }.
worth-late-first = Первые ответы: { $figure } из { $of } с опозданием, в срок { $share }.
worth-late-next = Следующие ответы: { $figure } из { $of } с опозданием, в срок { $share }.
worth-late-resolution = Решение: { $figure } из { $of } не уложились в срок, в срок { $share }.
worth-tag =
    { $count ->
        [one] { $tag }: { $figure } раз, обычно { $usual }.
        [few] { $tag }: { $figure } раза, обычно { $usual }.
       *[many] { $tag }: { $figure } раз, обычно { $usual }.
    }
worth-tag-new =
    { $count ->
        [one] { $tag } – новое: { $figure } раз,
        [few] { $tag } – новое: { $figure } раза,
       *[many] { $tag } – новое: { $figure } раз,
    } { $span ->
        [day] а в тот же день недели за четыре недели до этого ни разу.
        [time] а в то же время за четыре недели до этого ни разу.
       *[weeks] а за четыре недели до этого ни разу.
    }
worth-waits = { $case } ждёт ответа уже { $duration }. Всего ждут: { $figure }.
worth-replies = Реже отвечаем: { $share }, раньше { $before }. Пока без ответа: { $figure }.
worth-downtime = { $part }: { $duration }
worth-failed =
    { $count ->
        [one] Не дошёл { $figure } ответ.
        [few] Не дошли { $figure } ответа.
       *[many] Не дошли { $figure } ответов.
    }
worth-csat = Довольны только { $share }. Ответов: { $n }, доля ответивших: { $rate }.
worth-nps = Недовольных больше, чем тех, кто нас порекомендует: NPS { $nps }. Ответов: { $n }, доля ответивших: { $rate }.
worth-reopened = Вернулись за 7 дней: { $figure } из { $of } решённых.
worth-well = Всё хорошо: ответ получили { $share } из { $count } нуждавшихся в нём.
outage-network = Не было связи с { $network }
outage-answers = Ответы в { $network } стояли
outage-telegram = Telegram был недоступен
outage-group = Группа была недоступна
outage-other = Кое-что не работало
