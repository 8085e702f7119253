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
