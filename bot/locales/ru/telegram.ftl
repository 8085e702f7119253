# Что бот говорит помимо карточек. Всплывающие подсказки – не длиннее 200 знаков.

# Подсказки
toast-claimed = #{ $number } – ваше.
toast-released = #{ $number } снова свободно.
toast-resolved = #{ $number } решено.
toast-dismissed = #{ $number } закрыто без ответа.
toast-reopened = #{ $number } снова открыто.
toast-swipe = Смахните карточку влево и пишите: это уйдёт клиенту.
toast-note = Смахните карточку влево и начните с // – такое сообщение останется в команде.
toast-no-departments = Отделов пока нет. Владелец пишет /department НАЗВАНИЕ в группе отдела.
toast-escalated = Вопрос ушёл: { $department }.
toast-taken-back = Отозвано. Клиент ничего не получит.
toast-retrying = Отправляю ещё раз.
toast-confirmed = Понятно: ответ на месте.
toast-sending = Отправляю.
toast-dropped = Черновик убран.
out-of-date = Это сообщение устарело. Карточка обновляется.
parked = Здесь что-то сломалось, но ваши слова не потеряны. Попробуйте ещё раз. Номер { $number }.

# Видит только один человек
more-head = Обращение { $case }
leaving =
    { $seconds ->
        [one] Уйдёт клиенту через { $seconds } секунду.
        [few] Уйдёт клиенту через { $seconds } секунды.
       *[many] Уйдёт клиенту через { $seconds } секунд.
    }
kept-held-by-other = { $case } ведёт { $name }. Всё равно отправить ваш ответ?
kept-anonymous = Вы написали анонимно. Отправит тот, кто нажмёт «Отправить черновик».
kept-ephemeral = Сохранено черновиком в { $case }. Чтобы ответить, смахивайте саму карточку.
kept-attachment = Сохранено как черновик { $case }: не всё можно отправить как есть.
kept-too-long =
    { $excess ->
        [one] Длиннее на { $excess } знак: можно не больше { $limit }. Сократите, отредактировав сообщение.
        [few] Длиннее на { $excess } знака: можно не больше { $limit }. Сократите, отредактировав сообщение.
       *[many] Длиннее на { $excess } знаков: можно не больше { $limit }. Сократите, отредактировав сообщение.
    }
unseen-head = Клиент написал ещё, { $case }:
button-anyway = Всё равно: { $label }
surely-take-over = { $case } ведёт { $name }. Забрать себе?
pick-department = Кого спросить про { $case }?
with-question = { $department }: задать вопрос?
question-prompt =
    { $name ->
        [none] что спросить у отдела { $department } про { $case }? Смахните это сообщение влево и напишите.
       *[other] { $name }, что спросить у отдела { $department } про { $case }? Смахните это сообщение влево и напишите.
    }
swipe-the-card = Это сообщение не про обращение. Чтобы ответить клиенту, смахните карточку влево.
somebody = кто-то

# Очередь
queue-head =
    { $count ->
        [one] { $count } обращение ждёт нас
        [few] { $count } обращения ждут нас
       *[many] { $count } обращений ждут нас
    }
queue-more = …и ещё { $count }
queue-empty = Нас никто не ждёт.
nobody = ничьё

# Моё
mine-head =
    { $count ->
        [one] У вас { $count } обращение
        [few] У вас { $count } обращения
       *[many] У вас { $count } обращений
    }
mine-since = вопрос { $since }
mine-waiting = ждём клиента
mine-nothing = отвечать не на что
mine-asked = спросили: { $department }
mine-none = У вас сейчас нет обращений. Что ждёт нас, покажет /queue.

# Команды
command-queue = что ждёт нас
command-mine = мои обращения
command-case = показать обращение: /case 12
command-templates = заготовки
command-me = моя подпись
command-report = как идёт день (владельцу)
command-settings = настройки (владельцу)
command-help = как это работает
usage-case = Какое обращение? Например: /case 12
no-such-case =
    { $last ->
        [0] Обращения #{ $number } нет: пока нет ни одного.
       *[other] Обращения #{ $number } нет. Последнее – #{ $last }.
    }
