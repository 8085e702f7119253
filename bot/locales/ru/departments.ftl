# Отделы: спросили, взял, уточняет, вернул, вовремя или поздно.

# На карточке операторов
asked-taken = взял(а) { $name }
asked-due = срок { $at }
asked-overdue = опаздывает, срок был { $at }
asked-back = уточняет · { $at }
asked-returned =
    { $why ->
        [department_closed] Отдел { $department } закрыт: обращение снова у вас
        [unreachable] Отдел { $department } недоступен: обращение снова у вас
       *[department] Отдел { $department } вернул обращение
    }

# Операторам
asked-back-head = { $department } уточняет у вас по { $case } · { $name }
asked-back-how = Смахните это сообщение влево: ответ получит { $department }, а не клиент.
overdue-head = { $department } опаздывает с { $case } · спросили { $at }
advice-file = { $department } по { $case }
button-ask-another = Спросить других

# Карточка отдела
button-take-asked = Взять
button-take-it-over = Перехватить
button-ask-back = Уточнить
button-give-back = Вернуть
button-give-back-now = Без причины
department-asked-back = Ждём ответа ({ $name }): ваш срок стоит.
department-how-trusted = Смахните это сообщение влево, чтобы ответить. Ответ получит клиент, с вашей подписью.

# Сообщения отделу
prompt-asking =
    { $name ->
        [none] что спросить по { $case } у оператора ({ $operator })? Смахните это сообщение влево и напишите.
       *[other] { $name }, что спросить по { $case } у оператора ({ $operator })? Смахните это сообщение влево и напишите.
    }
prompt-returning =
    { $name ->
        [none] почему { $case } возвращается оператору ({ $operator })? Смахните это сообщение влево и напишите – или нажмите.
       *[other] { $name }, почему { $case } возвращается оператору ({ $operator })? Смахните это сообщение влево и напишите – или нажмите.
    }
answered-back-head = { $name } отвечает вам по { $case }
answered-back-how = Ваш срок снова идёт. Смахните это сообщение влево, чтобы ответить на вопрос.
reminder-head = { $name } ждёт ответа по { $case }: срок { $at }.
late-head = { $name } всё ещё ждёт ответа по { $case }: срок был { $at }.
freed-head = { $name } больше не с нами. { $case } снова свободно: кто возьмёт?

# Всплывающие
toast-taken = Теперь это ваше. Смахните карточку влево, чтобы ответить.
toast-taken-from = Теперь это ваше, было у { $name }.
toast-swipe-below = Смахните сообщение, которое придёт ниже, и напишите.
toast-given-back = Возвращено: обращение снова у операторов.
kept-by-operators = В таком виде клиенту не уйдёт ({ $why }). У операторов это лежит черновиком.

# Отказы
refused-department-answered = { $department } уже ответил. Смахните карточку, чтобы добавить.
refused-department-returned = { $department } больше не спрашивают об этом обращении.
refused-department-taken = Это уже ваше. Смахните карточку влево, чтобы ответить.
refused-department-elsewhere = { $department } теперь работает в другом месте: ответьте там.
refused-department-members = За отдел { $department } отвечают только: { $names }. Меняет владелец: /departments.
refused-department-silent = Не могу писать в чат отдела { $department }, владелец знает. Пока спросите других.
refused-department-unreachable = { $department } – это один человек ({ $name }): ему нужно открыть личный чат со мной и нажать «Старт». Пока спросите других.

# История
event-escalation_taken =
    { $department ->
        [none] отдел взял в работу
       *[other] { $department }: взяли в работу
    }
event-escalation_freed =
    { $department ->
        [none] взявший ушёл
       *[other] { $department }: взявший ушёл
    }
event-asked_back =
    { $department ->
        [none] отдел уточняет
       *[other] { $department } уточняет
    }
event-asked_again =
    { $department ->
        [none] отдел всё ещё ждёт ответа
       *[other] { $department } всё ещё ждёт ответа
    }
event-answered_back =
    { $department ->
        [none] отделу ответили
       *[other] { $department }: на уточнение ответили
    }
event-escalation_returned =
    { $department ->
        [none] отдел вернул
       *[other] { $department }: вернулось
    }
event-escalation_reminded =
    { $department ->
        [none] отделу напомнили
       *[other] { $department }: напомнили
    }
event-escalation_overdue =
    { $department ->
        [none] отдел опаздывает
       *[other] { $department } опаздывает
    }
event-department_answered =
    { $department ->
        [none] отдел ответил клиенту
       *[other] { $department } ответил клиенту
    }

