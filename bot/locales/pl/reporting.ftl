# /report na żądanie

# Słowa, które są rozumiane; kilka – po przecinku. Angielskie są rozumiane zawsze.
reporting-word-network = sieć
reporting-word-department = dział
reporting-word-person = osoba, operator
reporting-word-tag = tag
reporting-word-against = wobec, porównaj
reporting-against-before = przedtem, wcześniej
reporting-against-weeks = tygodnie
reporting-against-none = nic, nie
reporting-words-week = 7 dni, tydzień
reporting-words-month = miesiąc

# Strona
reporting-head = Raport
reporting-period =
    { $named ->
        [today] Dzisiaj
        [yesterday] Wczoraj
        [this-week] Ten tydzień
        [last-week] Zeszły tydzień
        [this-month] Ten miesiąc
        [last-month] Zeszły miesiąc
        [days] Wybrane dni
       *[other]
            { $count ->
                [one] Ostatni { $count } dzień
                [few] Ostatnie { $count } dni
               *[many] Ostatnie { $count } dni
            }
    }: { $days }
reporting-only = Tylko: { $names }
reporting-compared = Porównanie z { $days }
reporting-compared-nothing = Bez porównania
reporting-compared-no-desk = Bez porównania: wcześniej zespół tu nie pracował
reporting-left = { $name } (już nie w zespole)
reporting-closed = { $name } (zamknięty)
reporting-removed = (usunięto)
reporting-how =
    Słowami: { $example }
    Dni: dzisiaj, wczoraj, 7 dni, zeszły tydzień, październik, 25.10, 01.10-15.10
    Wybór: sieć:VK, dział:dostawa, osoba:anna, #xxl; ze spacjami – w cudzysłowie
    Porównanie: wobec:przedtem, wobec:tygodnie, wobec:nic
    Jako plik: XLSX, CSV
reporting-example = /report październik sieć:VK #xxl
reporting-in-private = Raporty robię na czacie prywatnym ze mną: { $bot }

# Jej przyciski
button-reporting-span =
    { $span ->
        [today] Dzisiaj
        [yesterday] Wczoraj
        [days-7] 7 dni
        [this-month] Ten miesiąc
       *[last-month] Zeszły miesiąc
    }
button-reporting-days = Inne dni…
button-reporting-filter =
    { $filter ->
        [network] Sieć
        [department] Dział
        [person] Osoba
       *[tag] Tag
    }: { $name }
button-reporting-all = wszystkie
button-reporting-everything = Wszystkie
button-reporting-against =
    { $against ->
        [before] Wobec czasu przedtem
        [weeks] Wobec 4 tygodni wcześniej
       *[none] Bez porównania
    }
button-reporting-show = Pokaż
button-reporting-stop = Zatrzymaj
reporting-pick =
    { $filter ->
        [network] Która sieć?
        [department] Sprawy przekazane do którego działu?
        [person] Czyje sprawy? Te, które ktoś prowadził, na które odpowiedział albo które zamknął.
       *[tag] Sprawy z którym tagiem?
    }
reporting-pick-none = Na razie nie ma z czego wybierać.
reporting-pick-against =
    Z czym porównać?
    Z czasem przedtem: tyle samo dni tuż wcześniej; miesiąc – z poprzednim.
    Z 4 tygodniami wcześniej: te same dni tygodnia.
reporting-pick-first = Od którego dnia?
reporting-pick-last = Od { $day } do którego dnia?
reporting-month =
    { $month ->
        [1] Styczeń
        [2] Luty
        [3] Marzec
        [4] Kwiecień
        [5] Maj
        [6] Czerwiec
        [7] Lipiec
        [8] Sierpień
        [9] Wrzesień
        [10] Październik
        [11] Listopad
       *[12] Grudzień
    } { $year }
