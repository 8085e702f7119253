# Co sprawa mówi o sobie na czacie. Czytane na telefonie i w pośpiechu: najkrótsze jasne słowa.

network-vk = VK
kind-comment = komentarz
kind-message = wiadomość prywatna
kind-post = post na naszej stronie
kind-suggestion = proponowany post
kind-repost = udostępnienie

# Kto i gdzie
card-customer-unknown = Klient
card-community = społeczność
card-followers =
    { $count ->
        [one] { $count } obserwujący
        [few] { $count } obserwujących
       *[many] { $count } obserwujących
    }
card-earlier-cases =
    { $count ->
        [one] wcześniej { $count } sprawa
        [few] wcześniej { $count } sprawy
       *[many] wcześniej { $count } spraw
    }
card-parent-post = Post: { $it }
card-parent-photo = Zdjęcie: { $it }
card-parent-video = Film: { $it }
card-parent-product = Produkt: { $it }
card-parent-topic = Temat: { $it }
card-post-link = otwórz
card-colleague = Ktoś od nas w { $network }

# Rozmowa
card-said-before = …i jeszcze { $count } wcześniej
mark-deleted = usunięte
mark-unanswered = bez odpowiedzi
mark-after-close = po zamknięciu
mark-waiting = zaraz wyjdzie
mark-sending = wysyłam…
mark-sent = ✓ wysłane
mark-unknown = doszło?
mark-failed = nie wysłane
mark-taken-back = cofnięte


# Jak sprawy stoją
card-free = Jeszcze niczyja
card-held = Prowadzi { $name }
card-unanswered = Bez odpowiedzi · pytanie { $since }
card-waiting = Czekamy na klienta
card-resolved = Załatwiona { $at }
card-resolved-by = Załatwiona { $at } · { $name }
card-dismissed = Pominięta { $at }
card-dismissed-by = Pominięta { $at } · { $name }
card-after-close =
    { $count ->
        [one] Po zamknięciu klient napisał jeszcze { $count } wiadomość
        [few] Po zamknięciu klient napisał jeszcze { $count } wiadomości
       *[many] Po zamknięciu klient napisał jeszcze { $count } wiadomości
    }
card-reopened =
    { $count ->
        [one] Otwierana ponownie { $count } raz
        [few] Otwierana ponownie { $count } razy
       *[many] Otwierana ponownie { $count } razy
    }
card-notes =
    { $count ->
        [one] { $count } notatka
        [few] { $count } notatki
       *[many] { $count } notatek
    }
card-asked = Zapytany dział: { $department } · { $at }
card-asked-more =
    { $count ->
        [one] …i jeszcze { $count } dział
        [few] …i jeszcze { $count } działy
       *[many] …i jeszcze { $count } działów
    }
card-answer-failed = Odpowiedź nie wyszła. { $why }
card-answer-unknown = Czy odpowiedź wyszła? { $network } tego nie potwierdza. Sprawdź tam i naciśnij przycisk.
card-cannot-reply = Stąd nie da się odpowiedzieć. { $why }

card-draft = Szkic
card-draft-number = Szkic { $number }
card-draft-anonymous = anonimowy administrator
card-drafts-more =
    { $count ->
        [one] …i jeszcze { $count } szkic
        [few] …i jeszcze { $count } szkice
       *[many] …i jeszcze { $count } szkiców
    }
draft-held-by-other = sprawę prowadzi ktoś inny
draft-anonymous = musi go wysłać ktoś z nazwiskiem
draft-ephemeral = odpowiedź nie na kartę, lecz na inną wiadomość
draft-attachment = nie wszystkie pliki mogą pójść tak, jak są
draft-too-long = za długi
draft-advice = rada działu

# Dla działu
department-asks = { $name } pyta: { $department } · { $at }
department-no-question = Co mamy odpowiedzieć?
department-how = Aby odpowiedzieć, przesuń tę wiadomość w lewo. Najpierw przeczyta to { $name }, nie klient.
department-answered = Odpowiedź dana { $at }
department-returned = Odpowiedź nie jest już potrzebna

