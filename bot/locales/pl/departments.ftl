# Działy: zapytany, wzięte, dopytuje, zwrócone, na czas albo spóźnione.

# Na karcie operatorów
asked-taken = zajmuje się: { $name }
asked-due = termin { $at }
asked-overdue = spóźnia się, termin był { $at }
asked-back = dopytuje · { $at }
asked-returned =
    { $why ->
        [department_closed] Dział { $department } jest zamknięty: sprawa znów jest u was
        [unreachable] Dział { $department } jest nieosiągalny: sprawa znów jest u was
       *[department] Dział { $department } zwraca sprawę
    }

# Do operatorów
asked-back-head = { $department } dopytuje o { $case } · { $name }
asked-back-how = Przesuń tę wiadomość w lewo: odpowiedź dostanie { $department }, nie klient.
overdue-head = { $department } spóźnia się z { $case } · pytanie { $at }
advice-file = { $department } o { $case }
button-ask-another = Zapytaj innych

# Karta działu
button-take-asked = Weź
button-take-it-over = Przejmij
button-ask-back = Dopytaj
button-give-back = Zwróć
button-give-back-now = Bez powodu
department-asked-back = Czekamy na odpowiedź ({ $name }): wasz czas stoi.
department-how-trusted = Aby odpowiedzieć, przesuń tę wiadomość w lewo. Dostanie to klient, z twoim podpisem.

# Wiadomości do działu
prompt-asking =
    { $name ->
        [none] o co zapytać w { $case }? Odpowie { $operator }. Przesuń tę wiadomość w lewo i napisz.
       *[other] { $name }, o co zapytać w { $case }? Odpowie { $operator }. Przesuń tę wiadomość w lewo i napisz.
    }
prompt-returning =
    { $name ->
        [none] dlaczego { $case } wraca do operatora ({ $operator })? Przesuń tę wiadomość w lewo i napisz albo naciśnij.
       *[other] { $name }, dlaczego { $case } wraca do operatora ({ $operator })? Przesuń tę wiadomość w lewo i napisz albo naciśnij.
    }
answered-back-head = { $name } odpowiada ci o { $case }
answered-back-how = Wasz czas znów biegnie. Aby odpowiedzieć na pytanie, przesuń tę wiadomość w lewo.
reminder-head = { $name } czeka na odpowiedź w { $case }: termin { $at }.
late-head = { $name } nadal czeka na odpowiedź w { $case }: termin był { $at }.
freed-head = { $name } odchodzi z zespołu. { $case } jest znów do wzięcia: kto się tym zajmie?

# Dymki
toast-taken = Twoje. Aby odpowiedzieć, przesuń kartę w lewo.
toast-taken-from = Teraz to twoje, do tej pory: { $name }.
toast-swipe-below = Przesuń wiadomość, która przyjdzie poniżej, i napisz.
toast-given-back = Zwrócone: sprawa jest znów u operatorów.
kept-by-operators = W tej postaci nie pójdzie do klienta ({ $why }). Operatorzy mają to jako szkic.

# Odmowy
refused-department-answered = Odpowiedź już dał dział { $department }. Przesuń kartę, aby coś dodać.
refused-department-returned = Działu { $department } nikt już nie pyta o tę sprawę.
refused-department-taken = To już twoje. Aby odpowiedzieć, przesuń kartę w lewo.
refused-department-elsewhere = { $department } pracuje teraz w innym miejscu: odpowiedz tam.
refused-department-members = Za dział { $department } odpowiadają tylko: { $names }. Właściciel zmienia to w /departments.
refused-department-silent = Nie mogę pisać na czacie działu { $department }, właściciel o tym wie. Na razie zapytaj kogoś innego.
refused-department-unreachable = { $department } to jedna osoba ({ $name }): musi otworzyć prywatny czat ze mną i nacisnąć „Start”. Na razie zapytaj kogoś innego.

# Historia
event-escalation_taken =
    { $department ->
        [none] dział się tym zajmuje
       *[other] { $department } się tym zajmuje
    }
event-escalation_freed =
    { $department ->
        [none] odchodzi ten, kto się zajmował
       *[other] { $department }: odchodzi ten, kto się zajmował
    }
event-asked_back =
    { $department ->
        [none] dział dopytuje
       *[other] { $department } dopytuje
    }
event-asked_again =
    { $department ->
        [none] dział nadal czeka na odpowiedź
       *[other] { $department } nadal czeka na odpowiedź
    }
event-answered_back =
    { $department ->
        [none] dział ma odpowiedź
       *[other] { $department } ma odpowiedź
    }
event-escalation_returned =
    { $department ->
        [none] dział zwraca
       *[other] { $department } zwraca
    }
event-escalation_reminded =
    { $department ->
        [none] przypomnienie dla działu
       *[other] { $department }: przypomnienie
    }
event-escalation_overdue =
    { $department ->
        [none] dział się spóźnia
       *[other] { $department } się spóźnia
    }
event-department_answered =
    { $department ->
        [none] dział odpowiada klientowi
       *[other] { $department } odpowiada klientowi
    }

