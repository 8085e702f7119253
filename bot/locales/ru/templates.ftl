# Заготовки. Всплывающие слова: не длиннее 200 знаков.

draft-template = заготовка

button-find-template = 🔎 Ещё
button-any-language = любой язык
button-template-delete = Удалить
button-template-delete-surely = Да, удалить

templates-offered = Заготовки для { $case }. Выбор ещё ничего не отправляет. Найти другие: смахните карточку и напишите /t слово
templates-all =
    { $count ->
        [one] { $count } заготовка для { $case }. Быстрее: смахните карточку и напишите /t слово
        [few] { $count } заготовки для { $case }. Быстрее: смахните карточку и напишите /t слово
       *[many] { $count } заготовок для { $case }. Быстрее: смахните карточку и напишите /t слово
    }
kept-template = «{ $name }» – черновик для { $case }, ещё ничего не отправлено. Отправьте или смахните карточку и напишите своими словами.
toast-template = Ещё не отправлено: сначала посмотрите.

templates-in-private = Заготовки хранятся в нашем личном чате: напишите /templates боту { $bot }.
templates-head =
    { $count ->
        [0] Заготовок пока нет
        [one] { $count } заготовка
        [few] { $count } заготовки
       *[many] { $count } заготовок
    }
templates-how =
    Новая, для себя:
    /template Задержка #доставка lang:ru
    Здравствуйте, {"{"}имя{"}"}! Посылка придёт позже, чем мы обещали. Ваше обращение – {"{"}номер{"}"}.
    #категорию и lang: можно не писать. {"{"}имя{"}"} – имя клиента, {"{"}часы{"}"} – когда мы работаем.
    Ответить заготовкой: «Ответить», или смахните карточку и напишите /t задержка
templates-how-desk = Для всех: начните с /template desk Задержка
templates-hours = {"{"}часы{"}"} – это: { $hours }. Сменить: /templates hours пн–пт 9–18. Убрать: /templates hours -
template-how = Новый текст: ответьте им на это сообщение. Новое имя или #категория: ответьте /template ИМЯ #категория, текст – ниже.
template-of-desk = Она общая: её меняют старшие и владелец.
template-made = Сохранено: { $name }. Все заготовки: /templates
template-changed = Изменено: { $name }.
surely-delete-template = Удалить { $name }? Ответы, которые с неё начались, останутся как есть.
toast-template-deleted = Удалено.
toast-template-language = Теперь предлагаю так.
hours-set = {"{"}часы{"}"} теперь – это: { $hours }
hours-off = {"{"}часы{"}"} теперь ничего не значит. Предложения с ним выпадают.

refused-usage-template =
    Напишите имя, а текст – с новой строки. Например:
    /template Задержка #доставка
    Здравствуйте, {"{"}имя{"}"}! Посылка придёт позже, чем мы обещали.
refused-usage-t = Смахните карточку влево и напишите, что искать, например: /t задержка
refused-usage-hours = Когда вы работаете? Например: /templates hours пн–пт 9–18. Убрать: /templates hours -
refused-no-templates = Заготовок пока нет. Как их писать, покажет /templates в личном чате.
refused-template-not-found = Нет заготовок с «{ $words }». Все: /t
refused-template-gone = Этой заготовки больше нет. Все: /t
refused-template-empty = Под именем ничего нет: текст пишите с новой строки.
refused-template-too-long = Длиннее на { $excess }: не больше { $limit } знаков.
refused-template-name-too-long = Имя слишком длинное: не больше { $limit } знаков. Текст – с новой строки.
refused-template-category-too-long = #категория слишком длинная: не больше { $limit } знаков.
refused-template-variable = Не знаю, что такое { $variable }. Есть {"{"}имя{"}"}, {"{"}номер{"}"} и {"{"}часы{"}"}; {"{"}имя|друг{"}"} – что сказать, если имени не знаем.
refused-template-double = «{ $name }» уже есть. Возьмите другое имя; или /templates, нажмите её и ответьте новым текстом.
refused-template-nothing-left = От «{ $name }» ничего не осталось: того, что в ней, здесь не знаем.
refused-template-does-not-fit = Здесь длиннее на { $excess }: не больше { $limit } знаков. Смахните карточку и напишите короче.
refused-templates-full = Заготовок может быть не больше { $limit }. Удалите лишние: /templates
refused-templates-of-desk = Общие заготовки ведут старшие и владелец. Свою: /template ИМЯ, а текст – с новой строки.
refused-hours-too-long = Часы – не длиннее { $limit } знаков.
