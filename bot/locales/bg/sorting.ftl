# Подреждане: категория, приоритет, етикети, отлагане, как е завършило.

category =
    { $category ->
        [question] Въпрос
        [problem] Проблем
        [complaint] Оплакване
        [praise] Похвала
        [suggestion] Идея
        [no_answer_needed] Без отговор
       *[spam] Спам
    }
priority =
    { $priority ->
        [low] Нисък
        [high] Висок
        [urgent] Спешно
       *[normal] Обикновен
    }
outcome =
    { $outcome ->
        [solved] Решено
        [sold] Продадено
        [sent_elsewhere] Пренасочен
       *[no_answer_came] Клиентът не отговори
    }

# Избор
button-sort = Подреди
button-new-tag = + Нов етикет
button-tag-anyway = + Нов: { $tag }
sort-head = { $case }: какво е това? Едно докосване поставя, второ маха.
toast-sorted = Готово.
tagged = { $case }: { $tags }
tag-begun = { $tag }: някой от тези или нов?
new-tag-prompt =
    { $name ->
        [none] Какви етикети за { $case }? Плъзнете това съобщение наляво и ги напишете с интервал: xxl късна_доставка
       *[other] { $name }, какви етикети за { $case }? Плъзнете това съобщение наляво и ги напишете с интервал: xxl късна_доставка
    }
urgent-now = { $case } вече е спешно – { $by }

# Отлагане
button-snooze = Отложи
button-snooze-date = Друго време…
button-wake = Върни сега
snooze-head = Докога да отложа { $case }? Ако клиентът пише, се връща по-рано.
snooze-for =
    { $choice ->
        [hour] За час · { $at }
       *[morning] До сутринта · { $at }
    }
snooze-date-prompt =
    { $name ->
        [none] Докога да отложа { $case }? Плъзнете това съобщение наляво и напишете: 25.11 14:30, утре, петък 9:00 или 3 дни
       *[other] { $name }, докога да отложа { $case }? Плъзнете това съобщение наляво и напишете: 25.11 14:30, утре, петък 9:00 или 3 дни
    }
card-snoozed = Отложено до { $until }
snooze-over =
    { $customer ->
        [none] време е за { $case }
       *[other] време е за { $case } · { $customer }
    }
toast-snoozed = #{ $number } е отложено до { $until }
toast-woken = #{ $number } отново е в работа.

# Как е завършило
button-ending = Как завърши
ending-head = Как завърши { $case }? Едно докосване, ако искате.
toast-ended =
    { $outcome ->
        [none] #{ $number }: не е казано как е завършило.
       *[other] #{ $number }: { $outcome }
    }
setting-asks_outcome =
    { $choice ->
        [on] Край: питай
       *[off] Не питай
    }
setting-why-asks_outcome = Край: който приключи случай, е питан лично как е завършило – решено, продадено, пренасочен, клиентът не отговори. Едно докосване и не е задължително.

# Етикети
command-tags = нашите етикети
tags-none = Още няма етикети. Поставете: Още → Подреди или #xxl в бележка.
tags-head =
    { $count ->
        [one] { $count } етикет
       *[other] { $count } етикета
    }
tags-how = Докоснете етикет, за да го преименувате или махнете. Ако новото име е заето, двата стават един.
tag-cases =
    { $count ->
        [one] { $count } случай
       *[other] { $count } случая
    }
button-tag-rename = Преименувай
button-tag-remove = Махни
button-tag-remove-surely = Да, махни
tag-surely-remove =
    { $count ->
        [one] Да махна ли { $tag } от { $count } случай и да не го предлагам повече?
       *[other] Да махна ли { $tag } от { $count } случая и да не го предлагам повече?
    }
toast-tag-removed =
    { $count ->
        [one] Махнат, беше на { $count } случай.
       *[other] Махнат, беше на { $count } случая.
    }
tag-customers-too =
    { $count ->
        [one] Ще се махне и от { $count } клиент.
       *[other] Ще се махне и от { $count } клиенти.
    }
toast-tag-customers =
    { $count ->
        [one] И на { $count } клиент.
       *[other] И на { $count } клиенти.
    }
tag-name-prompt = Как да се казва { $tag }? Плъзнете това съобщение наляво и напишете името.
tag-renamed = Вече се казва { $tag }.
tags-merged = { $tag } вече има: сега са един етикет.

# Списъци
queue-empty-of = Нищо не чака: { $only }
board-urgent =
    { $count ->
        [one] { $count } спешен
       *[other] { $count } спешни
    }

# С думи
help-sort = В отговор на карта: /tag xxl, /tag -xxl, /category проблем, /priority спешно, /outcome продадено; #xxl в бележка също поставя етикета. /queue #xxl, /queue спешно – само такива
help-snooze = В отговор на карта: /snooze утре 9:00, /snooze 25.11, /snooze 2 ч, /wake – върни сега
help-tags = /tags – нашите етикети
usage-sorting = Плъзнете карта наляво и напишете там: /tag xxl, /category проблем, /priority спешно, /outcome продадено, /snooze утре 9:00, /wake

# Какво не може
refused-tag-letters = Етикетът е една дума от букви, цифри и _, например късна_доставка. Не става: { $tag }
refused-tag-long = Етикетът има най-много { $limit } знака.
refused-tags-many = Един случай има най-много { $limit } етикета. Първо махнете някой.
refused-tag-gone = Този етикет вече го няма.
refused-tag-not-on-it = Този случай няма етикет #{ $tag }.
refused-usage-tag = Кой етикет? /tag xxl поставя, /tag -xxl маха.
refused-usage-category = Коя категория? { $names }; - маха.
refused-usage-priority = Какъв приоритет? { $names }
refused-usage-outcome = Как завърши? { $names }; - маха.
refused-nothing-sorted-so = Няма етикет, категория или приоритет { $asked }. Например: /queue #xxl, /queue проблем, /queue спешно
refused-moment-unclear = Не разбирам „{ $found }“. Например: 25.11 14:30, утре 9:00, петък, 3 дни
refused-moment-past = { $found } вече мина. Напишете бъдещо време, например: утре 9:00
refused-moment-far = До { $found } има повече от година. Напишете по-близък ден, например: 25.11
refused-awake = Този случай не е отложен.

# История
event-sorted =
    { $priority ->
        [none]
            { $category ->
                [none] категорията е махната
               *[other] категория: { $category }
            }
       *[other] приоритет: { $priority }
    }
event-tagged =
    { $tag ->
        [none] етикет, който вече го няма
       *[other] етикет { $tag }
    }
event-untagged =
    { $tag ->
        [none] махнат етикет
       *[other] махнат етикет { $tag }
    }
event-snoozed = отложено
event-woken = отново в работа
event-ended =
    { $outcome ->
        [none] не е казано как е завършило
       *[other] завърши: { $outcome }
    }
