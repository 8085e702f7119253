# Wiadomości o wielu sprawach naraz: zestawienie fali, zebrane po cichu, żywa tablica.

panel-storm-head =
    { $count ->
        [one] Zebrana jest tu jeszcze { $count } sprawa
        [few] Zebrane są tu jeszcze { $count } sprawy
       *[many] Zebrano tu jeszcze { $count } spraw
    }
panel-noise-head =
    { $count ->
        [one] { $count } cichy komentarz
        [few] { $count } ciche komentarze
       *[many] { $count } cichych komentarzy
    }
panel-muted-head =
    { $count ->
        [one] { $count } komentarz
        [few] { $count } komentarze
       *[many] { $count } komentarzy
    } pod { $kind ->
        [photo] wyciszonym zdjęciem
        [video] wyciszonym filmem
        [product] wyciszonym produktem
        [topic] wyciszonym tematem
       *[other] wyciszonym postem
    } „{ $post }”
panel-muted-empty = Wyciszone: „{ $post }”. Nie ma jeszcze komentarzy.
panel-heap = { $count } · { $post }
panel-messages = Wiadomości prywatne
panel-more = …i jeszcze { $count } pod innymi postami
panel-oldest = Najstarsza przyszła { $since }
panel-held =
    { $count ->
        [one] { $count } z nich jest wzięta
        [few] { $count } z nich są wzięte
       *[many] { $count } z nich jest wziętych
    }
panel-storm-over = Nic tu już nie ma. Co było otwarte, przyszło jako karty.
panel-quiet-empty = Nic tu nie czeka.
panel-moved = To, co było tu zebrane, jest teraz w innym miejscu.

page-title = Zebrane sprawy
page-numbers = { $first }–{ $last } z { $total }
page-empty = Nic tu już nie ma.
surely-claim-all =
    { $post ->
        [none] Wziąć wszystkie zebrane tu sprawy ({ $count })? Zostaną tutaj, aż je otworzysz.
       *[other] Wziąć wszystkie sprawy pod „{ $post }” ({ $count })? Zostaną tutaj, aż je otworzysz.
    }
surely-dismiss-all =
    { $post ->
        [none] Pominąć bez odpowiedzi wszystkie zebrane tu sprawy ({ $count })?
       *[other] Pominąć bez odpowiedzi wszystkie sprawy pod „{ $post }” ({ $count })?
    }
surely-mute = Wyciszyć „{ $post }”? Komentarze zbiorą się po cichu w jednej wiadomości; pilne nadal przyjdą jako karty.

button-look-through = Przejrzyj
button-open-case = Otwórz #{ $number }
button-claim-all = Weź wszystkie { $count }
button-dismiss-all = Pomiń wszystkie { $count }
button-mute-post =
    { $kind ->
        [photo] Wycisz zdjęcie
        [video] Wycisz film
        [product] Wycisz produkt
        [topic] Wycisz temat
       *[other] Wycisz post
    }
button-unmute = Pokazuj znowu
button-back = Wstecz

toast-opened = #{ $number } przyjdzie jako karta.
toast-muted = Wyciszone. Nowe komentarze zbierają się tu po cichu.
toast-unmuted = Nowe komentarze znów przychodzą jako karty. Zebrane tutaj zostaje, aż ktoś to przejrzy.
toast-all-claimed =
    { $count ->
        [0] Nie ma już czego brać.
        [one] { $count } sprawa jest twoja.
        [few] { $count } sprawy są twoje.
       *[many] { $count } spraw jest twoich.
    }
toast-all-dismissed =
    { $count ->
        [0] Nie ma już czego pomijać.
        [one] { $count } sprawa pominięta.
        [few] { $count } sprawy pominięte.
       *[many] { $count } spraw pominiętych.
    }
toast-all-left =
    { $count ->
        [one] Zostaje { $count }: wzięta przez kogoś albo właśnie przyszła.
        [few] Zostają { $count }: wzięte przez kogoś albo właśnie przyszły.
       *[many] Zostaje { $count }: wzięte przez kogoś albo właśnie przyszły.
    }

board-empty = Nic nie czeka. Spokój.
board-off = Tablica jest wyłączona.
board-moved = Tablica jest teraz w innym miejscu.
board-free =
    { $count ->
        [one] { $count } niewzięta
        [few] { $count } niewzięte
       *[many] { $count } niewziętych
    }
board-person = { $name } · { $count }
board-department =
    { $count ->
        [one] { $name }: czeka { $count }
        [few] { $name }: czekają { $count }
       *[many] { $name }: czeka { $count }
    }
board-storm =
    { $count ->
        [one] { $count } zebrana sprawa
        [few] { $count } zebrane sprawy
       *[many] { $count } zebranych spraw
    }
board-noise =
    { $count ->
        [one] { $count } cichy komentarz
        [few] { $count } ciche komentarze
       *[many] { $count } cichych komentarzy
    }
board-muted =
    { $count ->
        [one] { $count } komentarz pod „{ $post }”
        [few] { $count } komentarze pod „{ $post }”
       *[many] { $count } komentarzy pod „{ $post }”
    }