toast-reporting-no-day = Tego dnia nie można wybrać: dopiero nadejdzie, był przed początkiem pracy albo przed pierwszym dniem.
toast-reporting-gone = Ta strona jest za stara. Wyślij /report, będzie nowa.
toast-reporting-starts = Chwileczkę…
toast-reporting-stopped = Zatrzymano.
toast-reporting-over = Teraz nic się nie liczy.

# Podczas liczenia i potem
reporting-waits = ⏳ Czeka na swoją kolej…
reporting-counts =
    { $step ->
        [figures] ⏳ Liczę…
        [pictures] ⏳ Rysuję…
       *[file] ⏳ Piszę plik…
    } { $seconds } s
reporting-facts = ⏳ Nadrabiam ostatnie zdarzenia: { $percent }%… { $seconds } s
reporting-done = ✅ Gotowe, niżej.
reporting-stopped = Zatrzymano.
reporting-nothing = W tym czasie nic się nie działo: nikt nie pisał i nic nie zrobiono.
reporting-failed = ⚠️ Nie udało się. To nie twoja wina; spróbuj ponownie. Jeśli znów się nie uda, powód jest w dzienniku programu.
reporting-file = Raport { $days }

# Odmowy
refused-reporting-too-long = To { $length } znaków, a może być najwyżej { $limit }.
refused-reporting-not-understood = Niezrozumiałe: { $found }. Na przykład: /report 01.11-15.11 sieć:VK – a samo /report pokaże stronę z przyciskami.
refused-reporting-many-periods = To więcej niż jeden okres. Dwie daty to jeden: /report 01.11-15.11
refused-reporting-reversed = { $found } kończy się, zanim się zacznie. Może { $right }?
refused-reporting-no-such-day = Nie ma takiego dnia: { $found }. Dzień to 25.11 albo 25.11.2026, dwa to 01.11-15.11
refused-reporting-no-filter = { $found } to nie wybór. Są sieć:, dział:, osoba:, tag: i wobec:
refused-reporting-no-against = Wobec { $found }? Są wobec:przedtem, wobec:tygodnie i wobec:nic
refused-reporting-twice =
    { $filter ->
        [network] Tylko jedna sieć naraz.
        [department] Tylko jeden dział naraz.
        [person] Tylko jedna osoba naraz.
       *[tag] Tylko jeden tag naraz.
    }
refused-reporting-unknown =
    { $filter ->
        [network] Nie ma sieci { $found }.
        [department] Nie ma działu { $found }.
        [person] Nikt nie nazywa się { $found } albo jest ich kilku.
       *[tag] Nie ma tagu { $found }.
    } Są: { $names }
refused-reporting-alike = { $found } – jest kilka takich: { $names }. Doprecyzuj.
refused-reporting-future = { $day } dopiero nadejdzie; dzisiaj jest { $today }.
refused-reporting-before-desk = O tym czasie nic nie wiadomo: zespół zaczął { $day }.
refused-reporting-busy = Jeden twój raport już się liczy. Poczekaj na niego albo go zatrzymaj.

# Sprawy za liczbą
behind-figure =
    { $figure ->
        [answers_elsewhere] Odpowiedzi udzielone w samej sieci
        [late_first] Pierwsze odpowiedzi spóźnione
        [late_next] Następne odpowiedzi spóźnione
        [late_resolution] Załatwione później albo jeszcze nie
        [maturing] Załatwione, mogą jeszcze wrócić
        [waiting] Nadal otwarte, czekają na odpowiedź
        [network] Sieć: { $name }
        [kind] Rodzaj: { $name }
        [category] Kategoria: { $name }
        [hour] Godzina: { $name }
        [tag] Tag: { $name }
        [person] Osoba: { $name }
        [department] Dział: { $name }
        [age] Otwarte: { $name }
        [outcome] Jak się skończyło: { $name }
       *[score] Ocena: { $name }
    }
behind-nothing = Teraz takich nie ma: sprawy mogły zostać od tego czasu połączone.
refused-behind-no-report = Nie ma takiego raportu.
refused-behind-no-figure = W tym raporcie nie ma takiej liczby.
