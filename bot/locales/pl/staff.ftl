# Ludzie: co się dzieje z tym, co ktoś miał, /staff i czym jest każda rola.

people-handed-back =
    { $gist ->
        [gone] { $name } odchodzi z zespołu.
        [outside] { $name } odchodzi z tej grupy.
       *[changed] { $name } ma teraz inną rolę.
    }
people-free-again = Znów wolne: { $cases }
people-drafts = Czekają tam szkice dla każdego, kto może je wysłać lub zatwierdzić: { $cases }
event-handed_back = oddana: inna rola
event-draft_freed = szkic może wysłać każdy
owner-no-supervisor = Nie ma już kierownika, a tylko kierownicy mogą zatwierdzać odpowiedzi. Dopóki nie zmienisz jednego lub drugiego, zatwierdzasz ty: /staff, /settings.

role-name =
    { $role ->
        [owner] właściciel
        [supervisor] kierownik
        [operator] operator
        [trainee] stażysta
        [specialist] specjalista
       *[viewer] obserwator
    }
role-may =
    { $role ->
        [owner] wszystko: także ustawienia, role i grupy.
        [supervisor] wszystko, co operator; widzieć liczby i zespół, zmieniać szablony i odpowiedzi innych.
        [operator] brać, odpowiadać, pytać działy, załatwiać, moderować; zatwierdzać odpowiedzi stażystów.
        [trainee] brać, odpowiadać, pytać działy, załatwiać; każdą odpowiedź przed wysłaniem ogląda ktoś z zespołu.
        [specialist] odpowiadać, gdy pytają dział: słowa dostaje operator, który pytał, albo klient, jeśli dział ma zaufanie.
       *[viewer] patrzeć: karty, /queue i historie.
    }

staff-head =
    { $count ->
        [one] Zespół: { $count } osoba
        [few] Zespół: { $count } osoby
       *[many] Zespół: { $count } osób
    }
staff-shift = na zmianie
staff-holds =
    { $count ->
        [one] ma { $count } sprawę
        [few] ma { $count } sprawy
       *[many] ma { $count } spraw
    }
staff-since = w zespole: { $since }
staff-press = Naciśnij nazwisko, aby zobaczyć lub zmienić rolę.
staff-press-look = Naciśnij nazwisko, aby zobaczyć więcej.
staff-role = Rola: { $role }
staff-given = dana przez właściciela
staff-by-group = według grupy
staff-roles = Wybierz rolę:
staff-left = Teraz w żadnej naszej grupie. Dana rola zadziała po powrocie.
staff-elsewhere = Poza grupą operatorów: rola w niej zadziała po dołączeniu.
staff-surely-owner = { $name }: rola właściciela? Właściciel może wszystko, także zmienić twoją rolę.
button-role =
    { $role ->
        [owner] Właściciel…
        [supervisor] Kierownik
        [operator] Operator
        [trainee] Stażysta
        [specialist] Specjalista
        [viewer] Obserwator
       *[group] Według grupy
    }
button-owner-surely = Tak, właściciel
staff-in-private = Zespół jest tylko między nami: napisz /staff do { $bot }.
staff-out-of-date = Ta lista jest nieaktualna. Napisz /staff jeszcze raz.
staff-usage = /staff pokazuje zespół. Zmiana roli: /staff { $example } kierownik. Role: { $roles }
staff-no-role = Nie ma roli „{ $role }”. Na przykład: /staff @anna kierownik. Role: { $roles }
staff-unknown = Nie wiem jeszcze, kto to: { $who }. Niech ta osoba raz coś naciśnie lub napisze w grupie, albo podaj numer: /staff 123456789 operator
staff-not-here = { $who }: nie ma takiej osoby w żadnej naszej grupie, nie ma komu dać roli.
staff-several = Jest kilka takich osób: { $who }. Podaj @nazwę albo numer. { $people }
staff-set = { $name }: od teraz { $role }.
staff-set-later = Zapisane. { $name }: { $role } po dołączeniu do grupy operatorów.
staff-set-nowhere = { $name } nie ma już danej roli i nie jest w żadnej naszej grupie; po powrocie zadziała rola grupy.
staff-told = Ta osoba już wie.
staff-not-told = Powiedz to samodzielnie: ta osoba nie otworzyła prywatnego czatu ze mną.
role-told = Twoja rola to teraz: { $role }. Możesz: { $may }
role-told-later = Właściciel ma dla ciebie rolę: { $role }. Zadziała, gdy tylko dołączysz do grupy operatorów.
refused-last-owner = Nie ma innego właściciela. Najpierw daj tę rolę komuś jeszcze.
refused-owner-by-settings = { $name } jest właścicielem przez OWNER_IDS. Najpierw usuń numer z .env, potem uruchom mnie ponownie.
command-staff = kto jest w zespole
