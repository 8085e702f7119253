# Co bot mówi poza kartami. Dymki: najwyżej 200 znaków.

# Dymki
toast-claimed = #{ $number } jest twoja.
toast-released = #{ $number } jest znów wolna.
toast-resolved = #{ $number } załatwiona.
toast-dismissed = #{ $number } pominięta.
toast-reopened = #{ $number } jest znów otwarta.
toast-swipe = Przesuń kartę w lewo i pisz: to pójdzie do klienta.
toast-note = Przesuń kartę w lewo i zacznij od // – taka wiadomość zostaje w zespole.
toast-no-departments = Nie ma jeszcze działów. Właściciel pisze /department NAZWA w grupie działu.
toast-escalated = Pytanie poszło: { $department }.
toast-taken-back = Cofnięte. Klient nic nie dostanie.
toast-retrying = Wysyłam jeszcze raz.
toast-confirmed = Jasne: odpowiedź tam jest.
toast-sending = Wysyłam.
toast-dropped = Szkic usunięty.
out-of-date = Ta wiadomość jest nieaktualna. Karta się odświeża.
parked = Coś się tu zepsuło, ale twoje słowa nie przepadły. Spróbuj jeszcze raz. Numer { $number }.

# Widzi to tylko jedna osoba
more-head = Sprawa { $case }
leaving =
    { $seconds ->
        [one] Idzie do klienta za { $seconds } sekundę.
        [few] Idzie do klienta za { $seconds } sekundy.
       *[many] Idzie do klienta za { $seconds } sekund.
    }
kept-held-by-other = { $case } prowadzi { $name }. Wysłać mimo to twoją odpowiedź?
kept-anonymous = Piszesz anonimowo. Podpisze się ten, kto naciśnie „Wyślij szkic”.
kept-ephemeral = Zachowane jako szkic w { $case }. Następnym razem przesuń samą kartę.
kept-attachment = Zachowane jako szkic w { $case }: nie wszystko może pójść tak, jak jest.
kept-too-long =
    { $excess ->
        [one] Za długie o { $excess } znak: wolno najwyżej { $limit }. Skróć, edytując wiadomość.
        [few] Za długie o { $excess } znaki: wolno najwyżej { $limit }. Skróć, edytując wiadomość.
       *[many] Za długie o { $excess } znaków: wolno najwyżej { $limit }. Skróć, edytując wiadomość.
    }
unseen-head = Klient znów napisał w { $case }:
button-anyway = Mimo to: { $label }
surely-take-over = { $case } prowadzi { $name }. Przejąć?
pick-department = Kogo zapytać o { $case }?
with-question = { $department }: z pytaniem?
question-prompt =
    { $name ->
        [none] o co zapytać dział { $department } w { $case }? Przesuń tę wiadomość w lewo i napisz.
       *[other] { $name }, o co zapytać dział { $department } w { $case }? Przesuń tę wiadomość w lewo i napisz.
    }
swipe-the-card = Ta wiadomość nie dotyczy sprawy. Aby odpowiedzieć klientowi, przesuń kartę w lewo.
somebody = ktoś

# Kolejka
queue-head =
    { $count ->
        [one] { $count } sprawa czeka na nas
        [few] { $count } sprawy czekają na nas
       *[many] { $count } spraw czeka na nas
    }
queue-more = …i jeszcze { $count }
queue-empty = Nikt na nas nie czeka.
nobody = niczyja

# Moje
mine-head =
    { $count ->
        [one] Masz { $count } sprawę
        [few] Masz { $count } sprawy
       *[many] Masz { $count } spraw
    }
mine-since = pytanie { $since }
mine-waiting = czekamy na klienta
mine-nothing = nie ma na co odpowiadać
mine-asked = zapytany dział: { $department }
mine-none = Nie masz teraz spraw. /queue pokazuje, co czeka.

# Komendy
command-queue = co na nas czeka
command-mine = moje sprawy
command-case = pokaż sprawę: /case 12
command-templates = szablony
command-me = mój podpis
command-report = liczby z dowolnych dni
command-settings = ustawienia (dla właściciela)
command-help = jak to działa
usage-case = Która sprawa? Na przykład: /case 12
no-such-case =
    { $last ->
        [0] Nie ma sprawy #{ $number }: nie ma jeszcze żadnej.
       *[other] Nie ma sprawy #{ $number }. Ostatnia to #{ $last }.
    }
