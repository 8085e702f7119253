# Сортировка: категория, приоритет, метки, отложенное, чем кончилось.

category =
    { $category ->
        [question] Вопрос
        [problem] Проблема
        [complaint] Жалоба
        [praise] Похвала
        [suggestion] Идея
        [no_answer_needed] Ответ не нужен
       *[spam] Спам
    }
priority =
    { $priority ->
        [low] Низкий
        [high] Высокий
        [urgent] Срочно
       *[normal] Обычный
    }
outcome =
    { $outcome ->
        [solved] Решили
        [sold] Продали
        [sent_elsewhere] Перенаправили
       *[no_answer_came] Клиент не ответил
    }

# Выбор
button-sort = Разобрать
button-new-tag = + Новая метка
button-tag-anyway = + Новая: { $tag }
sort-head = { $case }: что это? Нажатие ставит, ещё одно снимает.
toast-sorted = Готово.
tagged = { $case }: { $tags }
tag-begun = { $tag }: одна из этих или новая?
new-tag-prompt =
    { $name ->
        [none] Какие метки у { $case }? Смахните это сообщение влево и напишите через пробел: xxl поздняя_доставка
       *[other] { $name }, какие метки у { $case }? Смахните это сообщение влево и напишите через пробел: xxl поздняя_доставка
    }
urgent-now = { $case } теперь срочное – { $by }

# Отложить
button-snooze = Отложить
button-snooze-date = Другое время…
button-wake = Вернуть сейчас
snooze-head = До какого времени отложить { $case }? Если клиент напишет, вернётся раньше.
snooze-for =
    { $choice ->
        [hour] На час · { $at }
       *[morning] До утра · { $at }
    }
snooze-date-prompt =
    { $name ->
        [none] До какого времени отложить { $case }? Смахните это сообщение влево и напишите: 25.11 14:30, завтра, пт 9:00 или 3 дня
       *[other] { $name }, до какого времени отложить { $case }? Смахните это сообщение влево и напишите: 25.11 14:30, завтра, пт 9:00 или 3 дня
    }
card-snoozed = Отложено до { $until }
snooze-over =
    { $customer ->
        [none] пора вернуться к { $case }
       *[other] пора вернуться к { $case } · { $customer }
    }
toast-snoozed = #{ $number } отложено до { $until }
toast-woken = #{ $number } снова в работе.

# Чем кончилось
button-ending = Чем кончилось
ending-head = Чем кончилось { $case }? Одно нажатие, если хотите.
toast-ended =
    { $outcome ->
        [none] #{ $number }: чем кончилось, не сказано.
       *[other] #{ $number }: { $outcome }
    }
setting-asks_outcome =
    { $choice ->
        [on] Итог: спрашивать
       *[off] Не спрашивать
    }
setting-why-asks_outcome = Итог: кто закрыл обращение, того бот лично спросит, чем кончилось, – решили, продали, перенаправили, клиент не ответил. Одно нажатие, и оно необязательно.

# Метки
command-tags = наши метки
tags-none = Меток пока нет. Поставить: Ещё → Разобрать или #xxl в заметке.
tags-head =
    { $count ->
        [one] { $count } метка
        [few] { $count } метки
       *[many] { $count } меток
    }
tags-how = Нажмите на метку, чтобы переименовать или убрать. Если новое имя уже занято, две метки станут одной.
tag-cases =
    { $count ->
        [one] { $count } обращение
        [few] { $count } обращения
       *[many] { $count } обращений
    }
button-tag-rename = Переименовать
button-tag-remove = Убрать
button-tag-remove-surely = Да, убрать
tag-surely-remove =
    { $count ->
        [one] Снять { $tag } с { $count } обращения и больше не предлагать?
       *[other] Снять { $tag } с { $count } обращений и больше не предлагать?
    }
toast-tag-removed =
    { $count ->
        [one] Метки больше нет, она стояла на { $count } обращении.
       *[other] Метки больше нет, она стояла на { $count } обращениях.
    }
tag-customers-too =
    { $count ->
        [one] Она снимется и с { $count } клиента.
       *[other] Она снимется и с { $count } клиентов.
    }
toast-tag-customers =
    { $count ->
        [one] И у { $count } клиента.
       *[other] И у { $count } клиентов.
    }
tag-name-prompt = Как назвать { $tag }? Смахните это сообщение влево и напишите имя.
tag-renamed = Теперь это { $tag }.
tags-merged = { $tag } уже есть: теперь это одна метка.

# Списки
queue-empty-of = Ничего не ждёт: { $only }
board-urgent =
    { $count ->
        [one] { $count } срочное
        [few] { $count } срочных
       *[many] { $count } срочных
    }

# Словами
help-sort = Ответом на карточку: /tag xxl, /tag -xxl, /category проблема, /priority срочно, /outcome продали; #xxl в заметке тоже ставит метку. /queue #xxl, /queue срочно – только такие
help-snooze = Ответом на карточку: /snooze завтра 9:00, /snooze 25.11, /snooze 2 ч, /wake – вернуть сейчас
help-tags = /tags – наши метки
usage-sorting = Смахните карточку влево и напишите там: /tag xxl, /category проблема, /priority срочно, /outcome продали, /snooze завтра 9:00, /wake

# Чего нельзя
refused-tag-letters = Метка – одно слово из букв, цифр и _, например поздняя_доставка. Не подходит: { $tag }
refused-tag-long =
    { $limit ->
        [one] В метке не больше { $limit } знака.
       *[other] В метке не больше { $limit } знаков.
    }
refused-tags-many =
    { $limit ->
        [one] У обращения не больше { $limit } метки. Сначала снимите лишнюю.
       *[other] У обращения не больше { $limit } меток. Сначала снимите лишнюю.
    }
refused-tag-gone = Этой метки больше нет.
refused-tag-not-on-it = Метки #{ $tag } у этого обращения нет.
refused-usage-tag = Какая метка? /tag xxl ставит, /tag -xxl снимает.
refused-usage-category = Какая категория? { $names }; - снимает.
refused-usage-priority = Какой приоритет? { $names }
refused-usage-outcome = Чем кончилось? { $names }; - снимает.
refused-nothing-sorted-so = Нет ни метки, ни категории, ни приоритета { $asked }. Например: /queue #xxl, /queue проблема, /queue срочно
refused-moment-unclear = Не понимаю «{ $found }». Например: 25.11 14:30, завтра 9:00, пт, 3 дня
refused-moment-past = { $found } уже прошло. Напишите время впереди, например: завтра 9:00
refused-moment-far = До { $found } больше года. Напишите день поближе, например: 25.11
refused-awake = Это обращение не отложено.

# История
event-sorted =
    { $priority ->
        [none]
            { $category ->
                [none] категория снята
               *[other] категория: { $category }
            }
       *[other] приоритет: { $priority }
    }
event-tagged =
    { $tag ->
        [none] метка, которой больше нет
       *[other] метка { $tag }
    }
event-untagged =
    { $tag ->
        [none] метка снята
       *[other] снята метка { $tag }
    }
event-snoozed = отложено
event-woken = снова в работе
event-ended =
    { $outcome ->
        [none] чем кончилось, не сказано
       *[other] чем кончилось: { $outcome }
    }
