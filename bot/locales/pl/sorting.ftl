# Porządkowanie: kategoria, priorytet, tagi, odkładanie, jak się skończyło.

category =
    { $category ->
        [question] Pytanie
        [problem] Problem
        [complaint] Skarga
        [praise] Pochwała
        [suggestion] Pomysł
        [no_answer_needed] Bez odpowiedzi
       *[spam] Spam
    }
priority =
    { $priority ->
        [low] Niski
        [high] Wysoki
        [urgent] Pilne
       *[normal] Zwykły
    }
outcome =
    { $outcome ->
        [solved] Załatwione
        [sold] Sprzedane
        [sent_elsewhere] Odesłany dalej
       *[no_answer_came] Klient nie odpisał
    }

# Wybór
button-sort = Uporządkuj
button-new-tag = + Nowy tag
button-tag-anyway = + Nowy: { $tag }
sort-head = { $case }: co to jest? Dotknięcie ustawia, kolejne zdejmuje.
toast-sorted = Gotowe.
tagged = { $case }: { $tags }
tag-begun = { $tag }: jeden z tych czy nowy?
new-tag-prompt =
    { $name ->
        [none] Jakie tagi dla { $case }? Przesuń tę wiadomość w lewo i wpisz je ze spacją: xxl późna_dostawa
       *[other] { $name }, jakie tagi dla { $case }? Przesuń tę wiadomość w lewo i wpisz je ze spacją: xxl późna_dostawa
    }
urgent-now = { $case } jest teraz pilne – { $by }

# Odkładanie
button-snooze = Odłóż
button-snooze-date = Inny termin…
button-wake = Przywróć teraz
snooze-head = Do kiedy odłożyć { $case }? Jeśli klient napisze, wróci wcześniej.
snooze-for =
    { $choice ->
        [hour] Na godzinę · { $at }
       *[morning] Do rana · { $at }
    }
snooze-date-prompt =
    { $name ->
        [none] Do kiedy odłożyć { $case }? Przesuń tę wiadomość w lewo i wpisz: 25.11 14:30, jutro, pt 9:00 albo 3 dni
       *[other] { $name }, do kiedy odłożyć { $case }? Przesuń tę wiadomość w lewo i wpisz: 25.11 14:30, jutro, pt 9:00 albo 3 dni
    }
card-snoozed = Odłożone do { $until }
snooze-over =
    { $customer ->
        [none] czas wrócić do { $case }
       *[other] czas wrócić do { $case } · { $customer }
    }
toast-snoozed = #{ $number } odłożone do { $until }
toast-woken = #{ $number } znów w pracy.

# Jak się skończyło
button-ending = Jak się skończyło
ending-head = Jak się skończyło { $case }? Jedno dotknięcie, jeśli chcesz.
toast-ended =
    { $outcome ->
        [none] #{ $number }: nie wiadomo, jak się skończyło.
       *[other] #{ $number }: { $outcome }
    }
setting-asks_outcome =
    { $choice ->
        [on] Wynik: pytaj
       *[off] Nie pytaj
    }
setting-why-asks_outcome = Wynik: kto zamknie sprawę, jest pytany prywatnie, jak się skończyło – załatwione, sprzedane, odesłany dalej, klient nie odpisał. Jedno dotknięcie i nikt nie musi.

# Tagi
command-tags = nasze tagi
tags-none = Nie ma jeszcze tagów. Dodaj: Więcej → Uporządkuj albo #xxl w notatce.
tags-head =
    { $count ->
        [one] { $count } tag
        [few] { $count } tagi
       *[many] { $count } tagów
    }
tags-how = Dotknij tagu, żeby zmienić nazwę albo go usunąć. Jeśli nowa nazwa jest zajęta, dwa tagi staną się jednym.
tag-cases =
    { $count ->
        [one] { $count } sprawa
        [few] { $count } sprawy
       *[many] { $count } spraw
    }
button-tag-rename = Zmień nazwę
button-tag-remove = Usuń
button-tag-remove-surely = Tak, usuń
tag-surely-remove =
    { $count ->
        [one] Zdjąć { $tag } z { $count } sprawy i więcej nie proponować?
       *[other] Zdjąć { $tag } z { $count } spraw i więcej nie proponować?
    }