case-is-here = Sprawa { $case } jest tutaj: { $here }
usage-me = Twój podpis pod odpowiedziami: { $signature }. Zmiana: /me Anna, obsługa klienta. Bez podpisu: /me -
signature-set = Twoje odpowiedzi kończą się teraz tak: { $signature }
signature-off = Twoje odpowiedzi są teraz bez podpisu.
help-swipe = Przesuń kartę w lewo i pisz albo wyślij zdjęcie, plik, wiadomość głosową: to pójdzie do klienta. Póki nie wyszło, usuń swoją wiadomość, aby to cofnąć.
help-later = Później: edytuj swoją wiadomość, a zmieni się i u klienta; zacznij ją od //, a zniknie u klienta. Albo w odpowiedzi na kartę: /edit nowe słowa, /undo
help-later-looked = Później: edytuj swoją wiadomość, a gdy ktoś zatwierdzi, zmieni się i u klienta.
help-note = // na początku: notatka dla zespołu.
help-look = ?? na początku: najpierw ktoś obejrzy. ?? @boris – właśnie ta osoba.
help-approve = W odpowiedzi na kartę, gdzie odpowiedź czeka na obejrzenie: /approve, /decline dlaczego
help-templates = /t słowo, w odpowiedzi na kartę – szablony; /templates – wszystkie i jak je pisać
help-queue = /queue – co na nas czeka
help-mine = /mine – twoje sprawy; /handover kolejka oddaje wszystkie
help-handover = /handover @nazwa – ktoś dostaje wszystko, co masz
help-shift = /shift – kto jest na zmianie; /shift on, /shift off
help-private = /private on – prowadź swoje sprawy tutaj, na prywatnym czacie ze mną
help-case = /case 12 – pokaż sprawę
help-me = /me Anna – twój podpis
help-report = /report – liczby z dowolnych dni, na czacie prywatnym ze mną; /report październik XLSX jako plik
help-staff = /staff – kto jest w zespole i z jaką rolą; prywatnie
help-settings = /settings – jak pracuję; prywatnie
help-departments = /departments – urządzanie działów; prywatnie
help-groups = W grupie: /setup – tu pracują operatorzy; /department NAZWA – miejsce działu
help-on-card = W odpowiedzi na kartę: /claim /release /takeover /resolve /dismiss /reopen /mute /escalate DZIAŁ pytanie
help-assign = W odpowiedzi na kartę: /assign @nazwa
help-history = W odpowiedzi na kartę: /history
help-viewer = Obserwujesz: karty w grupie i to, co poniżej. Inną rolę może ci dać właściciel.
help-specialist =
    Przesuń kartę w lewo i pisz: twoje słowa dostaje operator, który pytał, albo klient, jeśli właściciel ufa działowi. // na początku: notatka.
    Weź – odpowiadasz ty. Dopytaj – pytanie do operatora, twój czas stoi. Zwróć – to nie do ciebie.
private-bot = Ten bot służy zamkniętemu zespołowi.
welcome = Dzień dobry, { $name }. Twoja rola: { $role }. Może ona: { $may } Co można napisać, pokaże /help.
welcome-owner =
    Masz rolę właściciela. Teraz: dodaj { $bot } do grupy operatorów jako administratora i napisz tam /setup.
    W grupie każdego działu napisz /department NAZWA. Podsumowanie dnia przychodzi tutaj.
welcome-owner-bound = Masz rolę właściciela. Podsumowanie dnia przychodzi tutaj; /report podaje liczby z dowolnych dni, /settings – jak pracuję.

# Ustawianie
setup-done = Operatorzy pracują teraz tutaj. Nowe sprawy pojawią się jako karty.
right-not-here = Nie ma mnie w tej grupie: dodaj mnie jako administratora.
right-not-supergroup = Grupa musi być supergrupą: w jej ustawieniach włącz historię dla nowych członków albo tematy.
right-not-admin = Daj mi w tej grupie prawa administratora; bez tego nie widzę odpowiedzi.
right-can-delete-messages = Pozwól mi usuwać wiadomości.
right-can-pin-messages = Pozwól mi przypinać wiadomości.
right-can-manage-topics = Pozwól mi zarządzać tematami.
right-unknown = Telegram nie mówi, jakie mam tu prawa.

# Do właściciela
owner-event-not-understood = { $account }: jednego zdarzenia nie dało się odczytać ({ $reason }). Jest zachowane; wszystkie inne idą dalej.
owner-quota-used-up = { $account }: dzienny limit sieci jest wyczerpany. Odpowiedzi czekają, mniej więcej { $hours ->
    [one] { $hours } godzinę
    [few] { $hours } godziny
   *[many] { $hours } godzin
}.
owner-topic-gone = Temat, w którym pracuję, jest zamknięty albo usunięty. Piszę teraz w samej grupie; aby mnie przenieść, napisz /setup albo /department w temacie.

# Konto, które człowiek ma naprawić w ustawieniach samej sieci
needs-vk-token-rights = Tokenowi społeczności brakuje uprawnień ({ $rights }). Utwórz nowy: Manage → API usage → Access tokens.
needs-vk-longpoll-disabled = Long Poll API jest wyłączone. Włącz je: Manage → API usage → Long Poll API.
needs-vk-longpoll-version = Wersja Long Poll API to { $found }. Wybierz { $wanted }: Manage → API usage → Long Poll API.
needs-callback-by-hand = Token nie może ustawić Callback API. Wpisz je: Manage → API usage → Callback API → Add server. Adres { $url } · tajny klucz { $secret } · wersja API { $version } · typy zdarzeń { $events }. Ciąg, który VK każe zwracać serwerowi, wstaw do .env jako VK_CALLBACK_CODE, uruchom mnie i naciśnij Confirm. Albo utwórz token z prawem zarządzania społecznością.
needs-callback-failed = Sieć nie dostaje odpowiedzi pod { $url }. Sprawdź, czy ten adres prowadzi do LISTEN, z ważnym certyfikatem, i czy działam.
needs-vk-longpoll-events = Zdarzenia są wyłączone ({ $events }). Włącz je: Manage → API usage → Long Poll API → Event types.
