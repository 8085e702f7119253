# Szablony. Dymki: najwyżej 200 znaków.

draft-template = szablon

button-find-template = 🔎 Więcej
button-any-language = każdy język
button-template-delete = Usuń
button-template-delete-surely = Tak, usuń

templates-offered = Szablony do { $case }. Wybór jeszcze nic nie wysyła. Aby znaleźć inne, przesuń kartę: /t słowo
templates-all =
    { $count ->
        [one] { $count } szablon do { $case }. Szybciej: przesuń kartę i napisz /t słowo
        [few] { $count } szablony do { $case }. Szybciej: przesuń kartę i napisz /t słowo
       *[many] { $count } szablonów do { $case }. Szybciej: przesuń kartę i napisz /t słowo
    }
kept-template = „{ $name }” jest szkicem w { $case }, nic jeszcze nie wyszło. Wyślij go albo przesuń kartę i napisz własne słowa.
toast-template = Jeszcze nie wysłane: najpierw obejrzyj.

templates-in-private = Szablony są na naszym prywatnym czacie: napisz /templates do { $bot }.
templates-head =
    { $count ->
        [0] Nie ma jeszcze szablonów
        [one] { $count } szablon
        [few] { $count } szablony
       *[many] { $count } szablonów
    }
templates-how =
    Nowy, dla siebie:
    /template Opóźnienie #dostawa lang:pl
    Dzień dobry, {"{"}imię{"}"}! Paczka dojdzie później, niż obiecaliśmy. Numer sprawy: {"{"}numer{"}"}.
    #kategorię i lang: można pominąć. {"{"}imię{"}"} to imię klienta, {"{"}godziny{"}"} – kiedy pracujemy.
    Aby odpowiedzieć szablonem: „Odpowiedz” albo przesuń kartę i napisz /t opóźnienie
templates-how-desk = Dla wszystkich: zacznij od /template desk Opóźnienie
templates-hours = {"{"}godziny{"}"} to: { $hours }. Zmiana: /templates hours pn–pt 9–18. Bez nich: /templates hours -
template-how = Nowy tekst: odpowiedz nim na tę wiadomość. Nowa nazwa lub #kategoria: odpowiedz /template NAZWA #kategoria, a tekst poniżej.
template-of-desk = Jest wspólny: zmieniają go kierownicy i właściciel.
template-made = Zachowane: { $name }. Wszystkie: /templates
template-changed = Zmienione: { $name }.
surely-delete-template = Usunąć { $name }? Odpowiedzi, które się od niego zaczęły, zostają bez zmian.
toast-template-deleted = Usunięte.
toast-template-language = Od teraz proponuję go tak.
hours-set = {"{"}godziny{"}"} to teraz: { $hours }
hours-off = {"{"}godziny{"}"} nic teraz nie znaczy. Zdania z tym wypadają.
hint-same-words =
    { $count ->
        [one] Te słowa poszły już do { $count } klienta. Zdanie o jego własnym kłopocie pomoże bardziej.
        [few] Te słowa poszły już do { $count } klientów z rzędu. Zdanie o kłopocie tego jednego pomoże bardziej.
       *[many] Te słowa poszły już do { $count } klientów z rzędu. Zdanie o kłopocie tego jednego pomoże bardziej.
    }

refused-usage-template =
    Napisz nazwę, a tekst w następnej linijce. Na przykład:
    /template Opóźnienie #dostawa
    Dzień dobry, {"{"}imię{"}"}! Paczka dojdzie później, niż obiecaliśmy.
refused-usage-t = Przesuń kartę w lewo i napisz, czego szukać, na przykład: /t opóźnienie albo /t #dostawa
refused-usage-hours = Kiedy pracujecie? Na przykład: /templates hours pn–pt 9–18. Bez nich: /templates hours -
refused-no-templates = Nie ma jeszcze szablonów. Jak je pisać, pokaże /templates na naszym prywatnym czacie.
refused-template-not-found = Nie ma szablonów z „{ $words }”. Wszystkie: /t
refused-template-gone = Tego szablonu już nie ma. Wszystkie: /t
refused-template-empty = Pod nazwą nic nie ma: napisz tekst w następnej linijce.
refused-template-too-long = Za długie o { $excess }: najwyżej { $limit } znaków.
refused-template-name-too-long = Nazwa jest za długa: najwyżej { $limit } znaków. Tekst idzie do następnej linijki.
refused-template-category-too-long = #kategoria jest za długa: najwyżej { $limit } znaków.
refused-template-variable = Nie wiem, co to { $variable }. Są {"{"}imię{"}"}, {"{"}numer{"}"} i {"{"}godziny{"}"}; {"{"}imię|kliencie{"}"} mówi, co ma stać, gdy imienia nie znamy.
refused-template-double = „{ $name }” już jest. Weź inną nazwę; albo /templates, naciśnij go i odpowiedz nowym tekstem.
refused-template-nothing-left = Z „{ $name }” nic nie zostaje: tego, co mówi, tu nie wiadomo.
refused-template-does-not-fit = Tu za długie o { $excess }: najwyżej { $limit } znaków. Przesuń kartę i napisz krócej.
refused-templates-full = Szablonów może być najwyżej { $limit }. Usuń niektóre: /templates
refused-templates-of-desk = Wspólne szablony prowadzą kierownicy i właściciel. Własny: /template NAZWA, a tekst w następnej linijce.
refused-hours-too-long = Godziny mają najwyżej { $limit } znaków.
