# Słowa, które czekają na naciśnięcie

surely-send-draft = { $case } prowadzi { $name }. Wysłać mimo to ten szkic?
surely-send-privately = { $case } prowadzi { $name }. Wysłać mimo to ten szkic prywatnie?
surely-send-rest =
    { $rest ->
        [as-file] Wysłać jako plik?
        [first]
            { $most ->
                [one] Wysłać tylko pierwszy?
                [few] Wysłać tylko pierwsze { $most }?
               *[many] Wysłać tylko pierwszych { $most }?
            }
        [rest] Wysłać pozostałe bez niego?
       *[words] Wysłać sam tekst?
    }
draft-goes =
    { $rest ->
        [as-file] pójdzie jako plik
        [first] pójdą tylko pierwsze
        [rest] pójdzie bez tego, co nie może
        [words] pójdzie sam tekst
       *[other] nic z tego nie może pójść
    }
private-unsent =
    { $name ->
        [none] Szkic w { $case } nie poszedł prywatnie i czeka na karcie. { $why }
       *[other] { $name }, szkic w { $case } nie poszedł prywatnie i czeka na karcie. { $why }
    }
