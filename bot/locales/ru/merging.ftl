# Два обращения становятся одним и снова двумя.

button-merge = Объединить…
button-merge-into = Объединить в #{ $number }
button-merge-rather = Лучше в #{ $number }
button-apart = Разъединить…
button-take-apart = Разъединить
button-whole = Открыть #{ $number }
merge-pick = С каким обращением объединить { $case }?
merge-none-likely = Не вижу обращений, похожих на часть { $case }.
merge-by-number = Нужно другое? Смахните карточку влево и напишите номер: /merge 12
surely-merge = Сделать { $case } частью { $whole }?
merge-two-people = Это два разных клиента. Ответ получит только тот, чьё сообщение вы смахнёте.
merge-can-be-undone = Разъединить можно в любой момент.
apart-pick = Что вынуть из { $case }?
toast-merged = #{ $number } теперь часть #{ $whole }.
toast-apart = #{ $number } снова отдельное обращение, #{ $whole } остаётся.
card-part-of = Обращение { $case } теперь часть { $whole }.
card-parts = вместе с { $numbers }
card-answers-to = Если смахнуть эту карточку, ответ получит { $name }
merged-away = { $by } объединяет ваше обращение { $case } с { $whole }. Его ведёт { $name }.
usage-merge = Смахните карточку влево и напишите номер другого обращения: /merge 12
help-merge = Ответом на карточку: /merge 12 объединит два обращения
event-merge = стало частью { $case }
event-took_in = { $case } стало его частью
event-taken_apart = вынуто из { $case }
event-let_out = { $case } вынуто
refused-merged = Это теперь часть другого обращения. Откройте его.
refused-merge-itself = #{ $number } – это оно и есть. Выберите другое.
refused-merge-unknown =
    { $number ->
        [0] Такого обращения здесь нет.
       *[other] Обращения #{ $number } здесь нет.
    }
refused-merge-part = #{ $number } уже часть другого обращения. Откройте его.
refused-merge-already = #{ $number } уже часть #{ $whole }.
refused-merge-into-closed = #{ $number } закрыто. Сначала откройте его снова или объедините его с открытым.
refused-merge-both-asked = Оба обращения ждут ответа: { $department }. Пусть сначала ответят на один из двух вопросов или вернут его.
refused-not-merged = Это и так отдельное обращение.
refused-merge-just-changed = Кто-то только что это изменил. Посмотрите ещё раз.
refused-merge-nothing-left = От #{ $number } там ничего не осталось.
