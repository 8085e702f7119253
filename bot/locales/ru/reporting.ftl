# /report по запросу

# Слова, которые понимаются; несколько – через запятую. Английские понимаются всегда.
reporting-word-network = сеть
reporting-word-department = отдел
reporting-word-person = сотрудник, оператор
reporting-word-tag = метка, тег
reporting-word-against = сравнить, против
reporting-against-before = раньше, до
reporting-against-weeks = недели
reporting-against-none = нет, ничем
reporting-words-week = 7 дней, неделя, неделю
reporting-words-month = месяц

# Страница
reporting-head = Отчёт
reporting-period =
    { $named ->
        [today] Сегодня
        [yesterday] Вчера
        [this-week] Эта неделя
        [last-week] Прошлая неделя
        [this-month] Этот месяц
        [last-month] Прошлый месяц
        [days] Выбранные дни
       *[other]
            { $count ->
                [one] Последний { $count } день
                [few] Последние { $count } дня
               *[many] Последние { $count } дней
            }
    }: { $days }
reporting-only = Только: { $names }
reporting-compared = Сравнивается с { $days }
reporting-compared-nothing = Ни с чем не сравнивается
reporting-compared-no-desk = Не сравнивается: раньше команды здесь не было
reporting-left = { $name } (уже не в команде)
reporting-closed = { $name } (закрыт)
reporting-removed = (удалено)
reporting-how =
    Словами: { $example }
    Дни: сегодня, вчера, 7 дней, прошлая неделя, октябрь, 25.10, 01.10-15.10
    Отбор: сеть:VK, отдел:доставка, сотрудник:анна, #xxl; с пробелами – в кавычках
    Сравнение: сравнить:раньше, сравнить:недели, сравнить:нет
    Файлом: XLSX, CSV
reporting-example = /report октябрь сеть:VK #xxl
reporting-in-private = Отчёты делаются в личном чате со мной: { $bot }

# Её кнопки
button-reporting-span =
    { $span ->
        [today] Сегодня
        [yesterday] Вчера
        [days-7] 7 дней
        [this-month] Этот месяц
       *[last-month] Прошлый месяц
    }
button-reporting-days = Другие дни…
button-reporting-filter =
    { $filter ->
        [network] Сеть
        [department] Отдел
        [person] Сотрудник
       *[tag] Метка
    }: { $name }
button-reporting-all = все
button-reporting-everything = Все
button-reporting-against =
    { $against ->
        [before] Сравнить с прошлым
        [weeks] Сравнить с 4 неделями раньше
       *[none] Не сравнивать
    }
button-reporting-show = Показать
button-reporting-stop = Остановить
reporting-pick =
    { $filter ->
        [network] Какая сеть?
        [department] Обращения, переданные в какой отдел?
        [person] Чьи обращения? Те, что человек вёл, на которые ответил или которые закрыл.
       *[tag] Обращения с какой меткой?
    }
reporting-pick-none = Выбирать пока не из чего.
reporting-pick-against =
    С чем сравнить?
    С прошлым: столько же дней прямо перед этим; месяц – с месяцем до него.
    С 4 неделями раньше: те же дни недели.
reporting-pick-first = С какого дня?
reporting-pick-last = С { $day } по какой день?
reporting-month =
    { $month ->
        [1] Январь
        [2] Февраль
        [3] Март
        [4] Апрель
        [5] Май
        [6] Июнь
        [7] Июль
        [8] Август
        [9] Сентябрь
        [10] Октябрь
        [11] Ноябрь
       *[12] Декабрь
    } { $year }
toast-reporting-no-day = Этот день выбрать нельзя: он ещё не наступил, был до начала работы или раньше первого дня.
toast-reporting-gone = Эта страница слишком старая. Отправьте /report, будет новая.
toast-reporting-starts = Минуту…
toast-reporting-stopped = Остановлено.
toast-reporting-over = Сейчас ничего не считается.

# Пока считается, и после
reporting-waits = ⏳ Ждёт своей очереди…
reporting-counts =
    { $step ->
        [figures] ⏳ Считаю…
        [pictures] ⏳ Рисую…
       *[file] ⏳ Пишу файл…
    } { $seconds } с
reporting-facts = ⏳ Учитываю последние события: { $percent } %… { $seconds } с
reporting-done = ✅ Готово, смотрите ниже.
reporting-stopped = Остановлено.
reporting-nothing = За это время ничего не было: никто не писал и ничего не сделано.
reporting-failed = ⚠️ Не получилось. Вы ни при чём; попробуйте ещё раз. Если снова не выйдет, причина есть в журнале программы.
reporting-file = Отчёт { $days }

# Отказы
refused-reporting-too-long = Это { $length } знаков, а можно не больше { $limit }.
refused-reporting-not-understood = Непонятно: { $found }. Например: /report 01.11-15.11 сеть:VK – а просто /report покажет страницу с кнопками.
refused-reporting-many-periods = Это больше одного периода. Две даты – один: /report 01.11-15.11
refused-reporting-reversed = { $found } кончается раньше, чем начинается. Может быть, { $right }?
refused-reporting-no-such-day = Такого дня нет: { $found }. День – 25.11 или 25.11.2026, два – 01.11-15.11
refused-reporting-no-filter = { $found } – не отбор. Есть сеть:, отдел:, сотрудник:, метка: и сравнить:
refused-reporting-no-against = Сравнить с { $found }? Есть сравнить:раньше, сравнить:недели и сравнить:нет
refused-reporting-twice =
    { $filter ->
        [network] Только одна сеть за раз.
        [department] Только один отдел за раз.
        [person] Только один сотрудник за раз.
       *[tag] Только одна метка за раз.
    }
refused-reporting-unknown =
    { $filter ->
        [network] Сети { $found } нет.
        [department] Отдела { $found } нет.
        [person] Никого по имени { $found } нет, или таких несколько.
       *[tag] Метки { $found } нет.
    } Есть: { $names }
refused-reporting-alike = { $found } – таких несколько: { $names }. Уточните.
refused-reporting-future = { $day } ещё не наступило; сегодня { $today }.
refused-reporting-before-desk = О том времени ничего не известно: команда начала работу { $day }.
refused-reporting-busy = Один ваш отчёт уже считается. Подождите его или остановите.

# Обращения за числом
behind-figure =
    { $figure ->
        [answers_elsewhere] Ответы, данные прямо в сети
        [late_first] Первые ответы с опозданием
        [late_next] Следующие ответы с опозданием
        [late_resolution] Решено позже срока или ещё нет
        [maturing] Решено, ещё могут вернуться
        [waiting] Ещё открыто, ждут ответа
        [network] Сеть: { $name }
        [kind] Вид: { $name }
        [category] Категория: { $name }
        [hour] Час: { $name }
        [tag] Метка: { $name }
        [person] Сотрудник: { $name }
        [department] Отдел: { $name }
        [age] Открыты: { $name }
        [outcome] Чем кончилось: { $name }
       *[score] Оценка: { $name }
    }
behind-nothing = Сейчас таких нет: обращения могли с тех пор объединить.
refused-behind-no-report = Такого отчёта нет.
refused-behind-no-figure = В этом отчёте нет такого числа.
