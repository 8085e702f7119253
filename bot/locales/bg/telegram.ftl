# Какво казва ботът освен картите. Изскачащи: най-много 200 знака.

# Изскачащи
toast-claimed = #{ $number } е ваш.
toast-released = #{ $number } отново е свободен.
toast-resolved = #{ $number } е решен.
toast-dismissed = #{ $number } е отхвърлен.
toast-reopened = #{ $number } отново е отворен.
toast-swipe = Плъзнете картата наляво и пишете: отива при клиента.
toast-note = Плъзнете картата наляво и започнете с // – такова съобщение остава в екипа.
toast-no-departments = Още няма отдели. Собственикът казва /department ИМЕ в групата на отдела.
toast-escalated = Попитан: { $department }.
toast-taken-back = Оттеглено. Клиентът няма да получи нищо.
toast-retrying = Пращам отново.
toast-confirmed = Ясно: отговорът е там.
toast-sending = Изпращам.
toast-dropped = Черновата е махната.
out-of-date = Това съобщение е остаряло. Картата се обновява.
parked = Тук нещо се счупи, но думите ви не са загубени. Опитайте пак. Номер { $number }.

# Вижда го само един човек
more-head = Случай { $case }
leaving =
    { $seconds ->
        [one] Тръгва към клиента след { $seconds } секунда.
       *[other] Тръгва към клиента след { $seconds } секунди.
    }
kept-held-by-other = { $case } води { $name }. Да се изпрати ли все пак вашият отговор?
kept-anonymous = Писахте анонимно. Подписва се този, който натисне „Изпрати черновата“.
kept-ephemeral = Запазено като чернова на { $case }. Следващия път плъзнете самата карта.
kept-attachment = Запазено като чернова на { $case }: не всичко може да тръгне така.
kept-too-long =
    { $excess ->
        [one] По-дълго с { $excess } знак: може най-много { $limit }. Съкратете, като редактирате съобщението.
       *[other] По-дълго с { $excess } знака: може най-много { $limit }. Съкратете, като редактирате съобщението.
    }
unseen-head = Клиентът писа пак в { $case }:
button-anyway = Все пак: { $label }
surely-take-over = { $case } води { $name }. Поемате ли го?
pick-department = Кого да питаме за { $case }?
with-question = { $department }: с въпрос?
question-prompt =
    { $name ->
        [none] какво да питаме { $department } за { $case }? Плъзнете това съобщение наляво и го напишете.
       *[other] { $name }, какво да питаме { $department } за { $case }? Плъзнете това съобщение наляво и го напишете.
    }
swipe-the-card = Това съобщение не е за случай. За да отговорите на клиент, плъзнете картата наляво.
somebody = някой

# Опашката
queue-head =
    { $count ->
        [one] { $count } случай ни чака
       *[other] { $count } случая ни чакат
    }
queue-more = …и още { $count }
queue-empty = Никой не ни чака.
nobody = при никого

# Моите
mine-head =
    { $count ->
        [one] Имате { $count } случай
       *[other] Имате { $count } случая
    }
mine-since = попитано { $since }
mine-waiting = чакаме клиента
mine-nothing = няма на какво да се отговори
mine-asked = попитан: { $department }
mine-none = Сега нямате случаи. /queue показва какво чака.

# Команди
command-queue = какво ни чака
command-mine = моите случаи
command-case = покажи случай: /case 12
command-templates = шаблони
command-me = моят подпис
command-report = числата за кои да е дни
command-settings = настройки (за собственика)
command-help = как работи
usage-case = Кой случай? Например: /case 12
no-such-case =
    { $last ->
        [0] Няма случай #{ $number }: още няма нито един.
       *[other] Няма случай #{ $number }. Последният е #{ $last }.
    }