# /department и /departments
department-done = Теперь здесь отдел { $name }. Сюда придёт то, о чём спросят операторы.
department-person-done = Теперь отдел { $name } – это { $person }: вопросы приходят в личный чат со мной.
department-you-are = Теперь вы – отдел { $name }: вопросы операторов приходят сюда. Смахните вопрос влево, чтобы ответить.
department-is-desk = Это место операторов. Отделу нужна своя группа или своя тема.
department-about-set = Что передавать в { $name }: { $about }
departments-in-private = Отделы я показываю в личном чате: откройте { $bot } и скажите там /departments.
departments-none = Отделов пока нет. Скажите /department Доставка в группе отдела или здесь /department Юрист @anna.
department-about = Сюда: { $about }
department-time = Отвечает за { $time }
department-trust =
    { $trusted ->
        [yes] Отвечает клиентам сам
       *[no] Советует оператору, отвечает оператор
    }
department-everyone = Люди: все в его чате
department-people = Люди: { $names }
department-is-person = Один человек: { $name }, в личном чате
department-waits =
    { $count ->
        [one] Ждёт { $count } вопрос
        [few] Ждут { $count } вопроса
       *[many] Ждут { $count } вопросов
    }
department-choose = Кто отвечает за { $name }? Никто не отмечен: все в его чате.
department-close-surely =
    { $count ->
        [0] Закрыть { $name }?
       *[other] Закрыть { $name }? К операторам вернётся вопросов: { $count }.
    }
department-closed =
    { $count ->
        [0] Отдел { $name } закрыт.
       *[other] Отдел { $name } закрыт, к операторам вернулось вопросов: { $count }.
    }
department-prompt-about = Что передавать в { $name }? Одна строка для операторов. Смахните это сообщение влево и напишите; - чтобы убрать.
department-prompt-name = Как назвать { $name }? Смахните это сообщение влево и напишите.
button-department-trust =
    { $trusted ->
        [yes] Отвечает сам
       *[no] Только совет
    }
button-department =
    { $does ->
        [people] Люди
        [about] Что сюда
        [name] Назвать иначе
        [back] Назад
       *[close] Закрыть отдел
    }
button-department-close-surely = Да, закрыть
toast-arranged = Готово.
time-minutes = { $count } мин
time-hours = { $count } ч
time-days =
    { $count ->
        [one] { $count } день
        [few] { $count } дня
       *[many] { $count } дней
    }

refused-department-name = Назовите отдел: /department Доставка. Не длиннее { $limit } символов.
refused-department-about = Одна строка, не длиннее { $limit } знаков.
refused-department-name-taken = Отдел { $name } уже есть.
refused-department-person-unknown = Я не знаю { $name }. Пусть вступит в группу операторов или отдела, откроет { $bot } и нажмёт «Старт»; потом повторите.
refused-department-person-closed = Пусть { $name } сначала откроет { $bot } и нажмёт «Старт»; потом повторите.
refused-department-person-role = { $name } – { $role }: эта роль не отвечает. Сначала дайте другую: /staff
refused-department-person-gone = Этого человека здесь больше нет.
refused-department-not-there = { $name } не в чате отдела { $department }: сначала добавьте туда.
refused-usage-department-private = Здесь отдел – это человек: /department Юрист @anna. Для группы скажите в ней /department Доставка. /departments покажет все.
refused-usage-department-about = В чате самого отдела: /department about посылки, курьеры, потери

# Выбор отдела
pick-line =
    { $waits ->
        [0] { $department } · { $about } · за { $time }
       *[other] { $department } · { $about } · за { $time } · ждут: { $waits }
    }
pick-line-short =
    { $waits ->
        [0] { $department } · за { $time }
       *[other] { $department } · за { $time } · ждут: { $waits }
    }

# Владельцу
owner-department-unreachable =
    { $count ->
        [0] { $name } заблокировал(а) меня: отдел { $department } нельзя спросить, пока наш чат не откроют снова.
       *[other] { $name } заблокировал(а) меня: отдел { $department } нельзя спросить. Вернулось к операторам: { $count }.
    }
owner-department-person-role =
    { $count ->
        [0] Новая роль не отвечает на вопросы: { $name }. Отдел { $department } закрыт.
       *[other] Новая роль не отвечает на вопросы: { $name }. Отдел { $department } закрыт. Вернулось к операторам: { $count }.
    }
owner-department-person-left =
    { $count ->
        [0] { $name } больше не с нами: отдел { $department } закрыт.
       *[other] { $name } больше не с нами: отдел { $department } закрыт. Вернулось к операторам: { $count }.
    }