case-is-here = Обращение { $case } здесь: { $here }
usage-me = Ваша подпись под ответами: { $signature }. Сменить: /me Анна, служба заботы. Убрать: /me -
signature-set = Теперь ваши ответы заканчиваются так: { $signature }
signature-off = Подписи под вашими ответами больше нет.
help-swipe = Смахните карточку влево и пишите или пришлите фото, файл, голосовое: это уйдёт клиенту. Пока не ушло, удалите своё сообщение – и ответ отозван.
help-later = Позже: измените своё сообщение – изменится и у клиента; начните его с // – удалится у клиента. Или ответом на карточку: /edit новые слова, /undo
help-note = // в начале – заметка для команды.
help-look = ?? в начале – сначала посмотрит коллега. ?? @boris – именно этот.
help-approve = Ответом на карточку, где ответ ждёт проверки: /approve, /decline почему
help-templates = /t слово, ответом на карточку – заготовки; /templates – все и как их писать
help-queue = /queue – что ждёт нас
help-mine = /mine – ваши обращения; /handover @имя или /handover очередь – передать всё
help-shift = /shift – кто на смене; /shift on, /shift off
help-private = /private on – вести свои обращения здесь, в личном чате со мной
help-case = /case 12 – показать обращение
help-me = /me Анна – ваша подпись
help-report = /report – как идёт сегодняшний день
help-staff = /staff – кто в команде и с какой ролью; в личном чате
help-settings = /settings – как я работаю; в личном чате
help-groups = В группе: /setup – операторы работают здесь; /department НАЗВАНИЕ – место отдела
help-on-card = Ответом на карточку: /claim /release /takeover /resolve /dismiss /reopen /mute /escalate ОТДЕЛ вопрос
help-assign = Ответом на карточку: /assign @имя
help-history = Ответом на карточку: /history
help-viewer = Вы наблюдаете: карточки в группе и то, что ниже. Другую роль может дать владелец.
help-specialist = Смахните карточку влево и пишите: ответ получит оператор, который спросил. // в начале – заметка.
private-bot = Этот бот работает для закрытой команды.
welcome = Здравствуйте, { $name }. Ваша роль – { $role }. Ей можно: { $may } Что можно написать, покажет /help.
welcome-owner =
    Вы владелец. Дальше: добавьте { $bot } в группу операторов администратором и напишите там /setup.
    В группе каждого отдела напишите /department НАЗВАНИЕ. Сводка дня будет приходить сюда.
welcome-owner-bound = Вы владелец. Сводка дня приходит сюда; /report покажет, как идёт сегодняшний день, /settings – как я работаю.

# Настройка
setup-done = Теперь операторы работают здесь. Новые обращения появятся карточками.
right-not-here = Меня нет в этой группе: добавьте меня администратором.
right-not-supergroup = Нужна супергруппа: включите в настройках группы историю для новых участников или темы.
right-not-admin = Сделайте меня администратором этой группы: иначе я не вижу ответов.
right-can-delete-messages = Разрешите мне удалять сообщения.
right-can-pin-messages = Разрешите мне закреплять сообщения.
right-can-manage-topics = Разрешите мне управлять темами.
right-unknown = Telegram не сказал, какие у меня здесь права.

# Владельцу
owner-event-not-understood = { $account }: событие не удалось прочитать ({ $reason }). Оно сохранено, остальные идут дальше.
owner-quota-used-up = { $account }: дневной лимит сети исчерпан. Ответы ждут, примерно { $hours ->
    [one] { $hours } час
    [few] { $hours } часа
   *[many] { $hours } часов
}.
owner-topic-gone = Тема, где я работал, закрыта или удалена. Теперь пишу в саму группу; чтобы вернуть меня, скажите в теме /setup или /department.

# Что человеку нужно поправить в настройках самой сети
needs-vk-token-rights = Ключу сообщества не хватает прав ({ $rights }). Создайте новый: Управление → Работа с API → Ключи доступа.
needs-vk-longpoll-disabled = Long Poll API выключен. Включите: Управление → Работа с API → Long Poll API.
needs-vk-longpoll-version = Версия Long Poll API – { $found }. Выберите { $wanted }: Управление → Работа с API → Long Poll API.
needs-callback-by-hand = Ключу нельзя настроить Callback API. Введите: Управление → Работа с API → Callback API → Добавить сервер. Адрес { $url } · секретный ключ { $secret } · версия API { $version } · типы событий { $events }. Строку, которую должен вернуть сервер, впишите в .env как VK_CALLBACK_CODE, запустите меня и нажмите «Подтвердить». Или создайте ключ с правом управления сообществом.
needs-callback-failed = Сеть не получает ответа по адресу { $url }. Проверьте, что адрес ведёт на LISTEN, сертификат действителен и я запущен.
needs-vk-longpoll-events = События выключены ({ $events }). Включите: Управление → Работа с API → Long Poll API → Типы событий.
