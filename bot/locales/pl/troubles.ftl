# Do właściciela: co jest nie tak, raz, i jeszcze raz, gdy już po wszystkim.

lasted =
    { $unit ->
        [hours] { $amount ->
            [one] { $amount } godzinę
            [few] { $amount } godziny
           *[many] { $amount } godzin
        }
        [days] { $amount ->
            [one] { $amount } dzień
            [few] { $amount } dni
           *[many] { $amount } dni
        }
       *[minutes] { $amount ->
            [one] { $amount } minutę
            [few] { $amount } minuty
           *[many] { $amount } minut
        }
    }

# Konto, którego nie słychać
ear-silent = { $account }: cisza trwa już { $lasted }, sieć nie odpowiada. Nic nowego na razie nie przychodzi; próbuję dalej.
ear-refused = { $account } odrzuca token. Nic nowego nie przychodzi. Utwórz nowy token, wstaw go do .env i uruchom mnie ponownie.
ear-permission = { $account }: nie da się czytać, tokenowi brakuje uprawnienia. Nic nowego nie przychodzi. Utwórz token ze wszystkimi uprawnieniami, które wymienia README.
ear-human-needed = { $account }: nie da się czytać, sieć chce zobaczyć człowieka. Otwórz ją w przeglądarce jako administrator i przejdź weryfikację; próbuję dalej.
ear-trouble = { $account }: nie da się czytać, sieć odrzuca to, o co pytam. Więcej mówi mój dziennik; próbuję dalej.
ear-well = { $account }: znów słychać, cisza trwała { $lasted }. Pobieram to, co napisano w tym czasie.

# Konto, którego sieć sama do nas wysyła
callback-by-hand = { $account }: mój token nie może ustawić Callback API. Wpisz je jako administrator: Manage → API usage → Callback API → Add server. Adres { $url }, wersja API { $version }, tajny klucz: pokazuje go `otklik check`. Typy zdarzeń: { $events }. Ciąg, który VK każe zwracać serwerowi, wstaw do .env jako VK_CALLBACK_CODE, uruchom mnie ponownie i naciśnij Confirm. Albo utwórz token z prawem zarządzania społecznością: wtedy zrobię to wszystko sam.
callback-failed = { $account }: sieć nie dostaje odpowiedzi pod { $url }, trwa to już { $lasted }, więc to, co wysyła, nie dochodzi. Sprawdź, czy ten adres prowadzi do LISTEN, z ważnym certyfikatem; próbuję dalej.
callback-doors = { $account }: już { $lasted } żaden mój proces nie odbiera tego, co sieć wysyła na { $url }. Uruchom proces z częścią web.
callback-well = { $account }: to, co sieć wysyła, znów dochodzi, przerwa trwała { $lasted }. Szukam tego, co umknęło.

# Odpowiedzi konta
answers-stopped = { $account }: odpowiedzi stoją, sieć odrzuca token. Utwórz nowy, wstaw go do .env i uruchom mnie ponownie; co czeka, wtedy wyjdzie.
answers-well = { $account }: odpowiedzi znów wychodzą, przerwa trwała { $lasted }. Wysyłam to, co czekało.

# Czat, na którym się pracuje
place-operators = Grupa operatorów
place-department = Dział { $name }
chat-not-here = { $place }: nie ma mnie w grupie. Dodaj mnie jako administratora; co czeka, wtedy przyjdzie.
chat-no-write = { $place }: nie mogę tam pisać. Daj mi prawa administratora; co czeka, wtedy przyjdzie.
chat-not-admin = { $place }: nie mam praw administratora i nie widzę odpowiedzi. Daj mi je.
chat-not-supergroup = { $place }: to musi być supergrupa. W ustawieniach grupy włącz historię dla nowych członków albo tematy.
chat-well = { $place }: znów wszystko tam działa, przerwa trwała { $lasted }. Co czekało, już idzie.

# Prywatny czat osoby
private-closed = Nie mogę pisać prywatnie do { $name }: czat ze mną nie był otwarty albo jest zablokowany. Wszystko poczeka na /start od tej osoby.
private-well = Znów mogę pisać prywatnie do { $name }.

# Sam Telegram: mówione po wszystkim; o webhooku od razu
hook-away = Telegram nie może dostarczyć tego, co piszecie i naciskacie: PUBLIC_URL mu nie odpowiada. Dopóki ktoś tego nie naprawi, nic tu nie działa; karty nadal przychodzą.
hook-well = To, co piszecie i naciskacie, znów dochodzi, przerwa trwała { $lasted }. Nic, co Telegram przechował (dobę), nie przepadło.
telegram-well = Telegram był nieosiągalny od { $began } do { $ended }, razem { $lasted }. { $count ->
    [0] W tym czasie nie było nowych spraw.
    [one] W tym czasie przyszła { $count } nowa sprawa; jej karta już idzie.
    [few] W tym czasie przyszły { $count } nowe sprawy; ich karty już idą.
   *[many] W tym czasie przyszło { $count } nowych spraw; ich karty już idą.
}

# Czego nie dało się pokazać
dead-letter = Czegoś o sprawie #{ $number } nie dało się pokazać: to mój błąd, więcej mówi mój dziennik. Napisz /case { $number } w grupie, aby spróbować jeszcze raz.
dead-letters = W ostatniej godzinie nie dało się pokazać jeszcze { $count ->
    [one] { $count } sprawy
    [few] { $count } spraw
   *[many] { $count } spraw
}: { $cases }. Napisz /case { $number } w grupie, aby spróbować jeszcze raz.
