# Сообщения о многих обращениях: сводка наплыва, тихо собранное, живая доска.

panel-storm-head =
    { $count ->
        [one] Здесь собрано ещё { $count } обращение
        [few] Здесь собраны ещё { $count } обращения
       *[many] Здесь собрано ещё { $count } обращений
    }
panel-noise-head =
    { $count ->
        [one] { $count } тихий комментарий
        [few] { $count } тихих комментария
       *[many] { $count } тихих комментариев
    }
panel-muted-head =
    { $count ->
        [one] { $count } комментарий
        [few] { $count } комментария
       *[many] { $count } комментариев
    } под { $kind ->
        [photo] заглушённым фото
        [video] заглушённым видео
        [product] заглушённым товаром
        [topic] заглушённой темой
       *[other] заглушённым постом
    } «{ $post }»
panel-muted-empty = Заглушено: «{ $post }». Комментариев пока нет.
panel-heap = { $count } · { $post }
panel-messages = Личные сообщения
panel-more = …и ещё { $count } под другими постами
panel-oldest = Самое старое пришло { $since }
panel-held =
    { $count ->
        [one] { $count } из них в работе
        [few] { $count } из них в работе
       *[many] { $count } из них в работе
    }
panel-storm-over = Здесь больше ничего нет. Что осталось, пришло карточками.
panel-quiet-empty = Здесь ничего не ждёт.
panel-moved = Собранное здесь теперь в другом месте.

page-title = Собранные обращения
page-numbers = { $first }–{ $last } из { $total }
page-empty = Здесь больше ничего нет.
surely-claim-all =
    { $post ->
        [none] Взять все собранные здесь обращения ({ $count })? Они останутся здесь, пока вы их не откроете.
       *[other] Взять все обращения под «{ $post }» ({ $count })? Они останутся здесь, пока вы их не откроете.
    }
surely-dismiss-all =
    { $post ->
        [none] Отклонить без ответа все собранные здесь обращения ({ $count })?
       *[other] Отклонить без ответа все обращения под «{ $post }» ({ $count })?
    }
surely-mute = Заглушить «{ $post }»? Комментарии будут тихо собираться в одном сообщении; срочные придут карточками.

button-look-through = Просмотреть
button-open-case = Открыть #{ $number }
button-claim-all = Взять все { $count }
button-dismiss-all = Отклонить все { $count }
button-mute-post =
    { $kind ->
        [photo] Заглушить фото
        [video] Заглушить видео
        [product] Заглушить товар
        [topic] Заглушить тему
       *[other] Заглушить пост
    }
button-unmute = Снова показывать
button-back = Назад

toast-opened = #{ $number } придёт карточкой.
toast-muted = Заглушено. Новые комментарии здесь собираются тихо.
toast-unmuted = Новые комментарии снова приходят карточками. Собранное здесь остаётся, пока его не разберут.
toast-all-claimed =
    { $count ->
        [0] Брать больше нечего.
        [one] { $count } обращение теперь у вас.
        [few] { $count } обращения теперь у вас.
       *[many] { $count } обращений теперь у вас.
    }
toast-all-dismissed =
    { $count ->
        [0] Отклонять больше нечего.
        [one] { $count } обращение отклонено.
        [few] { $count } обращения отклонены.
       *[many] { $count } обращений отклонено.
    }
toast-all-left =
    { $count ->
        [one] Осталось: { $count } (взяты другими или только что пришли).
        [few] Осталось: { $count } (взяты другими или только что пришли).
       *[many] Осталось: { $count } (взяты другими или только что пришли).
    }

board-empty = Ничего не ждёт, всё спокойно.
board-off = Доска выключена.
board-moved = Доска теперь в другом месте.
board-free =
    { $count ->
        [one] никто не взял: { $count }
        [few] никто не взял: { $count }
       *[many] никто не взял: { $count }
    }
board-person = { $name } · { $count }
board-department =
    { $count ->
        [one] ждёт отдел { $name }: { $count }
        [few] ждут отдел { $name }: { $count }
       *[many] ждут отдел { $name }: { $count }
    }
board-storm =
    { $count ->
        [one] собрано { $count } обращение
        [few] собрано { $count } обращения
       *[many] собрано { $count } обращений
    }
board-noise =
    { $count ->
        [one] { $count } тихий комментарий
        [few] { $count } тихих комментария
       *[many] { $count } тихих комментариев
    }
board-muted =
    { $count ->
        [one] { $count } комментарий под «{ $post }»
        [few] { $count } комментария под «{ $post }»
       *[many] { $count } комментариев под «{ $post }»
    }
