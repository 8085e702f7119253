# /find

command-find = поиск: /find посылка прошлая неделя
help-find = /find посылка – искать в переписке, по клиентам и обращениям; просто /find покажет, как

# Слова, которые сужают поиск; несколько – через запятую. Английские понятны всегда.
find-word-tag = тег, метка
find-word-is = статус
find-is-live = незакрытые, незакрытое
find-is-open = открытые, открыто, открыта, открытое
find-is-waiting = ждём, ждем, ждут
find-is-resolved = решённые, решенные, решено
find-is-dismissed = отклонённые, отклоненные, отклонено
find-is-closed = закрытые, закрыто, закрытое
find-period-today = сегодня
find-period-yesterday = вчера
find-period-this-week = эта неделя, на этой неделе
find-period-last-week = прошлая неделя, на прошлой неделе
find-period-this-month = этот месяц, в этом месяце
find-period-last-month = прошлый месяц, в прошлом месяце

# Как понят запрос
find-status-live = не закрыты
find-status-open = открыты
find-status-waiting = ждём клиента
find-status-resolved = решены
find-status-dismissed = закрыты без ответа
find-status-closed = закрыты
find-since = с { $day }
find-until = по { $day }
find-silent = Не учтено, это есть почти в каждом сообщении: { $words }
find-unknown = Непонятно: { $words }. Бывает статус:открытые, статус:ждём, статус:решено, статус:отклонено, статус:закрытые
find-shortened = Ровно с такими словами ничего нет. Слова, которые начинаются похоже:
find-back-to = Искал до { $day }, дальше было бы слишком долго. Чтобы найти то, что раньше, добавьте месяц: 11.2025

# Что нашлось
find-cases =
    { $count ->
        [0] Обращений нет
        [one] { $count } обращение
        [few] { $count } обращения
       *[many] { $count } обращений
    }
find-more-cases = Обращений больше { $count }, показаны самые новые. Добавьте слово, #тег или месяц: 11.2025
find-customer-cases =
    { $count ->
        [one] { $count } обращение
        [few] { $count } обращения
       *[many] { $count } обращений
    }
find-namesakes =
    { $count ->
        [one] …и ещё { $count } клиент с таким именем
        [few] …и ещё { $count } клиента с таким именем
       *[many] …и ещё { $count } клиентов с таким именем
    }
find-answer = мы
find-note = заметка
find-deleted = автор удалил
find-unsent = не отправлено
find-nothing = Ничего не нашлось.
find-nothing-hint = Попробуйте начало слова: посыл*
find-nothing-of-several = Все слова должны быть в одном сообщении. Попробуйте меньше слов или их начала: посыл*
find-brought = #{ $number } – ниже.
find-gone = Этот результат слишком старый. Поищите ещё раз: /find

refused-find-nothing-asked =
    Напишите после /find, что искать:
    /find посылка возврат – сообщения и заметки с обоими словами, в любых формах
    /find "вернуть деньги" – эти слова подряд
    /find посыл* – слова, которые так начинаются
    /find Анна Петрова, /find @anna, /find vk.com/anna – клиент
    /find 12 – обращение или число, которое называли
    Чтобы сузить: #тег, статус:открытые, статус:закрытые, 25.11, 11.2025, >01.11, 01.11-15.11, сегодня, прошлая неделя
refused-find-too-long = Это { $length } зн., можно не больше { $limit }. Два-три слова найдут больше.
refused-find-says-nothing = Это есть почти в каждом сообщении: { $words }. Добавьте слово, которое говорит больше.
