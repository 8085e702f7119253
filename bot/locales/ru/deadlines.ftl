# К какому сроку: строка карточки, предупреждения, что задаёт владелец

card-due =
    { $measure ->
        [resolution] Решить { $at }
       *[answer] Ответить { $at }
    }
card-over =
    { $measure ->
        [resolution] Не решено вовремя: срок был { $at }
       *[answer] Ответ просрочен: срок был { $at }
    }
card-came-back = Снова в очереди: { $name }, { $time } без ответа
event-overdue = срок вышел
event-returned = снова в очереди: не ответили вовремя

due-soon =
    { $name ->
        [none]
            { $measure ->
                [resolution] { $case }: решить { $at }.
               *[answer] { $case }: ответить { $at }.
            }
       *[other]
            { $measure ->
                [resolution] { $name }, { $case }: решить { $at }.
               *[answer] { $name }, { $case }: ответить { $at }.
            }
    }
due-free = Обращение ничьё.
due-over =
    { $measure ->
        [resolution] { $case } не решено вовремя: срок был { $at }.
       *[answer] { $case }: ответ просрочен, срок был { $at }.
    }
due-holder =
    { $name ->
        [none] Обращение ничьё.
       *[other] Занимается { $name }.
    }
due-back = { $case } снова в очереди: { $name }, { $time } без ответа.
due-lost = { $case } снова в очереди: у вас { $time } без ответа.
due-list-soon =
    { $count ->
        [one] Время выходит у { $count } обращения
        [few] Время выходит у { $count } обращений
       *[many] Время выходит у { $count } обращений
    }
due-list-over =
    { $count ->
        [one] Просрочено { $count } обращение
        [few] Просрочены { $count } обращения
       *[many] Просрочено { $count } обращений
    }
due-list-late =
    { $count ->
        [one] Давно просрочено { $count } обращение
        [few] Давно просрочены { $count } обращения
       *[many] Давно просрочено { $count } обращений
    }
due-list-back =
    { $count ->
        [one] { $count } обращение снова в очереди: не ответили вовремя
        [few] { $count } обращения снова в очереди: не ответили вовремя
       *[many] { $count } обращений снова в очереди: не ответили вовремя
    }
due-list-lost =
    { $count ->
        [one] { $count } ваше обращение снова в очереди: не ответили вовремя
        [few] { $count } ваших обращения снова в очереди: не ответили вовремя
       *[many] { $count } ваших обращений снова в очереди: не ответили вовремя
    }
due-more = …и ещё { $count }: /queue
board-overdue =
    { $count ->
        [one] { $count } просрочено
        [few] { $count } просрочены
       *[many] { $count } просрочено
    }

command-targets = сроки ответа (для владельца)
help-targets = /targets – сроки ответа клиентам; в личном чате
button-targets = ⏱ Сроки
targets-in-private = Это между нами: напишите /targets боту { $bot }.
targets-head = Сроки
targets-why = Считаются в рабочее время; пока ждём клиента, время стоит. Для части обращений – кнопками или словами: /targets первый ответ срочный 15 мин
toast-target = Задано. Открытые обращения пересчитаны.
target-measure =
    { $measure ->
        [first] Первый ответ
        [next] Следующий ответ
        [resolution] Решение
        [department] Ответ отдела
       *[claim] Возврат в очередь
    }
target-why =
    { $measure ->
        [first] От первых слов клиента до нашего первого ответа.
        [next] От новых слов клиента до ответа.
        [resolution] Пока обращение не решено.
        [department] От вопроса отделу до его ответа. У каждого отдела своё время (/departments); для части обращений оно может быть другим.
       *[claim] Взятое обращение, на которое столько не отвечают, снова ничьё.
    }
target-line = { $measure }: { $time }
target-line-for = { $measure } · { $scope }: { $time }
target-after = через { $time } без ответа
target-working-day = рабочий день, { $time }
target-department-own = как задано у каждого отдела
target-never = никогда
target-default = как обычно
target-default-is = как обычно: { $time }
target-as-others = как все
target-for = Только для части…
target-which = Для каких обращений?
target-category =
    { $category ->
        [question] Вопрос
        [problem] Проблема
        [complaint] Жалоба
        [praise] Похвала
        [suggestion] Предложение
        [no_answer_needed] Ответ не нужен
       *[spam] Спам
    }
target-priority =
    { $priority ->
        [low] Низкий
        [normal] Обычный
        [high] Высокий
       *[urgent] Срочный
    }
refused-target-measure = «{ $found }»: назовите одно из first, next, resolution, department, claim, потом время: /targets first 30 мин
refused-target-two = «{ $found }»: не больше одного вида, одной темы и одной срочности.
refused-target-time = «{ $found }» – такого времени я не знаю. Вот так: 15 мин, 2 ч, 1 д; или: как обычно
refused-target-zero = { $found } мин: время должно быть больше нуля. Ничего не изменено.
refused-target-long = { $found } мин: не больше { $limit } дней. Ничего не изменено.
refused-target-department-for-all = У каждого отдела своё время: /departments. Здесь – только для части обращений: /targets department срочный 30 мин
refused-target-claim-for-all = Возврат в очередь один для всех обращений: /targets claim 60 мин
