# При кого какво е: да дадеш случай на колега, смени, да предадеш всичко свое.

button-assign = Възложи
event-assign = даден на колега
pick-colleague = На кого { $case }? Числото е колко случая има, 🟢 – на смяна.
pick-colleague-of = { $case } е при { $name }. На кого да го дадем? Числото е колко случая има, 🟢 – на смяна.
colleagues-more = Още { $count }: плъзнете картата и напишете /assign @име
toast-assigned = #{ $number } вече е при { $name }.
toast-assigned-off-shift = #{ $number } вече е при { $name }, но не на смяна: уверете се, че ще го види.
toast-no-colleagues = Няма на кого друг. Колегите се появяват тук, щом напишат или натиснат нещо.
said = { $words }
assigned = { $by } ви даде { $case }
handed-over =
    { $count ->
        [one] { $by } ви предаде { $count } случай:
       *[other] { $by } ви предаде { $count } случая:
    }
usage-assign = Плъзнете картата наляво и напишете: /assign @име
refused-has-it-already = Случаят и без това е там.
refused-assignee-left = { $name } вече не работи тук. Изберете друг.
refused-assignee-cannot = { $name } не може да отговаря на клиенти. Изберете друг.
refused-nobody-named = Не познавам тук { $name }. Например: { $names }
refused-several-named = { $name } – има няколко такива: { $names }

# Смени
command-shift = кой е на смяна; /shift on, /shift off
command-handover = да предам всичко свое
command-private = къде работя: тук или в групата
usage-shift = /shift показва кой е на смяна. /shift on започва вашата, /shift off я приключва.
shift-head =
    { $count ->
        [0] Никой не е на смяна.
        [one] На смяна: { $count }
       *[other] На смяна: { $count }
    }
shift-one = 🟢 { $name } · { $count ->
        [0] няма случаи
        [one] { $count } случай
       *[other] { $count } случая
    } · начало { $since }
shift-mine =
    { $count ->
        [0] На смяна сте и нямате случаи.
        [one] На смяна сте и имате { $count } случай.
       *[other] На смяна сте и имате { $count } случая.
    }
shift-not-mine =
    { $count ->
        [0] Не сте на смяна и нямате случаи.
        [one] Не сте на смяна и имате { $count } случай: /handover
       *[other] Не сте на смяна и имате { $count } случая: /handover
    }
shift-over-holds =
    { $count ->
        [one] Смяната ви приключи. Остава ви { $count } случай: кой го поема?
       *[other] Смяната ви приключи. Остават ви { $count } случая: кой ги поема?
    }
shift-long = смяната ви започна { $since }. Продължава ли още?
toast-shift-on = На смяна сте.
toast-shift-off = Смяната ви приключи.
button-shift-on = На смяна
button-shift-off = Приключи смяната
board-shift =
    { $more ->
        [0] 🟢 На смяна: { $names }
       *[other] 🟢 На смяна: { $names } и още { $more }
    }

# Да предадеш всичко свое
button-to-queue = В опашката
button-keep = Остави ги при мен
button-hand-over = Предай всичко
handover-queue = опашка
handover-pick =
    { $count ->
        [one] Имате { $count } случай. Кой го поема?
       *[other] Имате { $count } случая. Кой ги поема?
    }
handover-nothing = Нямате случаи за предаване.
handover-to =
    { $count ->
        [one] { $count } случай вече е при { $name }, вече знае.
       *[other] { $count } случая вече са при { $name }, вече знае.
    }
handover-to-queue =
    { $count ->
        [one] { $count } случай отново е свободен.
       *[other] { $count } случая отново са свободни.
    }
