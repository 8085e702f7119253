# Co warto wiedzieć, w jednym zdaniu. Zasady są w docs/reports.md.

worth-spike = Dużo więcej niż zwykle: spraw { $figure }, zwykle { $usual }.
worth-late-first = Pierwsze odpowiedzi: { $figure } z { $of } spóźnionych, w terminie { $share }.
worth-late-next = Następne odpowiedzi: { $figure } z { $of } spóźnionych, w terminie { $share }.
worth-late-resolution = Załatwianie: { $figure } z { $of } po terminie, w terminie { $share }.
worth-tag =
    { $count ->
        [one] { $tag }: { $figure } raz, zwykle { $usual }.
        [few] { $tag }: { $figure } razy, zwykle { $usual }.
       *[many] { $tag }: { $figure } razy, zwykle { $usual }.
    }
worth-tag-new =
    { $count ->
        [one] { $tag } to nowość: { $figure } raz,
        [few] { $tag } to nowość: { $figure } razy,
       *[many] { $tag } to nowość: { $figure } razy,
    } { $span ->
        [day] a w tym samym dniu poprzednich czterech tygodni ani razu.
        [time] a w tym samym czasie poprzednich czterech tygodni ani razu.
       *[weeks] a w poprzednich czterech tygodniach ani razu.
    }
worth-waits = { $case } czeka na odpowiedź już { $duration }, a razem czeka { $figure }.
worth-replies = Mniej dostało odpowiedź: { $share }, wcześniej { $before }. Jeszcze bez odpowiedzi: { $figure }.
worth-downtime = { $part }: { $duration }
worth-failed =
    { $count ->
        [one] Nie doszła { $figure } odpowiedź.
        [few] Nie doszły { $figure } odpowiedzi.
       *[many] Nie doszło { $figure } odpowiedzi.
    }
worth-csat = Zadowolonych jest tylko { $share }. Odpowiedzi: { $n }, odsetek odpowiedzi: { $rate }.
worth-nps = Niezadowolonych jest więcej niż tych, którzy nas polecą: NPS { $nps }. Odpowiedzi: { $n }, odsetek odpowiedzi: { $rate }.
worth-reopened = Otwarte ponownie w 7 dni: { $figure } z { $of } załatwionych.
worth-well = Wszystko dobrze: odpowiedź ma { $share } z { $count }, które jej wymagają.
outage-network = Nie było łączności z { $network }
outage-answers = Odpowiedzi do { $network } stały
outage-telegram = Telegram był niedostępny
outage-group = Grupa była nieosiągalna
outage-other = Coś nie działało
