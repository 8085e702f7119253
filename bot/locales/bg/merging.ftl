# Два случая стават един и отново два.

button-merge = Обедини…
button-merge-into = Обедини в #{ $number }
button-merge-rather = По-добре в #{ $number }
button-apart = Раздели…
button-take-apart = Раздели
button-whole = Отвори #{ $number }
merge-pick = С кой случай да обединя { $case }?
merge-none-likely = Не виждам случай, който прилича на част от { $case }.
merge-by-number = Друг? Плъзнете картата наляво и напишете номера му: /merge 12
surely-merge = Да стане ли { $case } част от { $whole }?
merge-two-people = Това са двама различни клиенти. Всеки отговор отива само при този, чието съобщение плъзнете.
merge-can-be-undone = Можете да ги разделите отново по всяко време.
apart-pick = Какво да извадя от { $case }?
toast-merged = #{ $number } вече е част от #{ $whole }.
toast-apart = #{ $number } отново е отделен случай, #{ $whole } остава.
card-part-of = Случай { $case } вече е част от { $whole }.
card-parts = заедно с { $numbers }
card-answers-to = Ако плъзнете тази карта, отговорът е за { $name }
merged-away = { $by } обедини вашия случай { $case } с { $whole }. С него работи { $name }.
usage-merge = Плъзнете картата наляво и напишете номера на другия случай: /merge 12
help-merge = В отговор на карта: /merge 12 обединява два случая
event-merge = стана част от { $case }
event-took_in = { $case } стана част от него
event-taken_apart = изваден от { $case }
event-let_out = { $case } беше изваден
refused-merged = Вече е част от друг случай. Отворете него.
refused-merge-itself = #{ $number } е самият този случай. Изберете друг.
refused-merge-unknown =
    { $number ->
        [0] Тук няма такъв случай.
       *[other] Тук няма случай #{ $number }.
    }
refused-merge-part = #{ $number } вече е част от друг случай. Отворете него.
refused-merge-already = #{ $number } вече е част от #{ $whole }.
refused-merge-into-closed = #{ $number } е приключен. Първо го отворете отново или го обединете с отворения.
refused-merge-both-asked = И двата случая чакат { $department }. Нека първо отговорят на единия въпрос или го върнат.
refused-not-merged = Това вече е отделен случай.
refused-merge-just-changed = Някой току-що промени това. Погледнете отново.
refused-merge-nothing-left = Там не е останало нищо от #{ $number }.