# /department i /departments
department-done = Teraz tutaj jest dział { $name }. Tu przyjdzie to, o co pytają operatorzy.
department-person-done = Działem { $name } jest teraz { $person }: pytania przychodzą na prywatny czat ze mną.
department-you-are = Działem { $name } jesteś teraz ty: pytania operatorów przychodzą tutaj. Aby odpowiedzieć, przesuń pytanie w lewo.
department-is-desk = To miejsce operatorów. Dział potrzebuje własnej grupy albo własnego tematu.
department-about-set = Co trafia do { $name }: { $about }
departments-in-private = Działy pokazuję prywatnie: otwórz { $bot } i napisz tam /departments.
departments-none = Nie ma jeszcze działów. Napisz /department Dostawa w grupie działu albo tutaj /department Prawnik @anna.
department-about = Trafia tu: { $about }
department-time = Czas na odpowiedź: { $time }
department-trust =
    { $trusted ->
        [yes] Sam odpowiada klientom
       *[no] Doradza operatorowi, odpowiada operator
    }
department-everyone = Osoby: wszyscy na jego czacie
department-people = Osoby: { $names }
department-is-person = Jedna osoba: { $name }, prywatnie
department-waits =
    { $count ->
        [one] Czeka tam { $count } pytanie
        [few] Czekają tam { $count } pytania
       *[many] Czeka tam { $count } pytań
    }
department-choose = Kto odpowiada za { $name }? Nikt nie zaznaczony: wszyscy na jego czacie.
department-close-surely =
    { $count ->
        [0] Zamknąć { $name }?
        [one] Zamknąć { $name }? { $count } pytanie wróci do operatorów.
        [few] Zamknąć { $name }? { $count } pytania wrócą do operatorów.
       *[many] Zamknąć { $name }? { $count } pytań wróci do operatorów.
    }
department-closed =
    { $count ->
        [0] Dział { $name } jest zamknięty.
        [one] Dział { $name } jest zamknięty, { $count } pytanie jest znów u operatorów.
        [few] Dział { $name } jest zamknięty, { $count } pytania są znów u operatorów.
       *[many] Dział { $name } jest zamknięty, { $count } pytań jest znów u operatorów.
    }
department-prompt-about = Co trafia do { $name }? Jedna linijka dla operatorów. Przesuń tę wiadomość w lewo i napisz; - aby usunąć.
department-prompt-name = Jak ma się nazywać { $name }? Przesuń tę wiadomość w lewo i napisz.
button-department-trust =
    { $trusted ->
        [yes] Sam odpowiada
       *[no] Tylko doradza
    }
button-department =
    { $does ->
        [people] Osoby
        [about] Co tu trafia
        [name] Zmień nazwę
        [back] Wstecz
       *[close] Zamknij dział
    }
button-department-close-surely = Tak, zamknij
toast-arranged = Gotowe.
time-minutes = { $count } min
time-hours = { $count } godz.
time-days =
    { $count ->
        [one] { $count } dzień
        [few] { $count } dni
       *[many] { $count } dni
    }

refused-department-name = Nazwij dział: /department Dostawa. Najwyżej { $limit } znaków.
refused-department-about = Jedna linijka, najwyżej { $limit } znaków.
refused-department-name-taken = Dział { $name } już jest.
refused-department-person-unknown = Nie znam { $name }. Ta osoba dołącza do grupy operatorów albo działu, otwiera { $bot } i naciska „Start”; potem napisz jeszcze raz.
refused-department-person-closed = { $name } musi najpierw otworzyć { $bot } i nacisnąć „Start”; potem napisz jeszcze raz.
refused-department-person-role = { $name } ma rolę „{ $role }” i nie może odpowiadać. Najpierw daj inną rolę: /staff
refused-department-person-gone = Tej osoby już tu nie ma.
refused-department-not-there = { $name } nie jest na czacie działu { $department }: najpierw trzeba tam dodać tę osobę.
refused-usage-department-private = Tutaj dział to osoba: /department Prawnik @anna. Dla grupy napisz w niej /department Dostawa. /departments pokazuje wszystkie.
refused-usage-department-about = Na czacie samego działu: /department about paczki, kurierzy, zguby

# Wybór działu
pick-line =
    { $waits ->
        [0] { $department } · { $about } · do { $time }
       *[other] { $department } · { $about } · do { $time } · czeka: { $waits }
    }
pick-line-short =
    { $waits ->
        [0] { $department } · do { $time }
       *[other] { $department } · do { $time } · czeka: { $waits }
    }

# Do właściciela
owner-department-unreachable =
    { $count ->
        [0] { $name } mnie blokuje, więc działu { $department } nie da się zapytać, aż nasz czat znów będzie otwarty.
       *[other] { $name } mnie blokuje, więc działu { $department } nie da się zapytać. Wróciło do operatorów: { $count }.
    }
owner-department-person-role =
    { $count ->
        [0] { $name } ma teraz rolę, która nie odpowiada na pytania, więc dział { $department } jest zamknięty.
       *[other] { $name } ma teraz rolę, która nie odpowiada na pytania, więc dział { $department } jest zamknięty. Wróciło do operatorów: { $count }.
    }
owner-department-person-left =
    { $count ->
        [0] { $name } odchodzi z zespołu, więc dział { $department } jest zamknięty.
       *[other] { $name } odchodzi z zespołu, więc dział { $department } jest zamknięty. Wróciło do operatorów: { $count }.
    }
