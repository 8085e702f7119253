# /find

command-find = szukaj: /find paczka zeszły tydzień
help-find = /find paczka – szuka w rozmowach, klientów i spraw; samo /find pokazuje jak

# Słowa, które zawężają; kilka – po przecinku. Angielskie są zawsze rozumiane.
find-word-tag = tag, etykieta
find-word-is = status
find-is-live = niezamknięte
find-is-open = otwarte, otwarta
find-is-waiting = czekamy, czekające
find-is-resolved = rozwiązane, rozwiązana
find-is-dismissed = odrzucone, odrzucona
find-is-closed = zamknięte, zamknięta
find-period-today = dzisiaj, dziś
find-period-yesterday = wczoraj
find-period-this-week = ten tydzień, w tym tygodniu
find-period-last-week = zeszły tydzień, w zeszłym tygodniu
find-period-this-month = ten miesiąc, w tym miesiącu
find-period-last-month = zeszły miesiąc, w zeszłym miesiącu

# Jak to zrozumiano
find-status-live = niezamknięte
find-status-open = otwarte
find-status-waiting = czekamy na klienta
find-status-resolved = rozwiązane
find-status-dismissed = zamknięte bez odpowiedzi
find-status-closed = zamknięte
find-since = od { $day }
find-until = do { $day }
find-silent = Pominięto, bo jest prawie w każdej wiadomości: { $words }
find-unknown = Nie rozumiem: { $words }. Jest status:otwarte, status:czekamy, status:rozwiązane, status:odrzucone, status:zamknięte
find-shortened = Z dokładnie tymi słowami nie ma nic. Słowa, które tak się zaczynają:
find-back-to = Szukano wstecz do { $day }, dalej trwałoby to zbyt długo. Aby znaleźć starsze, dodaj miesiąc: 11.2025

# Co znaleziono
find-cases =
    { $count ->
        [0] Brak spraw
        [one] { $count } sprawa
        [few] { $count } sprawy
       *[many] { $count } spraw
    }
find-more-cases = Ponad { $count } spraw, oto najnowsze. Dodaj słowo, #tag albo miesiąc: 11.2025
find-customer-cases =
    { $count ->
        [one] { $count } sprawa
        [few] { $count } sprawy
       *[many] { $count } spraw
    }
find-namesakes =
    { $count ->
        [one] …i jeszcze { $count } klient o tym imieniu
        [few] …i jeszcze { $count } klienci o tym imieniu
       *[many] …i jeszcze { $count } klientów o tym imieniu
    }
find-answer = my
find-note = notatka
find-deleted = usunięte przez autora
find-unsent = niewysłane
find-nothing = Nic nie znaleziono.
find-nothing-hint = Spróbuj początku słowa: pacz*
find-nothing-of-several = Wszystkie słowa muszą być w jednej wiadomości. Spróbuj mniej słów albo ich początków: pacz*
find-brought = #{ $number } jest poniżej.
find-gone = Ten wynik jest za stary. Poszukaj jeszcze raz: /find

find-how =
    Napisz po /find, czego szukać:
    /find paczka zwrot – wiadomości i notatki z oboma słowami
    /find "zwrot pieniędzy" – te słowa razem
    /find pacz* – słowa, które tak się zaczynają
    /find Anna Nowak, /find @anna, /find vk.com/anna – klient
    /find 12 – sprawa albo liczba, którą podano
    Aby zawęzić: #tag, status:otwarte, status:zamknięte, 25.11, 11.2025, >01.11, 01.11-15.11, dzisiaj, zeszły tydzień
refused-find-too-long = To { $length } zn., najwyżej { $limit }. Dwa, trzy słowa znajdą więcej.
refused-find-says-nothing = Prawie każda wiadomość to ma: { $words }. Dodaj słowo, które mówi więcej.
