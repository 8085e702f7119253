# W jakim czasie: wiersz karty, ostrzeżenia, to, co ustawia właściciel

card-due =
    { $measure ->
        [resolution] Do rozwiązania { $at }
       *[answer] Odpowiedzieć { $at }
    }
card-over =
    { $measure ->
        [resolution] Nie rozwiązano na czas: termin był { $at }
       *[answer] Po terminie: odpowiedź miała być { $at }
    }
card-came-back = Znów w kolejce: { $name }, { $time } bez odpowiedzi
event-overdue = minął termin
event-returned = znów w kolejce: brak odpowiedzi na czas

due-soon =
    { $name ->
        [none]
            { $measure ->
                [resolution] { $case }: do rozwiązania { $at }.
               *[answer] { $case }: odpowiedzieć { $at }.
            }
       *[other]
            { $measure ->
                [resolution] { $name }, { $case }: do rozwiązania { $at }.
               *[answer] { $name }, { $case }: odpowiedzieć { $at }.
            }
    }
due-free = Nikt się tym nie zajmuje.
due-over =
    { $measure ->
        [resolution] { $case }: nie rozwiązano na czas, termin był { $at }.
       *[answer] { $case } po terminie: odpowiedź miała być { $at }.
    }
due-holder =
    { $name ->
        [none] Nikt się tym nie zajmuje.
       *[other] Zajmuje się: { $name }.
    }
due-back = { $case } znów w kolejce: { $name }, { $time } bez odpowiedzi.
due-lost = { $case } znów w kolejce: u Ciebie { $time } bez odpowiedzi.
due-list-soon =
    { $count ->
        [one] Kończy się czas dla { $count } sprawy
        [few] Kończy się czas dla { $count } spraw
       *[many] Kończy się czas dla { $count } spraw
    }
due-list-over =
    { $count ->
        [one] { $count } sprawa po terminie
        [few] { $count } sprawy po terminie
       *[many] { $count } spraw po terminie
    }
due-list-late =
    { $count ->
        [one] { $count } sprawa długo po terminie
        [few] { $count } sprawy długo po terminie
       *[many] { $count } spraw długo po terminie
    }
due-list-back =
    { $count ->
        [one] { $count } sprawa znów w kolejce: brak odpowiedzi na czas
        [few] { $count } sprawy znów w kolejce: brak odpowiedzi na czas
       *[many] { $count } spraw znów w kolejce: brak odpowiedzi na czas
    }
due-list-lost =
    { $count ->
        [one] { $count } Twoja sprawa znów w kolejce: brak odpowiedzi na czas
        [few] { $count } Twoje sprawy znów w kolejce: brak odpowiedzi na czas
       *[many] { $count } Twoich spraw znów w kolejce: brak odpowiedzi na czas
    }
due-more = …i jeszcze { $count }: /queue
board-overdue =
    { $count ->
        [one] { $count } po terminie
        [few] { $count } po terminie
       *[many] { $count } po terminie
    }

command-targets = terminy odpowiedzi (dla właściciela)
help-targets = /targets – w jakim czasie odpowiadamy klientom; na czacie prywatnym
button-targets = ⏱ Terminy
targets-in-private = To między nami: napisz /targets do { $bot }.
targets-head = Terminy
targets-why = Liczone w godzinach pracy; gdy czekamy na klienta, czas stoi. Tylko dla części spraw – przyciskami albo słowami: /targets pierwsza odpowiedź pilny 15 min
toast-target = Ustawiono. Otwarte sprawy przeliczone.
target-measure =
    { $measure ->
        [first] Pierwsza odpowiedź
        [next] Następna odpowiedź
        [resolution] Rozwiązanie
        [department] Odpowiedź działu
       *[claim] Powrót do kolejki
    }
target-why =
    { $measure ->
        [first] Od pierwszych słów klienta do naszej pierwszej odpowiedzi.
        [next] Od kolejnych słów klienta do odpowiedzi.
        [resolution] Aż sprawa będzie rozwiązana.
        [department] Od pytania do działu do jego odpowiedzi. Każdy dział ma własny czas (/departments); dla części spraw może być inny.
       *[claim] Wzięta sprawa, na którą tak długo nikt nie odpowiada, jest znów niczyja.
    }
target-line = { $measure }: { $time }
target-line-for = { $measure } · { $scope }: { $time }
target-after = po { $time } bez odpowiedzi
target-working-day = dzień roboczy, { $time }
target-department-own = jak ustawiono dla każdego działu
target-never = nigdy
target-default = jak zwykle
target-default-is = jak zwykle: { $time }
target-as-others = jak wszystkie
target-for = Tylko dla części spraw…
target-which = Dla których spraw?
target-category =
    { $category ->
        [question] Pytanie
        [problem] Problem
        [complaint] Skarga
        [praise] Pochwała
        [suggestion] Propozycja
        [no_answer_needed] Bez odpowiedzi
       *[spam] Spam
    }
target-priority =
    { $priority ->
        [low] Niski
        [normal] Zwykły
        [high] Wysoki
       *[urgent] Pilny
    }
refused-target-measure = „{ $found }”: podaj jedno z first, next, resolution, department, claim, potem czas: /targets first 30 min
refused-target-two = „{ $found }”: najwyżej jeden rodzaj, jeden temat i jeden priorytet.
refused-target-time = „{ $found }” to nie czas, który znam. Na przykład: 15 min, 2 g, 1 d; albo: jak zwykle
refused-target-zero = { $found } min: czas musi być większy od zera. Nic nie zmieniono.
refused-target-long = { $found } min: najwyżej { $limit } dni. Nic nie zmieniono.
refused-target-department-for-all = Każdy dział ma własny czas: /departments. Tutaj ustawia się go tylko dla części spraw: /targets department pilny 30 min
refused-target-claim-for-all = Powrót do kolejki jest jeden dla wszystkich spraw: /targets claim 60 min
