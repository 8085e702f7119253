# Отдели: попитан, взел, пита обратно, върнал, навреме или късно.

# На картата на операторите
asked-taken = взе го { $name }
asked-due = срок { $at }
asked-overdue = закъснява, срокът беше { $at }
asked-back = пита обратно · { $at }
asked-returned =
    { $why ->
        [department_closed] Отдел { $department } е закрит: случаят отново е при вас
        [unreachable] Отдел { $department } е недостъпен: случаят отново е при вас
       *[department] Отдел { $department } го върна
    }

# До операторите
asked-back-head = { $department } ви пита за { $case } · { $name }
asked-back-how = Плъзнете това съобщение наляво: отговора получава { $department }, не клиентът.
overdue-head = { $department } закъснява с { $case } · попитан { $at }
advice-file = { $department } за { $case }
button-ask-another = Питай други

# Картата на отдела
button-take-asked = Вземи
button-take-it-over = Поеми
button-ask-back = Питай оператора
button-give-back = Върни
button-give-back-now = Без причина
department-asked-back = Чакаме { $name }: вашият срок е спрян.
department-how-trusted = Плъзнете това съобщение наляво, за да отговорите. Получава го клиентът, с вашия подпис.

# Съобщения до отдела
prompt-asking =
    { $name ->
        [none] какво искате да попитате { $operator } за { $case }? Плъзнете това съобщение наляво и го напишете.
       *[other] { $name }, какво искате да попитате { $operator } за { $case }? Плъзнете това съобщение наляво и го напишете.
    }
prompt-returning =
    { $name ->
        [none] защо { $case } се връща при { $operator }? Плъзнете това съобщение наляво и го напишете или натиснете.
       *[other] { $name }, защо { $case } се връща при { $operator }? Плъзнете това съобщение наляво и го напишете или натиснете.
    }
answered-back-head = { $name } ви отговаря за { $case }
answered-back-how = Срокът ви отново тече. Плъзнете това съобщение наляво, за да отговорите на въпроса.
reminder-head = { $name } чака отговор по { $case }: срок { $at }.
late-head = { $name } още чака отговор по { $case }: срокът беше { $at }.
freed-head = { $name } вече не е тук. { $case } отново е свободен: кой го взема?

# Изскачащи
toast-taken = Ваш е. Плъзнете картата наляво, за да отговорите.
toast-taken-from = Вече е ваш, досега беше на { $name }.
toast-swipe-below = Плъзнете съобщението, което идва по-долу, и пишете.
toast-given-back = Върнато: отново е при операторите.
kept-by-operators = В този вид не отива при клиента ({ $why }). Операторите го имат като чернова.

# Откази
refused-department-answered = { $department } вече отговори. Плъзнете картата, за да добавите.
refused-department-returned = { $department } вече не е питан за този случай.
refused-department-taken = Вече е ваш. Плъзнете картата наляво, за да отговорите.
refused-department-elsewhere = { $department } вече работи на друго място: отговорете там.
refused-department-members = За { $department } отговарят само: { $names }. Собственикът го променя в /departments.
refused-department-silent = Не мога да пиша в чата на { $department }, собственикът знае. Засега попитайте друг.
refused-department-unreachable = { $department } е само един човек ({ $name }), който трябва да отвори личния чат с мен и да натисне „Старт“. Засега попитайте друг.

# История
event-escalation_taken =
    { $department ->
        [none] отдел го взе
       *[other] { $department } го взе
    }
event-escalation_freed =
    { $department ->
        [none] който го взе, напусна
       *[other] { $department }: който го взе, напусна
    }
event-asked_back =
    { $department ->
        [none] отдел пита обратно
       *[other] { $department } пита обратно
    }
event-asked_again =
    { $department ->
        [none] отдел още чака отговор
       *[other] { $department } още чака отговор
    }
event-answered_back =
    { $department ->
        [none] на отдела е отговорено
       *[other] { $department } получи отговор
    }
event-escalation_returned =
    { $department ->
        [none] отдел го върна
       *[other] { $department } го върна
    }
event-escalation_reminded =
    { $department ->
        [none] напомнено на отдела
       *[other] { $department }: напомнено
    }
event-escalation_overdue =
    { $department ->
        [none] отдел закъснява
       *[other] { $department } закъснява
    }
event-department_answered =
    { $department ->
        [none] отдел отговори на клиента
       *[other] { $department } отговори на клиента
    }

