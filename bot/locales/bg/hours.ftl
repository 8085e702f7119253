# Работно време: как се показва и задава, какво се казва извън него, и утрото след това.

hours-always = денонощно
hours-every-day = всеки ден
hours-closed = почивка
hours-and = {" "}и{" "}
hours-day =
    { $day ->
        [mon] Пн
        [tue] Вт
        [wed] Ср
        [thu] Чт
        [fri] Пт
        [sat] Сб
       *[sun] Нд
    }

# Съобщението до собственика
button-hours = 🕘 Работно време
hours-in-private = Работното време се задава насаме: напишете /hours на { $bot }.
hours-head = Работно време
hours-open = Сега е отворено
hours-open-till = Сега е отворено, затваря { $at }
hours-closed-now = Сега е затворено
hours-closed-till = Сега е затворено, отваря { $at }
hours-zone = Часова зона: { $zone }
hours-until-now = Досега: { $week }
hours-holidays = Празници: { $whose }
hours-holidays-none = Празници: не се спазват
hours-holiday-next = следващият е { $day }, { $name }
hours-always-means = Отворени сте винаги: всяко съобщение звъни и на клиентите не се казва, че ви няма.
hours-night = Извън това време нищо не звъни и никой не се споменава, освен при спешни случаи.
hours-notice-now =
    { $whom ->
        [off] На клиентите не се казва нищо.
        [all] На клиентите се казва веднъж кога отваряте, и под коментарите.
       *[private] Който пише лично съобщение, научава веднъж кога отваряте.
    }
hours-how = За промяна натиснете бутон или напишете в отговор: { $example }. За един ден: { $day }.
hours-example = Пн-Пт 9:00-18:00, Сб 10-16
hours-example-day = 31.12 10-15
hours-preset =
    { $preset ->
        [always] Денонощно
        [weekdays] Пн–Пт 9–18
       *[every-day] Всеки ден 9–21
    }
button-holidays = 🎉 Празници
button-closed-notice = 🌙 Какво научават клиентите
button-hours-back = ‹ Работно време
toast-hours = Готово.

# Празници
hours-holidays-head = На официални празници сте затворени
hours-holidays-how = Друга държава? Напишете в отговор името или кода ѝ, ако трябва – с областта: { $example }.
button-holidays-none = Без празници

# Какво научават клиентите
hours-notice-head = Извън работно време
hours-notice-once = На всеки клиент – веднъж, докато е затворено. Не се брои за отговор.
hours-notice-says = Те ще прочетат:
hours-notice-how = Ваши думи? Напишете ги в отговор. { $variables } са работното ви време и кога отваряте.
hours-notice =
    { $whom ->
        [off] Никому
        [all] И в коментарите
       *[private] Лични съобщения
    }
button-own-words-away = Махни моите думи
closed-notice = Здравейте! В момента не работим. Работно време: { $hours }. Ще се върнем { $opens } и ще ви отговорим.
opens-today = днес в { $clock }
opens-tomorrow = утре в { $clock }
opens-weekday =
    { $day ->
        [mon] в понеделник в { $clock }
        [tue] във вторник в { $clock }
        [wed] в сряда в { $clock }
        [thu] в четвъртък в { $clock }
        [fri] в петък в { $clock }
        [sat] в събота в { $clock }
       *[sun] в неделя в { $clock }
    }
opens-date = на { $date } в { $clock }

# На картата
card-notice = Автоматично съобщение: сега е затворено
card-outside-hours = Извън работно време · отваряме { $opens }
event-closed_notice = на клиента е казано, че е затворено
event-closed_notice_failed = на клиента не можа да се каже, че е затворено

# Утрото
morning-head =
    { $count ->
        [one] Добро утро! Докато беше затворено, дойде { $count } случай:
       *[other] Добро утро! Докато беше затворено, дойдоха { $count } случая:
    }
morning-more = …и още { $count }: /queue
morning-no-words = без думи

help-hours = /hours – кога работим и какво научават клиентите през останалото време; насаме
command-hours = работно време (за собственика)

# Какво се отказва
refused-hours-usage = Напишете кога работите, например: Пн-Пт 9:00-18:00, Сб 10-16
refused-hours-too-much = Твърде дълго: най-много { $limit } знака. Например: Пн-Пт 9:00-18:00, Сб 10-16
refused-hours-not-understood = Не разбирам „{ $found }“. Напишете дни и часове, например: Пн-Пт 9:00-18:00, Сб 10-16
refused-hours-no-day = „{ $found }“ не е ден от седмицата. Например: Пн-Пт 9:00-18:00, Сб 10-16
refused-hours-day-twice = { $day } е там два пъти. Назовете всеки ден веднъж, например: Пн-Пт 9-13, 14-18
refused-hours-without-times = В „{ $found }“ няма часове. Например: Пн-Пт 9:00-18:00 или Нд почивка
refused-hours-no-time = „{ $found }“ не е час: часовете са от 0:00 до 24:00. Например: 9:00-18:00
refused-hours-empty-span = „{ $found }“ свършва, когато започва. Целият ден е 0-24.
refused-hours-overlap = { $one } и { $other } се застъпват. Например: 9-13, 14-18
refused-hours-too-many-spans = Най-много { $limit } интервала на ден. Например: 9-13, 14-18
refused-hours-never = Така никога няма да отворите и никой срок няма да настъпи. Назовете поне един ден, например: Пн-Пт 9-18
refused-hours-day-usage = Какво за { $found }? Например: 31.12 10-15, или 01.01 почивка, или 01.01 нормално
refused-hours-no-date = „{ $found }“ не е дата. Напишете ден.месец, например: 31.12 10-15
refused-hours-day-past = { $found } мина. Напишете предстоящ ден, например: 31.12 10-15
refused-hours-days-many = От по-ранен към по-късен ден, най-много { $limit } дни. Например: 31.12-08.01 почивка
refused-hours-week-first = Отворени сте денонощно. Първо задайте седмицата, например: /hours всеки ден 0-24
refused-holidays-unknown = Не знам празници за „{ $found }“. Напишете държава или кода ѝ, например: България, BG, DE-BY
refused-holidays-no-part = { $country } няма част „{ $found }“. Има: { $parts }. Например: DE-BY
refused-hours-notice-whom = „{ $found }“ не става. Може: { $choices }. Вашите думи пишете в отговор на страницата в /hours.
refused-hours-text-usage = Напишете какво да прочетат клиентите, например: Връщаме се {"{"}opens{"}"}. Работим {"{"}hours{"}"}
refused-hours-text-variable = Не знам { $variable }. Има {"{"}hours{"}"} и {"{"}opens{"}"}.
refused-hours-text-too-long = Твърде дълго заедно с часовете: най-много { $limit } знака, с { $excess } повече.
