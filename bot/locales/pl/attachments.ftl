# Co jest załączone do słów klienta i co się z tym stało.

attachment-photo = zdjęcie
attachment-photos =
    { $count ->
        [one] { $count } zdjęcie
        [few] { $count } zdjęcia
       *[many] { $count } zdjęć
    }
attachment-document = dokument
attachment-documents =
    { $count ->
        [one] { $count } plik
        [few] { $count } pliki
       *[many] { $count } plików
    }
attachment-voice = wiadomość głosowa
attachment-video = film
attachment-link = link
attachment-sticker = naklejka
attachment-place = miejsce na mapie
attachment-product = produkt
attachment-post = post
attachment-comment = komentarz
attachment-audio = muzyka
attachment-poll = ankieta
attachment-gift = prezent
attachment-story = relacja
attachment-article = artykuł
attachment-drawing = rysunek
attachment-call = połączenie
attachment-quoted = Przekazane · { $name }:
attachment-answered = W odpowiedzi · { $name }:
attachment-other = załącznik
attachment-more = i jeszcze { $count }
attachment-lost = został tylko link
attachment-too-big = za duży, tylko link
attachment-not-brought = tylko link
attachment-harmful = może zaszkodzić, tylko link
attachments-count =
    { $count ->
        [one] { $count } załącznik
        [few] { $count } załączniki
       *[many] { $count } załączników
    }
size-bytes = { $count } B
size-kilobytes = { $count } KB
size-megabytes = { $count } MB

mark-edited-times =
    { $count ->
        [one] zmienione
        [few] zmienione { $count } razy
       *[many] zmienione { $count } razy
    }
mark-reattached = załączniki zmienione
edited-was = było: { $words }

# Pokazywane na czacie, gdy ktoś poprosi
button-files = Pokaż pliki
toast-files = Pobieram…
toast-files-shown = Są już pokazane, w odpowiedzi na kartę.
files-caption = { $case } · { $name }
