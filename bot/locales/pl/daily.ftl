# Podsumowanie dnia. Czytane na telefonie, raz dziennie, przez kogoś, kogo tam nie było.

report-title = Podsumowanie dnia
report-title-so-far = Dziś do tej pory
report-legend = ▲ więcej, ▼ mniej niż dzień wcześniej
report-legend-so-far = ▲ więcej, ▼ mniej niż dzień wcześniej do tej godziny
report-late = Podsumowanie się spóźniło: miało przyjść o { $time }.
report-missed =
    { $days ->
        [one] Za { $days } dzień wcześniej nie było podsumowania.
        [few] Za { $days } dni wcześniej nie było podsumowań.
       *[many] Za { $days } dni wcześniej nie było podsumowań.
    }

# Sprawy. { $figure } to liczba i o ile się zmieniła: „38 ▲ 4”
report-quiet = Cichy dzień: nikt nie pisał.
report-quiet-so-far = Na razie cicho: nikt nie pisał.
report-cases =
    Wpłynęło: { $figure } { $messages ->
        [one] ({ $messages } wiadomość)
        [few] ({ $messages } wiadomości)
       *[many] ({ $messages } wiadomości)
    }
report-answered =
    Z odpowiedzią: { $figure } { $answers ->
        [one] ({ $answers } odpowiedź)
        [few] ({ $answers } odpowiedzi)
       *[many] ({ $answers } odpowiedzi)
    }
report-resolved = Załatwione: { $figure }
report-dismissed = Pominięte: { $figure }
report-open =
    Nadal otwarte: { $figure }{ $unanswered ->
        [0] {""}
       *[other] , bez odpowiedzi { $unanswered }
    }
report-collected = Zebrane po cichu, tu nie liczone: { $count }
report-longest = Najdłużej czeka { $case }: { $duration }

report-first = Pierwsza odpowiedź
report-median = Mediana: { $figure }
report-p90 = 9 na 10 w ciągu { $figure }
report-first-count =
    { $unanswered ->
        [0] Z odpowiedzią { $answered }
       *[other] Z odpowiedzią { $answered }, bez odpowiedzi { $unanswered }
    }
report-first-none = Jeszcze bez odpowiedzi { $unanswered }

report-by-network = Sieci
report-network = wpłynęło { $cases } · z odpowiedzią { $answered } · załatwione { $resolved }
report-by-person = Osoby
report-person = wzięte { $claimed } · z odpowiedzią { $answered } · załatwione { $resolved }
report-share-median = pierwsza odpowiedź { $duration }
report-elsewhere = Nasi w samej sieci
report-elsewhere-answers =
    { $answers ->
        [one] { $answers } odpowiedź
        [few] { $answers } odpowiedzi
       *[many] { $answers } odpowiedzi
    }
