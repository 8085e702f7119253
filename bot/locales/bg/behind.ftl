# Случаите зад едно число: заглавията на списъците

list-hours = По часове: { $shown }
behind-more =
    { $figure ->
        [next] Получили следващ отговор
        [next_open] Чакат следващ отговор
        [due_first] Първи отговори, чийто срок е дошъл
        [due_next] Следващи отговори, чийто срок е дошъл
        [due_resolution] Решения, чийто срок е дошъл
        [met_first] Първи отговори в срок
        [met_next] Следващи отговори в срок
        [met_resolution] Решени в срок
        [outside_answered] Дошли извън работно време, с отговор
        [outside_unanswered] Дошли извън работно време, още без отговор
        [approvals] Отговори, чакали преглед
        [approved] Одобрен отговор
        [declined] Неодобрен отговор
        [approvals_open] Още непрегледан отговор
        [approvals_decided] Отговорът е одобрен или не
        [surveys] Клиентът е попитан доволен ли е
        [survey_replies] Клиентът е попитан и е отговорил
       *[survey_answers] Клиентът е дал оценка
    }
behind-part = { $name } · { $part }
part-name =
    { $part ->
        [messages] съобщения
        [answered] с отговор
        [unanswered] още без отговор
        [resolved] решени
        [answers] отговори
        [first] първи отговори
        [claimed] взети
        [reopened] отворени отново
        [scores] оценки от клиенти
        [overdue] просрочени
        [returned] върнати
       *[open] още отворени
    }
behind-case = Случай { $number }
behind-whole =
    { $what ->
        [networks] Всички мрежи
        [kinds] Всички видове
        [categories] Всички категории
        [tags] Всички етикети
        [departments] Всички отдели: колко пъти попитани
        [people] Всички хора: колко отговора
       *[outcomes] Как е завършило всичко
    }
behind-whole-nothing = Нищо не е останало: може случаите да са обединени оттогава.