# /department и /departments
department-done = Вече тук е отдел { $name }. Тук идва това, за което питат операторите.
department-person-done = Отдел { $name } вече е { $person }: въпросите идват в личния чат с мен.
department-you-are = Вече вие сте отдел { $name }: въпросите на операторите идват тук. Плъзнете въпрос наляво, за да отговорите.
department-is-desk = Това е мястото на операторите. На отдела му трябва своя група или своя тема.
department-about-set = Какво отива при { $name }: { $about }
departments-in-private = Отделите показвам на лично: отворете { $bot } и кажете там /departments.
departments-none = Още няма отдели. Кажете /department Доставка в групата на отдела или тук /department Юрист @anna.
department-about = Тук отива: { $about }
department-time = Отговаря до { $time }
department-trust =
    { $trusted ->
        [yes] Отговаря сам на клиентите
       *[no] Съветва оператора, отговаря операторът
    }
department-everyone = Хора: всички в чата му
department-people = Хора: { $names }
department-is-person = Един човек: { $name }, на лично
department-waits =
    { $count ->
        [one] Там чака { $count } въпрос
       *[other] Там чакат { $count } въпроса
    }
department-choose = Кой отговаря за { $name }? Никой не е отбелязан: всички в чата му.
department-close-surely =
    { $count ->
        [0] Да се закрие ли { $name }?
        [one] Да се закрие ли { $name }? { $count } въпрос се връща при операторите.
       *[other] Да се закрие ли { $name }? { $count } въпроса се връщат при операторите.
    }
department-closed =
    { $count ->
        [0] Отдел { $name } е закрит.
        [one] Отдел { $name } е закрит, { $count } въпрос отново е при операторите.
       *[other] Отдел { $name } е закрит, { $count } въпроса отново са при операторите.
    }
department-prompt-about = Какво отива при { $name }? Един ред за операторите. Плъзнете това съобщение наляво и го напишете; - за да го махнете.
department-prompt-name = Как да се казва { $name }? Плъзнете това съобщение наляво и го напишете.
button-department-trust =
    { $trusted ->
        [yes] Отговаря сам
       *[no] Само съветва
    }
button-department =
    { $does ->
        [people] Хора
        [about] Какво отива там
        [name] Преименувай
        [back] Назад
       *[close] Закрий отдела
    }
button-department-close-surely = Да, закрий
toast-arranged = Готово.
time-minutes = { $count } мин
time-hours = { $count } ч
time-days =
    { $count ->
        [one] { $count } ден
       *[other] { $count } дни
    }

refused-department-name = Кажете име на отдела: /department Доставка. Най-много { $limit } знака.
refused-department-about = Един ред, най-много { $limit } знака.
refused-department-name-taken = Отдел { $name } вече има.
refused-department-person-unknown = Не познавам { $name }. Нека влезе в групата на операторите или на отдел, да отвори { $bot } и да натисне „Старт“; после кажете пак.
refused-department-person-closed = Нека { $name } първо отвори { $bot } и натисне „Старт“; после кажете пак.
refused-department-person-role = { $name } е { $role } и не може да отговаря. Първо дайте друга роля: /staff
refused-department-person-gone = Този човек вече не е тук.
refused-department-not-there = { $name } не е в чата на { $department }: първо добавете човека там.
refused-usage-department-private = Тук отделът е човек: /department Юрист @anna. За група кажете в нея /department Доставка. /departments показва всички.
refused-usage-department-about = В чата на самия отдел: /department about пратки, куриери, изгубени вещи

# Избор на отдел
pick-line =
    { $waits ->
        [0] { $department } · { $about } · до { $time }
       *[other] { $department } · { $about } · до { $time } · чакат: { $waits }
    }
pick-line-short =
    { $waits ->
        [0] { $department } · до { $time }
       *[other] { $department } · до { $time } · чакат: { $waits }
    }

# До собственика
owner-department-unreachable =
    { $count ->
        [0] { $name } ме блокира, затова отдел { $department } не може да бъде питан, докато чатът ни не се отвори отново.
       *[other] { $name } ме блокира, затова отдел { $department } не може да бъде питан. Върнати при операторите: { $count }.
    }
owner-department-person-role =
    { $count ->
        [0] { $name } вече има роля, която не отговаря на въпроси, затова отдел { $department } е закрит.
       *[other] { $name } вече има роля, която не отговаря на въпроси, затова отдел { $department } е закрит. Върнати при операторите: { $count }.
    }
owner-department-person-left =
    { $count ->
        [0] { $name } напусна, затова отдел { $department } е закрит.
       *[other] { $name } напусна, затова отдел { $department } е закрит. Върнати при операторите: { $count }.
    }
