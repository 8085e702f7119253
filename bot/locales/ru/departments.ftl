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