# Krótkie wiadomości pod kartą
followup-after-close = po zamknięciu
advice-head = { $department } o { $case } · { $name }
advice-how = Albo przesuń tę wiadomość w lewo i odpowiedz własnymi słowami.
failed-head =
    { $name ->
        [none] Odpowiedź w { $case } nie wyszła.
       *[other] { $name }, odpowiedź w { $case } nie wyszła.
    }
failed-link = Otwórz weryfikację
unknown-head =
    { $name ->
        [none] Czy odpowiedź w { $case } wyszła?
       *[other] { $name }, czy odpowiedź w { $case } wyszła?
    }
unknown-why = { $network } nie potwierdza wysłania. Sprawdź tam, zanim wyślesz jeszcze raz.
pointer = Sprawa { $case } jest teraz { $here }
pointer-here = tutaj →

# Dlaczego odpowiedź nie wyszła
why-transient = Sieć teraz nie odpowiada.
why-rate-limited = Sieć prosi, żeby zwolnić.
why-quota-exhausted = Dzienny limit sieci jest wyczerpany.
why-auth = Sieć nie przyjmuje już naszego klucza. Właściciel musi ją podłączyć od nowa.
why-human-needed = Sieć chce zobaczyć człowieka: trzeba przejść weryfikację.
why-permission = Naszemu kluczowi brakuje uprawnienia. Właściciel może je dodać.
why-policy-refused = Zasady sieci na to nie pozwalają.
why-gone = To, na co odpowiadasz, jest usunięte lub ukryte.
why-too-long =
    { $excess ->
        [one] Za długo: wolno { $limit }, za dużo o { $excess } znak.
        [few] Za długo: wolno { $limit }, za dużo o { $excess } znaki.
       *[many] Za długo: wolno { $limit }, za dużo o { $excess } znaków.
    }
why-too-long-there = Dla sieci to za długie. Skróć i odpowiedz jeszcze raz.
why-invalid = To nasz błąd, jest już zapisany. Na razie odpowiedz w samej sieci.
why-outcome-unknown = Sieć nie potwierdza wysłania.
why-permanent = Sieć odmawia.
why-not-connected = Ta strona nie jest już podłączona.
why-target-unknown = Na takie wiadomości nie da się stąd odpowiedzieć.
why-needs-admin-token = Potrzebny jest token administratora: właściciel ustawia VK_ADMIN_TOKEN. Do tego czasu odpowiedz w VK.
why-not-published = Post jest tylko proponowany: najpierw opublikuj go w VK.
why-comments-closed = Komentarze są tu zamknięte.
why-unreachable = Klient nie przyjmuje od nas wiadomości.
why-links-forbidden = Linki są tu zabronione. Usuń link i odpowiedz jeszcze raz.

# Historia: co się stało; kto i kiedy, stoi obok
history-head = { $case }: historia
history-earlier = …i jeszcze { $count } wcześniej
event-opened = wpłynęła
event-brought_out = pokazana na osobnej karcie
event-claim = wzięta
event-release = oddana
event-take_over = przejęta
event-answer = odpowiedź napisana
event-answered = odpowiedź wysłana
event-partly_answered = odpowiedź wysłana, nowsze słowa jeszcze bez odpowiedzi
event-answer_failed = odpowiedź nie wyszła
event-answer_unknown = odpowiedź wysłana, bez potwierdzenia
event-answer_taken_back = odpowiedź cofnięta
event-answer_confirmed = odpowiedź jednak tam jest
event-answer_retried = odpowiedź wysłana jeszcze raz
event-answered_elsewhere = odpowiedziano w samej sieci
event-escalate =
    { $department ->
        [none] zapytany dział
       *[other] zapytany dział: { $department }
    }
event-advise =
    { $department ->
        [none] rada działu
       *[other] rada działu: { $department }
    }
event-note = notatka
event-resolve = załatwiona
event-dismiss = pominięta
event-reopen = otwarta ponownie
event-customer_wrote = klient napisał
event-customer_edited = klient zmienił wiadomość
event-customer_deleted = klient usunął wiadomość
event-customer_restored = klient przywrócił wiadomość
event-published = proponowany post opublikowany
event-draft = szkic zachowany
event-draft_sent = szkic wysłany
event-draft_dropped = szkic usunięty
event-departed = nie pracuje już w grupie
