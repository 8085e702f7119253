# Co można zrobić oprócz odpowiedzi: przyciski, pytania, co z tego wyszło. Dymki: najwyżej 200 znaków.

button-moderate = ⚙️ Moderuj…
button-deed =
    { $deed ->
        [like] 👍 Polub
        [unlike] 👍 Cofnij polubienie
        [hide] 🙈 Ukryj
        [restore] 👁 Pokaż znowu
        [ban] ⛔ Zablokuj…
        [lift] ⛔ Odblokuj
        [close] 🔒 Zamknij komentarze
        [open] 🔓 Otwórz komentarze
        [read] ✔️ Przeczytane
        [edit] ✏️ Zmień odpowiedź
        [remove] 🗑 Usuń na zawsze…
       *[delete] 🗑 Usuń odpowiedź
    }
button-deed-cannot = 🚫 { $label }
button-deed-under-way = ⏳ { $label }
button-deed-surely =
    { $deed ->
        [ban] Tak, zablokuj
        [close] Tak, zamknij
        [remove] Tak, usuń
       *[delete] Tak, usuń
    }
button-term =
    { $term ->
        [hour] na godzinę
        [day] na dzień
        [week] na tydzień
        [month] na miesiąc
       *[ever] na zawsze
    }
button-reason =
    { $reason ->
        [spam] spam
        [insult] obelgi
        [obscene] wulgaryzmy
        [off_topic] nie na temat
       *[other] inne
    }

moderate-head = { $case }: co z tym zrobić?
moderate-nothing = { $case }: nic więcej nie da się z tym zrobić.
ban-term = { $customer } ({ $network }): na jak długo zablokować?
ban-reason = { $customer }: za co zablokować?
surely-ban = { $customer } ({ $network }): zablokować? { $term } · { $reason }
surely-deed =
    { $deed ->
        [close] Zamknąć komentarze pod tym postem? Nikt nie będzie mógł tam pisać, my też tam nie odpowiemy.
        [remove] Usunąć to na zawsze? Nikt już tego nie zobaczy i nie da się tego przywrócić.
       *[delete] Usunąć tę odpowiedź? Klient już jej nie zobaczy i nie da się jej przywrócić.
    }
edit-leaving =
    { $seconds ->
        [one] Twoja odpowiedź ({ $network }) zmieni się za { $seconds } sekundę.
        [few] Twoja odpowiedź ({ $network }) zmieni się za { $seconds } sekundy.
       *[many] Twoja odpowiedź ({ $network }) zmieni się za { $seconds } sekund.
    }

toast-deed =
    { $deed ->
        [like] Daję polubienie ({ $network }).
        [unlike] Cofam polubienie ({ $network }).
        [hide] Ukrywam ({ $network }).
        [restore] Pokazuję znowu ({ $network }).
        [ban] Blokuję ({ $network }).
        [lift] Odblokowuję ({ $network }).
        [close] Zamykam komentarze ({ $network }).
        [open] Otwieram komentarze ({ $network }).
        [read] Oznaczam jako przeczytane ({ $network }).
        [edit] Zmieniam odpowiedź ({ $network }).
        [remove] Usuwam ({ $network }).
       *[delete] Usuwam odpowiedź ({ $network }).
    }
toast-deed-so = Już zrobione albo właśnie się robi.
toast-how-to-edit = Edytuj tu swoją wiadomość, która stała się odpowiedzią, albo przesuń kartę: /edit i nowe słowa. U klienta też się zmieni.
toast-edit-undone = U klienta nic się nie zmienia.

refused-cannot-do = Stąd się nie da. { $reason }
refused-cannot-change = Za późno na zmianę, odpowiedź wyszła. { $reason }
refused-too-late-to-undo = Za późno, odpowiedź jest już zmieniona. Edytuj swoją wiadomość jeszcze raz.
refused-not-your-answer-to-change = Zmienić lub usunąć odpowiedź może autor, kto ją zatwierdził, kto prowadzi sprawę, kierownik albo właściciel.
why-deed-needs-admin-token = Potrzebny jest token administratora: właściciel ustawia VK_ADMIN_TOKEN. Do tego czasu zrób to w VK.
why-not-here = Tutaj tego nie da się zrobić.
why-too-old = Minęły ponad 24 godziny: sieć nie pozwala już tego zmienić.
why-hidden = Jest ukryte. Najpierw pokaż to znowu (Więcej → Moderuj).

mark-hidden = 🙈 ukryte
mark-liked = 👍 polubione
card-comments-closed = komentarze zamknięte

deed-failed =
    { $name ->
        [none] „{ $deed }” w { $case } ({ $network }) się nie udało.
       *[other] { $name }, „{ $deed }” w { $case } ({ $network }) się nie udało.
    }
deed-name =
    { $deed ->
        [like] Polub
        [unlike] Cofnij polubienie
        [hide] Ukryj
        [restore] Pokaż znowu
        [ban] Zablokuj
        [lift] Odblokuj
        [close] Zamknij komentarze
        [open] Otwórz komentarze
        [read] Przeczytane
        [edit] Zmień odpowiedź
        [remove] Usuń na zawsze
       *[delete] Usuń odpowiedź
    }
event-deed_asked = { $deed }: zlecone
event-deed_done = { $deed }: zrobione
event-deed_failed = { $deed }: nie udało się
event-deed_undone = { $deed }: cofnięte na czas
event-hidden_there = ukryte przez naszych w samej sieci
event-restored_there = pokazane znowu przez naszych w samej sieci
why-has-files = Są do niej pliki: zmień ją w samej sieci.
why-private-data = Wszyscy zobaczyliby w niej dane prywatne.
