# Words that wait for a press

surely-send-draft = { $name } has { $case }. Send this draft all the same?
surely-send-privately = { $name } has { $case }. Send this draft privately all the same?
surely-send-rest =
    { $rest ->
        [as-file] Send it as a file?
        [first]
            { $most ->
                [one] Send the first one?
               *[other] Send the first { $most }?
            }
        [rest] Send the others without it?
       *[words] Send the words alone?
    }
draft-goes =
    { $rest ->
        [as-file] goes as a file
        [first] only the first go
        [rest] goes without what cannot
        [words] only the words go
       *[other] nothing of it can go
    }
private-unsent =
    { $name ->
        [none] The draft in { $case } was not sent privately and waits on the card. { $why }
       *[other] { $name }, the draft in { $case } was not sent privately and waits on the card. { $why }
    }
