# Какво е приложено към думите на клиента и какво стана с тях.

attachment-photo = снимка
attachment-photos =
    { $count ->
        [one] { $count } снимка
       *[other] { $count } снимки
    }
attachment-document = документ
attachment-documents =
    { $count ->
        [one] { $count } файл
       *[other] { $count } файла
    }
attachment-voice = гласово съобщение
attachment-video = видео
attachment-link = връзка
attachment-sticker = стикер
attachment-place = място на картата
attachment-product = продукт
attachment-post = пост
attachment-comment = коментар
attachment-audio = музика
attachment-poll = анкета
attachment-gift = подарък
attachment-story = история
attachment-article = статия
attachment-drawing = рисунка
attachment-call = обаждане
attachment-quoted = Препратено · { $name }:
attachment-answered = В отговор · { $name }:
attachment-other = прикачено
attachment-more = и още { $count }
attachment-lost = остана само връзката
attachment-too-big = твърде голям, само с връзка
attachment-not-brought = само с връзка
attachment-harmful = може да навреди, само с връзка
attachments-count =
    { $count ->
        [one] { $count } прикачен файл
       *[other] { $count } прикачени файла
    }
size-bytes = { $count } Б
size-kilobytes = { $count } КБ
size-megabytes = { $count } МБ

mark-edited-times =
    { $count ->
        [one] променено
       *[other] променено { $count } пъти
    }
mark-reattached = прикаченото е променено
edited-was = беше: { $words }

# Показва се в чата, когато някой поиска
button-files = Покажи файловете
toast-files = Зареждам…
toast-files-shown = Вече са показани, в отговор на картата.
files-caption = { $case } · { $name }
