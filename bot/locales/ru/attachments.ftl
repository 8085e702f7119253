# Что приложено к словам клиента и что с ними стало.

attachment-photo = фото
attachment-photos = { $count } фото
attachment-document = документ
attachment-documents =
    { $count ->
        [one] { $count } файл
        [few] { $count } файла
       *[many] { $count } файлов
    }
attachment-voice = голосовое
attachment-video = видео
attachment-link = ссылка
attachment-sticker = стикер
attachment-place = место на карте
attachment-product = товар
attachment-post = запись
attachment-comment = комментарий
attachment-audio = музыка
attachment-poll = опрос
attachment-gift = подарок
attachment-story = история
attachment-article = статья
attachment-drawing = рисунок
attachment-call = звонок
attachment-quoted = Переслано · { $name }:
attachment-answered = В ответ · { $name }:
attachment-other = вложение
attachment-more = и ещё { $count }
attachment-lost = осталась только ссылка
attachment-too-big = слишком большой, здесь только ссылка
attachment-not-brought = здесь только ссылка
attachment-harmful = может быть опасен, здесь только ссылка
attachments-count =
    { $count ->
        [one] { $count } вложение
        [few] { $count } вложения
       *[many] { $count } вложений
    }
size-bytes = { $count } Б
size-kilobytes = { $count } КБ
size-megabytes = { $count } МБ

mark-edited-times =
    { $count ->
        [one] изменено
        [few] изменено { $count } раза
       *[many] изменено { $count } раз
    }
mark-reattached = вложения изменены
edited-was = было: { $words }

# Показано в чате по нажатию
button-files = Показать файлы
toast-files = Загружаю…
toast-files-shown = Уже показано, в ответ на карточку.
files-caption = { $case } · { $name }
