# Files that go to customers

refused-no-such-file = Only words, photos, videos, voice messages and files can go to the customer.
refused-album-words = Please change the words under the first file: these are not sent.
refused-file-too-big = This file is larger than 20 MB, and Telegram gives me no larger ones. Please make it smaller, or send a link to it.
refused-file-type = The network takes no MP3s and no programs. Please pack the file, or send a link to it.
refused-file-kind = This kind of file cannot be sent there.
refused-file-needs-right = Files need a token with the rights photos and documents: the owner makes a new VK_GROUP_TOKEN with them.
refused-file-sticker = Stickers cannot be sent there. Please send a picture instead.
refused-file-voice-in-comment = Comments take no voice messages.
refused-files-too-many =
    { $most ->
        [one] Only { $most } file fits into one answer there.
       *[other] Only { $most } files fit into one answer there.
    }
kept-files =
    { $rest ->
        [as-file] Kept as a draft: send it as a file? Or write in words, or in a direct message.
        [first]
            { $most ->
                [one] All are kept as a draft: send the first one?
               *[other] All are kept as a draft: send the first { $most }?
            }
        [rest] The others are kept as a draft: send them without it?
        [words] Your words are kept as a draft: send them alone?
       *[other] Kept as a draft until the rest has come.
    }
button-send-rest =
    { $rest ->
        [as-file] 📎 Send as a file
        [first] Send the first
        [rest] Send the others
       *[other] Send the words
    }
why-file-refused = The network did not take a file: its form or size does not suit it.
why-file-gone = Telegram does not give out the file any more. Please swipe the card and send it again.
