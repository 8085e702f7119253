# Co zespół wie o kliencie: notatki, obietnice, tagi, kto jest kim.

button-customer = Klient
event-vip = priorytet podniesiony: klient jest VIP
event-customer_merged = klient połączony z innym
event-customer_split = klient oddzielony

# Na karcie
customer-promised = obiecano: { $words }
customer-promised-by = obiecano: { $words } do { $day }
customer-more = +{ $count }

# Strona
customer-vip = VIP
customer-own-name = nasza nazwa
customer-open = otwórz
customer-deactivated = profil usunięty
customer-speaks = 🗣 { $language }
customer-promises = Obiecano
customer-notes = Notatki: { $count }
customer-cases = Sprawy: { $count }
customer-due = do { $day }
customer-overdue = po terminie
customer-noted-by = { $name }, { $day }
customer-this-case = ta sprawa
customer-status =
    { $status ->
        [open] otwarta
        [waiting] czekamy na klienta
        [resolved] rozwiązana
       *[dismissed] odrzucona
    }
button-kept = ✅ Zrobione: { $words }
button-customer-note = Notatka
button-promise = Obietnica
button-customer-tags = Tagi
button-vip-on = ⭐ Oznacz VIP
button-vip-off = Już nie VIP
button-customer-language = Język
button-customer-name = Nazwa
button-customer-merge = Połącz
button-customer-split = Rozdziel
button-customer-cases = Wszystkie sprawy: { $count }
button-customer-notes = Wszystkie notatki: { $count }
button-drop-note = 🗑 { $number }
button-drop-note-surely = Tak, usuń
surely-drop-note =
    { $what ->
        [promise] Usunąć tę obietnicę?
       *[note] Usunąć tę notatkę?
    }
toast-vip-on = Od teraz VIP: nowe sprawy będą pierwsze.
toast-vip-off = Już nie VIP.
toast-promise-kept = Zrobione. Brawo.
toast-note-dropped = Usunięto.

# Słowa, na które czekamy
customer-wanted =
    { $what ->
        [note] { $name }, przesuń tę wiadomość w lewo i napisz, co zespół ma wiedzieć o { $customer } ({ $case }). Klient tego nie zobaczy.
        [promise] { $name }, przesuń tę wiadomość w lewo i napisz, co obiecano: { $customer } ({ $case }). Z dniem, na przykład „zwrot do 25.11”, rano tego dnia przyjdzie przypomnienie.
        [name] { $name }, przesuń tę wiadomość w lewo i napisz, jak mamy nazywać klienta { $customer } ({ $case }). Sam znak - przywraca nazwę z sieci.
        [tag] { $name }, przesuń tę wiadomość w lewo i napisz tagi klienta { $customer } ({ $case }), na przykład: #hurt #alergia
       *[merge] { $name }, przesuń tę wiadomość w lewo i napisz, kto jest tą samą osobą co { $customer } ({ $case }): numer sprawy, link albo nazwa.
    }
promise-noted = Obiecano: { $words }
promise-noted-by = Obiecano do { $day }: { $words }
promise-due = dziś jest dzień obietnicy: { $customer }, { $case }:
promise-kept-by = { $name }: obietnica spełniona, { $case }:
button-kept-plainly = ✅ Zrobione
customer-name-set = Nazywamy teraz tak: { $name }.
customer-name-off = Nazwa jest teraz taka jak w sieci.
customer-tags-set = Tagi: { $tags }
customer-pick-tags = Tagi: { $customer }. Dotknij, aby dodać lub zdjąć.
button-customer-new-tag = Nowy tag
customer-pick-language = W jakim języku mówi { $customer }? Szablony w tym języku są proponowane jako pierwsze.
button-language-unknown = Nie wiadomo

# Kto jest kim
customer-same-likely = Kto jest tą samą osobą co { $customer }? Dotknij, aby zobaczyć oboje obok siebie.
customer-same-nobody = Nikt nie przypomina { $customer }. Możesz wskazać: numer sprawy, link albo nazwa.
button-merge-words = Wskaż
customer-same-person = Czy to jedna osoba?
customer-merge-how = Po połączeniu jest jedna strona ze wszystkimi sprawami, notatkami i tagami. „Rozdziel” przywraca poprzedni stan.
customer-has =
    { $cases ->
        [one] { $cases } sprawa
        [few] { $cases } sprawy
       *[many] { $cases } spraw
    }{ $notes ->
        [0] {""}
        [one] , { $notes } notatka
        [few] , { $notes } notatki
       *[many] , { $notes } notatek
    }
button-merge-surely = Tak, jedna osoba
toast-customer-merged = To teraz jeden klient.
customer-split-what = Co z { $customer } to ktoś inny?
button-customer-apart = ↩️ { $who } · połączono { $day }
button-take-out = ✂️ { $who }
surely-apart = Znów oddzielić { $other } od { $customer }? Wróci wszystko, co stamtąd przyszło, i wszystko, co od tego czasu przyszło pod tą nazwą.
surely-take-out = Oddzielić { $other } od { $customer }? Pójdą z tym sprawy tego profilu i to, co w nich zapisano.
button-apart-surely = Tak, rozdziel
toast-split =
    { $count ->
        [one] { $name } to teraz osobny klient: { $count } sprawa.
        [few] { $name } to teraz osobny klient: { $count } sprawy.
       *[many] { $name } to teraz osobny klient: { $count } spraw.
    }

# Odmowy
refused-customer-note-empty = Nie ma czego zapisać: napisz choć słowo.
refused-customer-note-too-long = Za długie: najwyżej { $limit } znaków, o { $excess } za dużo.
refused-customer-note-gone = Tej notatki już nie ma.
refused-customer-note-not-yours = Usunąć może tylko autor, kierownik albo właściciel.
refused-customer-promise-kept = Ktoś już oznaczył ją jako spełnioną.
refused-customer-name-empty = Napisz nazwę.
refused-customer-name-too-long = Za długie: najwyżej { $limit } znaków.
refused-customer-tags-many =
    { $limit ->
        [one] Klient ma najwyżej { $limit } tag. Najpierw zdejmij któryś.
        [few] Klient ma najwyżej { $limit } tagi. Najpierw zdejmij któryś.
       *[many] Klient ma najwyżej { $limit } tagów. Najpierw zdejmij któryś.
    }
refused-customer-same = To jest ten sam klient.
refused-customer-ring = Tego klienta w międzyczasie połączono z tamtym. Otwórz stronę jeszcze raz.
refused-customer-merged-already = Jednego z dwóch w międzyczasie połączono z kimś innym. Otwórz stronę jeszcze raz.
refused-customer-other-desk = To klient innego zespołu.
refused-customer-changed = Ktoś to w międzyczasie zmienił. Otwórz stronę jeszcze raz.
refused-customer-apart-already = Już ich rozdzielono.
refused-customer-one-identity = Nie ma czego rozdzielać: znany jest tylko jeden profil.
refused-customer-nobody-found = Nikogo nie znaleziono: „{ $words }”. Spróbuj numeru sprawy, linku do profilu albo pełnej nazwy.
refused-no-such-day = Nie ma takiego dnia: { $day }
refused-day-is-over = { $day } już minął. Napisz przyszły dzień albo dodaj rok.
