# What is attached to a customer's words, and what became of them.

attachment-photo = photo
attachment-photos =
    { $count ->
        [one] { $count } photo
       *[other] { $count } photos
    }
attachment-document = document
attachment-documents =
    { $count ->
        [one] { $count } file
       *[other] { $count } files
    }
attachment-voice = voice message
attachment-video = video
attachment-link = link
attachment-sticker = sticker
attachment-place = place on the map
attachment-product = product
attachment-post = post
attachment-comment = comment
attachment-audio = music
attachment-poll = poll
attachment-gift = gift
attachment-story = story
attachment-article = article
attachment-drawing = drawing
attachment-call = call
attachment-quoted = Forwarded · { $name }:
attachment-answered = In reply · { $name }:
attachment-other = attachment
attachment-more = and { $count } more
attachment-lost = only the link is left
attachment-too-big = too big to bring here
attachment-not-brought = not brought here
attachment-harmful = may do harm, not brought here
attachments-count =
    { $count ->
        [one] { $count } attachment
       *[other] { $count } attachments
    }
size-bytes = { $count } B
size-kilobytes = { $count } KB
size-megabytes = { $count } MB

mark-edited-times =
    { $count ->
        [one] edited
       *[other] edited { $count } times
    }
mark-reattached = attachments changed
edited-was = was: { $words }

# Shown in the chat when somebody asks
button-files = Show files
toast-files = Fetching them…
toast-files-shown = They are shown already, in reply to the card.
files-caption = { $case } · { $name }
