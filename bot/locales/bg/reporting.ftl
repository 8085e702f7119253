# /report при поискване

# Думи, които се разбират; няколко – със запетаи. Английските се разбират винаги.
reporting-word-network = мрежа
reporting-word-department = отдел
reporting-word-person = човек, служител, оператор
reporting-word-tag = етикет, таг
reporting-word-against = спрямо, сравни
reporting-against-before = преди
reporting-against-weeks = седмици
reporting-against-none = нищо, не
reporting-words-week = 7 дни, седмица
reporting-words-month = месец

# Страницата
reporting-head = Отчет
reporting-period =
    { $named ->
        [today] Днес
        [yesterday] Вчера
        [this-week] Тази седмица
        [last-week] Миналата седмица
        [this-month] Този месец
        [last-month] Миналия месец
        [days] Избраните дни
       *[other]
            { $count ->
                [one] Последния { $count } ден
               *[other] Последните { $count } дни
            }
    }: { $days }
reporting-only = Само: { $names }
reporting-compared = Сравнява се с { $days }
reporting-compared-nothing = Не се сравнява с нищо
reporting-compared-no-desk = Не се сравнява: преди това екипът не работеше тук
reporting-left = { $name } (вече не е в екипа)
reporting-closed = { $name } (закрит)
reporting-removed = (премахнато)
reporting-how =
    С думи: { $example }
    Дни: днес, вчера, 7 дни, миналата седмица, октомври, 25.10, 01.10-15.10
    Подбор: мрежа:VK, отдел:доставка, човек:анна, #xxl; с интервали – в кавички
    Сравнение: спрямо:преди, спрямо:седмици, спрямо:нищо
    Като файл: XLSX, CSV
reporting-example = /report октомври мрежа:VK #xxl
reporting-in-private = Отчетите се правят в личния чат с мен: { $bot }

# Бутоните ѝ
button-reporting-span =
    { $span ->
        [today] Днес
        [yesterday] Вчера
        [days-7] 7 дни
        [this-month] Този месец
       *[last-month] Миналия месец
    }
button-reporting-days = Други дни…
button-reporting-filter =
    { $filter ->
        [network] Мрежа
        [department] Отдел
        [person] Човек
       *[tag] Етикет
    }: { $name }
button-reporting-all = всички
button-reporting-everything = Всички
button-reporting-against =
    { $against ->
        [before] Спрямо времето преди това
        [weeks] Спрямо 4 седмици по-рано
       *[none] Без сравнение
    }
button-reporting-show = Покажи
button-reporting-stop = Спри
reporting-pick =
    { $filter ->
        [network] Коя мрежа?
        [department] Случаи, предадени на кой отдел?
        [person] Чии случаи? Тези, които човекът е водил, на които е отговорил или които е затворил.
       *[tag] Случаи с кой етикет?
    }
reporting-pick-none = Засега няма от какво да се избира.
reporting-pick-against =
    С какво да се сравни?
    С времето преди това: също толкова дни точно преди тях; месец – с предишния.
    С 4 седмици по-рано: същите дни от седмицата.
reporting-pick-first = От кой ден?
reporting-pick-last = От { $day } до кой ден?
reporting-month =
    { $month ->
        [1] Януари
        [2] Февруари
        [3] Март
        [4] Април
        [5] Май
        [6] Юни
        [7] Юли
        [8] Август
        [9] Септември
        [10] Октомври
        [11] Ноември
       *[12] Декември
    } { $year }
toast-reporting-no-day = Този ден не може да се избере: още не е дошъл, бил е преди началото или преди първия ден.
toast-reporting-gone = Тази страница е твърде стара. Изпратете /report за нова.
toast-reporting-starts = Момент…
toast-reporting-stopped = Спряно.
toast-reporting-over = В момента нищо не се брои.

# Докато се брои и след това
reporting-waits = ⏳ Чака реда си…
reporting-counts =
    { $step ->
        [figures] ⏳ Броя…
        [pictures] ⏳ Рисувам…
       *[file] ⏳ Пиша файла…
    } { $seconds } с
reporting-facts = ⏳ Наваксвам какво се е случило: { $percent } %… { $seconds } с
reporting-done = ✅ Готово, вижте по-долу.
reporting-stopped = Спряно.
reporting-nothing = През това време нямаше нищо: никой не е писал и нищо не е направено.
reporting-failed = ⚠️ Не се получи. Вината не е ваша; опитайте пак. Ако отново не стане, причината е в дневника на програмата.
reporting-file = Отчет { $days }

# Откази
refused-reporting-too-long = Това са { $length } знака, а може най-много { $limit }.
refused-reporting-not-understood = Неразбрано: { $found }. Например: /report 01.11-15.11 мрежа:VK – а само /report показва страница с бутони.
refused-reporting-many-periods = Това е повече от един период. Две дати са един: /report 01.11-15.11
refused-reporting-reversed = { $found } свършва, преди да започне. Може би { $right }?
refused-reporting-no-such-day = Няма такъв ден: { $found }. Ден е 25.11 или 25.11.2026, два са 01.11-15.11
refused-reporting-no-filter = { $found } не е подбор. Има мрежа:, отдел:, човек:, етикет: и спрямо:
refused-reporting-no-against = Спрямо { $found }? Има спрямо:преди, спрямо:седмици и спрямо:нищо
refused-reporting-twice =
    { $filter ->
        [network] Само една мрежа наведнъж.
        [department] Само един отдел наведнъж.
        [person] Само един човек наведнъж.
       *[tag] Само един етикет наведнъж.
    }
refused-reporting-unknown =
    { $filter ->
        [network] Няма мрежа { $found }.
        [department] Няма отдел { $found }.
        [person] Няма човек { $found } или има няколко такива.
       *[tag] Няма етикет { $found }.
    } Има: { $names }
refused-reporting-alike = { $found } – има няколко такива: { $names }. Уточнете.
refused-reporting-future = { $day } още не е дошло; днес е { $today }.
refused-reporting-before-desk = За това време нищо не се знае: екипът започна на { $day }.
refused-reporting-busy = Един ваш отчет вече се брои. Изчакайте го или го спрете.

# Случаите зад число
behind-figure =
    { $figure ->
        [answers_elsewhere] Отговори, дадени в самата мрежа
        [late_first] Първи отговори със закъснение
        [late_next] Следващи отговори със закъснение
        [late_resolution] Решени по-късно от срока или още не
        [maturing] Решени, още могат да се върнат
        [waiting] Още отворени, чакат отговор
        [network] Мрежа: { $name }
        [kind] Вид: { $name }
        [category] Категория: { $name }
        [hour] Час: { $name }
        [tag] Етикет: { $name }
        [person] Човек: { $name }
        [department] Отдел: { $name }
        [age] Отворени: { $name }
        [outcome] Как е завършило: { $name }
       *[score] Оценка: { $name }
    }
behind-nothing = Вече няма такива: може случаите да са обединени оттогава.
refused-behind-no-report = Няма такъв отчет.
refused-behind-no-figure = В този отчет няма такова число.
