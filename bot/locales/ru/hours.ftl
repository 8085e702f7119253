# Рабочие часы: как их показывают и меняют, что говорится вне их, и утро после.

hours-always = круглосуточно
hours-every-day = ежедневно
hours-closed = выходной
hours-and = {" "}и{" "}
hours-day =
    { $day ->
        [mon] Пн
        [tue] Вт
        [wed] Ср
        [thu] Чт
        [fri] Пт
        [sat] Сб
       *[sun] Вс
    }

# Сообщение владельцу
button-hours = 🕘 Рабочие часы
hours-in-private = Часы настраивают в личном чате: напишите /hours боту { $bot }.
hours-head = Рабочие часы
hours-open = Сейчас открыто
hours-open-till = Сейчас открыто, закроется { $at }
hours-closed-now = Сейчас закрыто
hours-closed-till = Сейчас закрыто, откроется { $at }
hours-zone = Часовой пояс: { $zone }
hours-until-now = До сих пор: { $week }
hours-holidays = Праздники: { $whose }
hours-holidays-none = Праздники: не учитываются
hours-holiday-next = ближайший { $day }, { $name }
hours-always-means = Вы открыты всегда: звучит каждое сообщение, и клиентам не говорится, что никого нет.
hours-night = Вне этих часов ничего не звучит и никого не зовут, кроме срочных обращений.
hours-notice-now =
    { $whom ->
        [off] Клиентам ничего не говорится.
        [all] Клиентам один раз говорится, когда вы откроетесь, – и под комментариями.
       *[private] Кто пишет в личные сообщения, один раз узнаёт, когда вы откроетесь.
    }
hours-how = Чтобы изменить, нажмите кнопку или напишите ответом: { $example }. На один день: { $day }.
hours-example = Пн-Пт 9:00-18:00, Сб 10-16
hours-example-day = 31.12 10-15
hours-preset =
    { $preset ->
        [always] Круглосуточно
        [weekdays] Пн–Пт 9–18
       *[every-day] Ежедневно 9–21
    }
button-holidays = 🎉 Праздники
button-closed-notice = 🌙 Что узнают клиенты
button-hours-back = ‹ Часы
toast-hours = Готово.

# Праздники
hours-holidays-head = В праздники вы закрыты
hours-holidays-how = Другая страна? Напишите ответом её название или код, если нужно – с регионом: { $example }.
button-holidays-none = Не учитывать

# Что узнают клиенты
hours-notice-head = Вне рабочих часов
hours-notice-once = Каждому клиенту – один раз, пока закрыто. Ответом это не считается.
hours-notice-says = Они прочтут:
hours-notice-how = Свои слова? Напишите их ответом. { $variables } – ваши часы и когда вы откроетесь.
hours-notice =
    { $whom ->
        [off] Никому
        [all] И в комментариях
       *[private] В личных сообщениях
    }
button-own-words-away = Убрать мои слова
closed-notice = Здравствуйте! Сейчас мы не работаем. Наши часы: { $hours }. Мы вернёмся { $opens } и ответим вам.
opens-today = сегодня в { $clock }
opens-tomorrow = завтра в { $clock }
opens-weekday =
    { $day ->
        [mon] в понедельник в { $clock }
        [tue] во вторник в { $clock }
        [wed] в среду в { $clock }
        [thu] в четверг в { $clock }
        [fri] в пятницу в { $clock }
        [sat] в субботу в { $clock }
       *[sun] в воскресенье в { $clock }
    }
opens-date = { $date } в { $clock }

# На карточке
card-notice = Автоответ: сейчас закрыто
card-outside-hours = Вне рабочих часов · открытие { $opens }
event-closed_notice = клиенту сказано, что сейчас закрыто
event-closed_notice_failed = не удалось сказать клиенту, что сейчас закрыто

# Утро
morning-head =
    { $count ->
        [one] Доброе утро! Пока было закрыто, пришло { $count } обращение:
        [few] Доброе утро! Пока было закрыто, пришло { $count } обращения:
       *[many] Доброе утро! Пока было закрыто, пришло { $count } обращений:
    }
morning-more = …и ещё { $count }: /queue
morning-no-words = без слов

help-hours = /hours – когда мы работаем и что узнают клиенты в другое время; в личном чате
command-hours = рабочие часы (владельцу)

# Что отклоняется
refused-hours-usage = Напишите, когда вы работаете, например: Пн-Пт 9:00-18:00, Сб 10-16
refused-hours-too-much = Слишком длинно: не больше { $limit } знаков. Например: Пн-Пт 9:00-18:00, Сб 10-16
refused-hours-not-understood = Не понимаю «{ $found }». Напишите дни и время, например: Пн-Пт 9:00-18:00, Сб 10-16
refused-hours-no-day = «{ $found }» – не день недели. Например: Пн-Пт 9:00-18:00, Сб 10-16
refused-hours-day-twice = { $day } указан дважды. Назовите каждый день один раз, например: Пн-Пт 9-13, 14-18
refused-hours-without-times = В «{ $found }» нет времени. Например: Пн-Пт 9:00-18:00 или Вс выходной
refused-hours-no-time = «{ $found }» – не время суток: часы идут от 0:00 до 24:00. Например: 9:00-18:00
refused-hours-empty-span = «{ $found }» кончается, когда начинается. Весь день – это 0-24.
refused-hours-overlap = { $one } и { $other } пересекаются. Например: 9-13, 14-18
refused-hours-too-many-spans = Не больше { $limit } промежутков в день. Например: 9-13, 14-18
refused-hours-never = Тогда вы никогда не откроетесь, и ни один срок не наступит. Назовите хотя бы один день, например: Пн-Пт 9-18
refused-hours-day-usage = Что { $found }? Например: 31.12 10-15, или 01.01 выходной, или 01.01 обычно
refused-hours-no-date = «{ $found }» – не дата. Напишите день.месяц, например: 31.12 10-15
refused-hours-day-past = { $found } уже прошло. Напишите день впереди, например: 31.12 10-15
refused-hours-days-many = От более раннего дня к более позднему, не больше { $limit } дней. Например: 31.12-08.01 выходной
refused-hours-week-first = Вы открыты круглосуточно. Сначала задайте неделю, например: /hours ежедневно 0-24
refused-holidays-unknown = Не знаю праздников для «{ $found }». Напишите страну или её код, например: Россия, RU, DE-BY
refused-holidays-no-part = У { $country } нет региона «{ $found }». Есть: { $parts }. Например: DE-BY
refused-hours-notice-whom = «{ $found }» не подходит. Можно: { $choices }. Свои слова пишут в ответ на страницу в /hours.
refused-hours-text-usage = Напишите, что прочтут клиенты, например: Вернёмся {"{"}opens{"}"}. Часы: {"{"}hours{"}"}
refused-hours-text-variable = Не знаю { $variable }. Есть {"{"}hours{"}"} и {"{"}opens{"}"}.
refused-hours-text-too-long = Слишком длинно вместе с часами: не больше { $limit } знаков, лишних { $excess }.
