# Съобщения за много случаи: обобщение на вълна, тихо събраното, живото табло.

panel-storm-head =
    { $count ->
        [one] Тук е събран още { $count } случай
       *[other] Тук са събрани още { $count } случая
    }
panel-noise-head =
    { $count ->
        [one] { $count } тих коментар
       *[other] { $count } тихи коментара
    }
panel-muted-head =
    { $count ->
        [one] { $count } коментар
       *[other] { $count } коментара
    } под { $kind ->
        [photo] заглушената снимка
        [video] заглушеното видео
        [product] заглушения продукт
        [topic] заглушената тема
       *[other] заглушения пост
    } „{ $post }“
panel-muted-empty = Заглушено: „{ $post }“. Още няма коментари.
panel-heap = { $count } · { $post }
panel-messages = Лични съобщения
panel-more = …и още { $count } под други постове
panel-oldest = Най-старото дойде { $since }
panel-held =
    { $count ->
        [one] { $count } от тях е взет
       *[other] { $count } от тях са взети
    }
panel-storm-over = Тук не остана нищо. Каквото беше още отворено, дойде като карти.
panel-quiet-empty = Тук нищо не чака.
panel-moved = Събраното тук се премести на друго място.

page-title = Събрани случаи
page-numbers = { $first }–{ $last } от { $total }
page-empty = Тук не остана нищо.
surely-claim-all =
    { $post ->
        [none] Да вземете ли всички събрани тук случаи ({ $count })? Остават тук, докато не ги отворите.
       *[other] Да вземете ли всички случаи под „{ $post }“ ({ $count })? Остават тук, докато не ги отворите.
    }
surely-dismiss-all =
    { $post ->
        [none] Да се отхвърлят ли без отговор всички събрани тук случаи ({ $count })?
       *[other] Да се отхвърлят ли без отговор всички случаи под „{ $post }“ ({ $count })?
    }
surely-mute = Да се заглуши ли „{ $post }“? Коментарите се събират тихо в едно съобщение; спешните пак идват като карти.

button-look-through = Прегледай
button-open-case = Отвори #{ $number }
button-claim-all = Вземи всички { $count }
button-dismiss-all = Отхвърли всички { $count }
button-mute-post =
    { $kind ->
        [photo] Заглуши снимката
        [video] Заглуши видеото
        [product] Заглуши продукта
        [topic] Заглуши темата
       *[other] Заглуши поста
    }
button-unmute = Показвай отново
button-back = Назад

toast-opened = #{ $number } идва като карта.
toast-muted = Заглушено. Новите коментари тук се събират тихо.
toast-unmuted = Новите коментари отново идват като карти. Събраното тук остава, докато не се прегледа.
toast-all-claimed =
    { $count ->
        [0] Няма какво повече да се вземе.
        [one] { $count } случай е ваш.
       *[other] { $count } случая са ваши.
    }
toast-all-dismissed =
    { $count ->
        [0] Няма какво повече да се отхвърли.
        [one] { $count } случай е отхвърлен.
       *[other] { $count } случая са отхвърлени.
    }
toast-all-left =
    { $count ->
        [one] Остава { $count }: взет от друг или току-що дошъл.
       *[other] Остават { $count }: взети от други или току-що дошли.
    }

board-empty = Нищо не чака. Спокойно е.
board-off = Таблото е изключено.
board-moved = Таблото се премести на друго място.
board-free =
    { $count ->
        [one] { $count } невзет
       *[other] { $count } невзети
    }
board-person = { $name } · { $count }
board-department =
    { $count ->
        [one] { $count } чака { $name }
       *[other] { $count } чакат { $name }
    }
board-storm =
    { $count ->
        [one] { $count } събран случай
       *[other] { $count } събрани случая
    }
board-noise =
    { $count ->
        [one] { $count } тих коментар
       *[other] { $count } тихи коментара
    }
board-muted =
    { $count ->
        [one] { $count } коментар под „{ $post }“
       *[other] { $count } коментара под „{ $post }“
    }