toast-tag-removed =
    { $count ->
        [one] Usunięty, miała go { $count } sprawa.
        [few] Usunięty, miały go { $count } sprawy.
       *[many] Usunięty, miało go { $count } spraw.
    }
tag-customers-too =
    { $count ->
        [one] Zniknie też u { $count } klienta.
       *[other] Zniknie też u { $count } klientów.
    }
toast-tag-customers =
    { $count ->
        [one] Także { $count } klient.
        [few] Także { $count } klientów.
       *[many] Także { $count } klientów.
    }
tag-name-prompt = Jak nazwać { $tag }? Przesuń tę wiadomość w lewo i wpisz nazwę.
tag-renamed = Teraz nazywa się { $tag }.
tags-merged = { $tag } już jest: teraz to jeden tag.

# Listy
queue-empty-of = Nic nie czeka: { $only }
board-urgent =
    { $count ->
        [one] { $count } pilna
        [few] { $count } pilne
       *[many] { $count } pilnych
    }

# Słowami
help-sort = W odpowiedzi na kartę: /tag xxl, /tag -xxl, /category problem, /priority pilne, /outcome sprzedane; #xxl w notatce też dodaje tag. /queue #xxl, /queue pilne – tylko takie
help-snooze = W odpowiedzi na kartę: /snooze jutro 9:00, /snooze 25.11, /snooze 2 h, /wake – przywróć teraz
help-tags = /tags – nasze tagi
usage-sorting = Przesuń kartę w lewo i wpisz tam: /tag xxl, /category problem, /priority pilne, /outcome sprzedane, /snooze jutro 9:00, /wake

# Czego nie można
refused-tag-letters = Tag to jedno słowo z liter, cyfr i _, na przykład późna_dostawa. Nie pasuje: { $tag }
refused-tag-long =
    { $limit ->
        [one] Tag ma najwyżej { $limit } znak.
        [few] Tag ma najwyżej { $limit } znaki.
       *[many] Tag ma najwyżej { $limit } znaków.
    }
refused-tags-many =
    { $limit ->
        [one] Sprawa ma najwyżej { $limit } tag. Najpierw zdejmij któryś.
        [few] Sprawa ma najwyżej { $limit } tagi. Najpierw zdejmij któryś.
       *[many] Sprawa ma najwyżej { $limit } tagów. Najpierw zdejmij któryś.
    }
refused-tag-gone = Tego tagu już nie ma.
refused-tag-not-on-it = Ta sprawa nie ma tagu #{ $tag }.
refused-usage-tag = Który tag? /tag xxl dodaje, /tag -xxl zdejmuje.
refused-usage-category = Która kategoria? { $names }; - zdejmuje.
refused-usage-priority = Który priorytet? { $names }
refused-usage-outcome = Jak się skończyło? { $names }; - zdejmuje.
refused-nothing-sorted-so = Nie ma tagu, kategorii ani priorytetu { $asked }. Na przykład: /queue #xxl, /queue problem, /queue pilne
refused-moment-unclear = Nie rozumiem „{ $found }”. Na przykład: 25.11 14:30, jutro 9:00, pt, 3 dni
refused-moment-past = { $found } już minęło. Wpisz czas w przyszłości, na przykład: jutro 9:00
refused-moment-far = Do { $found } jest ponad rok. Wpisz bliższy dzień, na przykład: 25.11
refused-awake = Ta sprawa nie jest odłożona.

# Historia
event-sorted =
    { $priority ->
        [none]
            { $category ->
                [none] kategoria zdjęta
               *[other] kategoria: { $category }
            }
       *[other] priorytet: { $priority }
    }
event-tagged =
    { $tag ->
        [none] tag, którego już nie ma
       *[other] tag { $tag }
    }
event-untagged =
    { $tag ->
        [none] tag zdjęty
       *[other] zdjęty tag { $tag }
    }
event-snoozed = odłożona
event-woken = znów w pracy
event-ended =
    { $outcome ->
        [none] nie wiadomo, jak się skończyło
       *[other] skończyło się: { $outcome }
    }