case-is-here = Случай { $case } е тук: { $here }
usage-me = Вашият подпис под отговорите: { $signature }. За смяна: /me Анна, грижа за клиента. Без подпис: /me -
signature-set = Отговорите ви вече завършват с: { $signature }
signature-off = Отговорите ви вече са без подпис.
help-swipe = Плъзнете карта наляво и пишете или пратете снимка, файл, гласово съобщение: отива при клиента. Докато не е тръгнало, изтрийте съобщението си, за да го оттеглите.
help-later = По-късно: редактирайте съобщението си и то се променя и при клиента; започнете го с // и там се изтрива. Или като отговор на картата: /edit нови думи, /undo
help-later-looked = По-късно: редактирайте съобщението си и щом колега одобри, се променя и при клиента.
help-note = // в началото: бележка за екипа.
help-look = ?? в началото: първо поглежда колега. ?? @boris – точно този.
help-approve = Като отговор на карта, чийто отговор чака преглед: /approve, /decline защо
help-templates = /t дума, като отговор на карта – шаблони; /templates – всички и как се пишат
help-queue = /queue – какво ни чака
help-mine = /mine – вашите случаи; /handover опашка връща всички
help-handover = /handover @име – колега получава всичко ваше
help-shift = /shift – кой е на смяна; /shift on, /shift off
help-private = /private on – водете случаите си тук, в личния чат с мен
help-case = /case 12 – покажи случай
help-me = /me Анна – вашият подпис
help-report = /report – числата за кои да е дни, в личния чат с мен; /report октомври XLSX – като файл
help-staff = /staff – кой е в екипа и с каква роля; на лично
help-settings = /settings – как работя; на лично
help-departments = /departments – подредба на отделите; на лично
help-groups = В група: /setup – операторите работят тук; /department ИМЕ – мястото на отдел
help-on-card = Като отговор на карта: /claim /release /takeover /resolve /dismiss /reopen /mute /escalate ОТДЕЛ въпрос
help-assign = Като отговор на карта: /assign @име
help-history = Като отговор на карта: /history
help-viewer = Вие наблюдавате: картите в групата и следното. Собственикът може да ви даде друга роля.
help-specialist =
    Плъзнете картата наляво и пишете: думите ви получава операторът, който е питал, или клиентът, ако собственикът вярва на отдела. // в началото: бележка.
    Вземи – отговаряте вие. Питай оператора – въпрос обратно, срокът ви е спрян. Върни – не е за вас.
private-bot = Този бот служи на затворен екип.
welcome = Здравейте, { $name }. Вашата роля: { $role }. Тя може: { $may } Какво може да кажете, показва /help.
welcome-owner =
    Вие сте собственикът. Сега: добавете { $bot } в групата на операторите като администратор и кажете там /setup.
    В групата на всеки отдел кажете /department ИМЕ. Обобщението на деня идва тук.
welcome-owner-bound = Вие сте собственикът. Обобщението на деня идва тук; /report дава числата за кои да е дни, /settings – как работя.

# Настройване
setup-done = Операторите вече работят тук. Новите случаи идват като карти.
right-not-here = Не съм в тази група: добавете ме като администратор.
right-not-supergroup = Групата трябва да е супергрупа: включете в настройките ѝ историята за нови членове или темите.
right-not-admin = Направете ме администратор на тази група; иначе не виждам отговорите.
right-can-delete-messages = Разрешете ми да изтривам съобщения.
right-can-pin-messages = Разрешете ми да закачам съобщения.
right-can-manage-topics = Разрешете ми да управлявам теми.
right-unknown = Telegram не каза какви права имам тук.

# До собственика
owner-event-not-understood = { $account }: едно събитие не можа да се прочете ({ $reason }). Запазено е; останалите продължават.
owner-quota-used-up = { $account }: дневният лимит на мрежата е изчерпан. Отговорите чакат, около { $hours ->
    [one] { $hours } час
   *[other] { $hours } часа
}.
owner-topic-gone = Темата, в която работех, е затворена или изтрита. Сега пиша в самата група; за да ме преместите, кажете /setup или /department в тема.

# Профил, който човек трябва да поправи в настройките на самата мрежа
needs-vk-token-rights = На токена на общността му липсват права ({ $rights }). Направете нов: Manage → API usage → Access tokens.
needs-vk-longpoll-disabled = Long Poll API е изключен. Включете го: Manage → API usage → Long Poll API.
needs-vk-longpoll-version = Версията на Long Poll API е { $found }. Изберете { $wanted }: Manage → API usage → Long Poll API.
needs-callback-by-hand = Токенът не може да настрои Callback API. Въведете го: Manage → API usage → Callback API → Add server. Адрес { $url } · таен ключ { $secret } · версия на API { $version } · видове събития { $events }. Низа, който VK показва за връщане от сървъра, сложете в .env като VK_CALLBACK_CODE, пуснете ме и натиснете Confirm. Или направете токен с право да управлява общността.
needs-callback-failed = Мрежата не получава отговор на { $url }. Проверете дали адресът води до LISTEN с валиден сертификат и дали работя.
needs-vk-longpoll-events = Събития са изключени ({ $events }). Включете ги: Manage → API usage → Long Poll API → Event types.
