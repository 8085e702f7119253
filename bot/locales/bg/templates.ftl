# Шаблони. Изскачащи: най-много 200 знака.

draft-template = шаблон

button-find-template = 🔎 Още
button-any-language = всеки език
button-template-delete = Изтрий
button-template-delete-surely = Да, изтрий

templates-offered = Шаблони за { $case }. Изборът още не изпраща нищо. За други: плъзнете картата и напишете /t дума
templates-all =
    { $count ->
        [one] { $count } шаблон за { $case }. По-бързо: плъзнете картата и напишете /t дума
       *[other] { $count } шаблона за { $case }. По-бързо: плъзнете картата и напишете /t дума
    }
kept-template = „{ $name }“ е чернова на { $case }, още нищо не е изпратено. Изпратете я или плъзнете картата и напишете свое.
toast-template = Още не е изпратено: първо погледнете.

templates-in-private = Шаблоните се пазят в личния ни чат: кажете /templates на { $bot }.
templates-head =
    { $count ->
        [0] Още няма шаблони
        [one] { $count } шаблон
       *[other] { $count } шаблона
    }
templates-how =
    Нов, за вас:
    /template Закъснение #доставка lang:bg
    Здравейте, {"{"}име{"}"}! Пратката ще дойде по-късно, отколкото казахме. Вашият случай е {"{"}номер{"}"}.
    #категория и lang: може да се изпуснат. {"{"}име{"}"} е името на клиента, {"{"}часове{"}"} – кога работим.
    За отговор с шаблон: „Отговори“ или плъзнете картата и напишете /t закъснение
templates-how-desk = За всички: започнете с /template desk Закъснение
templates-hours = {"{"}часове{"}"} казва: { $hours }. За смяна: /templates hours пн–пт 9–18. Без тях: /templates hours -
template-how = Нов текст: отговорете с него на това съобщение. Ново име или #категория: отговорете /template ИМЕ #категория, а текстът – отдолу.
template-of-desk = Общ е: променят го супервайзорите и собственикът.
template-made = Запазено: { $name }. Всички: /templates
template-changed = Променено: { $name }.
surely-delete-template = Да се изтрие ли { $name }? Отговорите, които са започнали с него, остават каквито са.
toast-template-deleted = Изтрито.
toast-template-language = Отсега се предлага така.
hours-set = {"{"}часове{"}"} вече казва: { $hours }
hours-off = {"{"}часове{"}"} вече не казва нищо. Изреченията с него отпадат.
hint-same-words =
    { $count ->
        [one] Тези думи отидоха вече при { $count } клиент. Едно изречение за неговата си беда помага повече.
       *[other] Тези думи отидоха вече при { $count } клиенти поред. Едно изречение за бедата на този помага повече.
    }

refused-usage-template =
    Напишете име, а текста на следващия ред. Например:
    /template Закъснение #доставка
    Здравейте, {"{"}име{"}"}! Пратката ще дойде по-късно, отколкото казахме.
refused-usage-t = Плъзнете картата наляво и напишете какво да се търси, например: /t закъснение или /t #доставка
refused-usage-hours = Кога работите? Например: /templates hours пн–пт 9–18. Без тях: /templates hours -
refused-no-templates = Още няма шаблони. Как се пишат, показва /templates в личния ни чат.
refused-template-not-found = Няма шаблони с „{ $words }“. Всички: /t
refused-template-gone = Този шаблон вече го няма. Всички: /t
refused-template-empty = Под името няма нищо: напишете текста на следващия ред.
refused-template-too-long = По-дълго с { $excess }: най-много { $limit } знака.
refused-template-name-too-long = Името е твърде дълго: най-много { $limit } знака. Текстът е на следващия ред.
refused-template-category-too-long = #категорията е твърде дълга: най-много { $limit } знака.
refused-template-variable = Не знам какво е { $variable }. Има {"{"}име{"}"}, {"{"}номер{"}"} и {"{"}часове{"}"}; {"{"}име|приятелю{"}"} казва какво да стои, когато името не се знае.
refused-template-double = „{ $name }“ вече има. Вземете друго име; или /templates, натиснете го и отговорете с нов текст.
refused-template-nothing-left = От „{ $name }“ не остана нищо: каквото казва, тук не се знае.
refused-template-does-not-fit = Тук е по-дълго с { $excess }: най-много { $limit } знака. Плъзнете картата и напишете по-кратко.
refused-templates-full = Шаблоните са най-много { $limit }. Изтрийте някои: /templates
refused-templates-of-desk = Общите шаблони водят супервайзорите и собственикът. Свой: /template ИМЕ, а текстът на следващия ред.
refused-hours-too-long = Часовете са най-много { $limit } знака.
