# Обращения за числом: заголовки списков

list-hours = По часам: { $shown }
behind-more =
    { $figure ->
        [next] Получили следующий ответ
        [next_open] Ждут следующего ответа
        [due_first] Первые ответы, срок которых настал
        [due_next] Следующие ответы, срок которых настал
        [due_resolution] Решения, срок которых настал
        [met_first] Первые ответы в срок
        [met_next] Следующие ответы в срок
        [met_resolution] Решено в срок
        [outside_answered] Пришло в нерабочее время, с ответом
        [outside_unanswered] Пришло в нерабочее время, пока без ответа
        [approvals] Ответы, ждавшие проверки
        [approved] Ответ одобрен
        [declined] Ответ не одобрен
        [approvals_open] Ответ ещё не просмотрен
        [approvals_decided] Ответ одобрен или нет
        [surveys] Клиента спросили, доволен ли он
        [survey_replies] Клиента спросили, и он ответил
       *[survey_answers] Клиент поставил оценку
    }
behind-part = { $name } · { $part }
part-name =
    { $part ->
        [messages] сообщения
        [answered] с ответом
        [unanswered] пока без ответа
        [resolved] решено
        [answers] ответы
        [first] первые ответы
        [claimed] взято в работу
        [reopened] вернулось
        [scores] оценки клиентов
        [overdue] просрочено
        [returned] возвращено
       *[open] ещё открыто
    }
behind-case = Обращение { $number }
behind-whole =
    { $what ->
        [networks] Все сети
        [kinds] Все виды
        [categories] Все категории
        [tags] Все метки
        [departments] Все отделы: сколько спрошено
        [people] Все сотрудники: сколько ответов
       *[outcomes] Чем всё кончилось
    }
behind-whole-nothing = Ничего не осталось: обращения могли с тех пор объединить.
