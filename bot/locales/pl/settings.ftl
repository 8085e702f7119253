# Co może ustawić właściciel: przyciski każdego ustawienia i jednym zdaniem, co ono robi.

settings-desk = Zespół
settings-in-private = Ustawienia są tylko między nami: napisz /settings do { $bot }.
settings-out-of-date = Te ustawienia są nieaktualne. Napisz /settings jeszcze raz.
toast-set = Od teraz: { $choice }

setting-board =
    { $choice ->
        [on] Tablica: wł.
       *[off] Tablica: wył.
    }
setting-why-board = Tablica: przypięta wiadomość w grupie pokazuje, co czeka i kto co prowadzi.
setting-noise =
    { $choice ->
        [off] Szum: wył.
        [gentle] Łagodnie
       *[strict] Surowo
    }
setting-why-noise = Szum: komentarze, które o nic nie pytają, liczy jedna karta. Łagodnie: same emoji albo sam oznaczony znajomy. Surowo: także naklejki i rozmowy klientów między sobą.
setting-urgent =
    { $choice ->
        [on] Pilne: wł.
       *[off] Pilne: wył.
    }
setting-why-urgent = Pilne: każda sprawa stąd dostaje kartę od razu, przed sprawami z innych kont.
setting-newcomers =
    { $choice ->
        [operator] Nowi: operator
        [trainee] Nowi: stażysta
       *[viewer] Nowi: obserwator
    }
setting-why-newcomers = Nowe osoby: ich rola w grupie operatorów, dopóki nie dasz innej przez /staff. Kto już tam jest, zachowuje swoją.
setting-approvers =
    { $choice ->
        [operators] Każdy operator
       *[supervisors] Kierownicy
    }
setting-why-approvers = Zatwierdzanie: kto przepuszcza odpowiedź stażysty – każdy operator czy tylko kierownicy (i ty).
setting-signature =
    { $choice ->
        [none] Bez podpisu
        [name] Imię
        [initials] Inicjały
       *[own] Każdy swój
    }
setting-why-signature = Podpis pod odpowiedziami tutaj: brak, imię, inicjały (^AP) albo to, co kto ustawi przez /me.
refused-no-supervisor = Zatwierdzać mają kierownicy, a nie ma żadnego. Najpierw zrób kogoś kierownikiem: /staff
