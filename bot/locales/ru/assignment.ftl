# У кого что: передать обращение коллеге, смены, передать всё своё.

button-assign = Назначить
event-assign = передано коллеге
pick-colleague = Кому { $case }? Число – сколько обращений у коллеги, 🟢 – на смене.
pick-colleague-of = { $case } ведёт { $name }. Кому передать? Число – сколько обращений у коллеги, 🟢 – на смене.
colleagues-more = Ещё { $count }: смахните карточку и напишите /assign @имя
toast-assigned = #{ $number } теперь ведёт { $name }.
toast-assigned-off-shift = #{ $number } теперь ведёт { $name }, но сейчас не на смене: проверьте, что обращение увидят.
toast-no-colleagues = Передать некому. Коллеги появятся здесь, как только что-нибудь напишут или нажмут.
said = { $words }
assigned = { $by } передаёт вам { $case }
handed-over =
    { $count ->
        [one] { $by } передаёт вам { $count } обращение:
        [few] { $by } передаёт вам { $count } обращения:
       *[many] { $by } передаёт вам { $count } обращений:
    }
usage-assign = Смахните карточку влево и напишите: /assign @имя
refused-has-it-already = Обращение и так там.
refused-assignee-left = { $name } здесь больше не работает. Выберите другого.
refused-assignee-cannot = { $name } не отвечает клиентам. Выберите другого.
refused-nobody-named = Не знаю здесь никого по имени { $name }. Например: { $names }
refused-several-named = { $name } – таких несколько: { $names }

# Смены
command-shift = кто на смене; /shift on, /shift off
command-handover = передать всё своё
command-private = где работать: здесь или в группе
usage-shift = /shift показывает, кто на смене. /shift on – начать свою, /shift off – закончить.
shift-head =
    { $count ->
        [0] На смене никого.
        [one] На смене: { $count }
        [few] На смене: { $count }
       *[many] На смене: { $count }
    }
shift-one = 🟢 { $name } · { $count ->
        [0] нет обращений
        [one] { $count } обращение
        [few] { $count } обращения
       *[many] { $count } обращений
    } · начало { $since }
shift-mine =
    { $count ->
        [0] Вы на смене, обращений у вас нет.
        [one] Вы на смене, у вас { $count } обращение.
        [few] Вы на смене, у вас { $count } обращения.
       *[many] Вы на смене, у вас { $count } обращений.
    }
shift-not-mine =
    { $count ->
        [0] Вы не на смене, обращений у вас нет.
        [one] Вы не на смене, у вас { $count } обращение: /handover
        [few] Вы не на смене, у вас { $count } обращения: /handover
       *[many] Вы не на смене, у вас { $count } обращений: /handover
    }
shift-over-holds =
    { $count ->
        [one] Смена окончена. У вас осталось { $count } обращение: кому его передать?
        [few] Смена окончена. У вас осталось { $count } обращения: кому их передать?
       *[many] Смена окончена. У вас осталось { $count } обращений: кому их передать?
    }
shift-long = ваша смена началась { $since }. Она ещё продолжается?
toast-shift-on = Вы на смене.
toast-shift-off = Смена окончена.
button-shift-on = На смену
button-shift-off = Закончить смену
board-shift =
    { $more ->
        [0] 🟢 На смене: { $names }
       *[other] 🟢 На смене: { $names } и ещё { $more }
    }

# Передать всё своё
button-to-queue = В общую очередь
button-keep = Оставить себе
button-hand-over = Передать всё
handover-queue = очередь
handover-pick =
    { $count ->
        [one] У вас { $count } обращение. Кому его передать?
        [few] У вас { $count } обращения. Кому их передать?
       *[many] У вас { $count } обращений. Кому их передать?
    }
handover-nothing = Передавать нечего: обращений у вас нет.
handover-to =
    { $count ->
        [one] { $count } обращение теперь у { $name }, коллеге сказано.
        [few] { $count } обращения теперь у { $name }, коллеге сказано.
       *[many] { $count } обращений теперь у { $name }, коллеге сказано.
    }
handover-to-queue =
    { $count ->
        [one] { $count } обращение снова свободно.
        [few] { $count } обращения снова свободны.
       *[many] { $count } обращений снова свободны.
    }
