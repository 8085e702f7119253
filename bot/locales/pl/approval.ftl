# Odpowiedzi, które najpierw ogląda ktoś z zespołu.

# Na karcie
draft-approval = najpierw obejrzy go ktoś z zespołu
draft-waits =
    { $since ->
        [none] { $approver ->
            [none] czeka na zatwierdzenie
           *[other] czeka na: { $approver }
        }
       *[other] { $approver ->
            [none] czeka na zatwierdzenie · { $since }
           *[other] czeka na: { $approver } · { $since }
        }
    }
draft-changes = zamiast odpowiedzi, która już wyszła
draft-exposes = Zobaczą wszyscy: { $sorts }
mark-approved = zatwierdza { $name }
button-approve = Zatwierdź
button-approve-number = Zatwierdź { $number }: { $name }
button-change = Napisz inaczej
button-change-number = Napisz inaczej { $number }
button-decline = Odrzuć
button-decline-number = Odrzuć { $number }
button-decline-plainly = Bez wyjaśnienia
button-look = Niech obejrzą
button-take-back = Wycofaj

# Do autora
kept-approval =
    { $approver ->
        [none] Twoja odpowiedź w { $case } czeka, aż ktoś z zespołu ją zatwierdzi. Powiem, co z nią będzie; { $own ->
            [yes] aby ją zmienić, edytuj swoją wiadomość.
           *[no] aby ją zmienić, zabierz ją z powrotem i napisz od nowa.
        }
        [nobody] Twoja odpowiedź w { $case } czeka, ale nie ma tu nikogo, kto może ją zatwierdzić. Gdy ktoś taki będzie, powiem mu.
       *[other] Twoja odpowiedź w { $case } czeka na: { $approver }. Powiem, co z nią będzie; { $own ->
            [yes] aby ją zmienić, edytuj swoją wiadomość.
           *[no] aby ją zmienić, zabierz ją z powrotem i napisz od nowa.
        }
    }
look-decided =
    { $what ->
        [approved] { $by } zatwierdza twoją odpowiedź w { $case }. Idzie do klienta.
        [declined] { $reason ->
            [none] { $by } odrzuca twoją odpowiedź w { $case }, bez wyjaśnienia.
           *[some] { $by } odrzuca twoją odpowiedź w { $case }:
        }
        [changed] { $by } odpowiada w { $case } innymi słowami:
       *[withdrawn] { $by } cofa zatwierdzoną odpowiedź w { $case }. Klient nic nie dostanie.
    }
look-write-anew =
    { $own ->
        [yes] Aby napisać od nowa, edytuj swoją wiadomość albo przesuń tę w lewo.
       *[no] Aby napisać od nowa, przesuń tę wiadomość w lewo.
    }

# Do tych, którzy decydują
look-asks =
    { $who ->
        [none] { $author } prosi o obejrzenie odpowiedzi w { $case }:
       *[other] { $who }: w { $case } czeka na zatwierdzenie odpowiedź, autor – { $author }:
    }
look-change = { $who }, co odpowiedzieć w { $case }? Teraz autorem jest { $author }. Przesuń tę wiadomość w lewo i pisz: wyjdzie pod twoim nazwiskiem.
look-decline = { $who }, co jest nie tak z odpowiedzią w { $case }? Autor: { $author }. Przesuń tę wiadomość w lewo i napisz; przeczyta tylko autor.
look-whole = Cała odpowiedź w { $case }:
look-exposes = W { $case } zobaczą to wszyscy: { $sorts }. Zatwierdzić mimo to?
look-changed-meanwhile = Autor zmienił odpowiedź w { $case }. Teraz brzmi:
toast-approved = Zatwierdzone, wychodzi. Autor: { $name }.
toast-change-approved = Zatwierdzone: odpowiedź się zmieni.
toast-declined = Odrzucone. Autor się dowie.
toast-words-changed = Nie wysłane: autor właśnie zmienił tekst. Spójrz jeszcze raz.
toast-say-it =
    { $what ->
        [change] Przesuń moją wiadomość poniżej i napisz swoją odpowiedź.
       *[decline] Przesuń moją wiadomość poniżej i napisz dlaczego.
    }

usage-decide = Przesuń kartę w lewo i napisz /approve albo /decline i dlaczego. Na przykład: /decline Napisz, kiedy dojdzie

# Odmowy
refused-own-approval = To twoje słowa: musi je zatwierdzić ktoś inny. „Odrzuć” zabiera je z powrotem.
refused-may-not-approve = Zatwierdza operator, kierownik albo właściciel.
refused-supervisors-approve = Takie odpowiedzi zatwierdza tu tylko kierownik albo właściciel.
refused-waits-for-look = To musi najpierw zatwierdzić ktoś z zespołu.
refused-decided-already =
    { $what ->
        [approved] Już zatwierdzone: { $name }.
        [declined] Już odrzucone: { $name }.
       *[changed] Jest już inna odpowiedź: { $name }.
    }
refused-author-took-it-back = Autor zabrał te słowa z powrotem.
refused-words-changed = Autor zmienił tekst. Spójrz na kartę i naciśnij tam.
refused-album-coming = Pliki jeszcze przychodzą. Spójrz za chwilę.
refused-not-yours-to-drop = Z powrotem zabiera tylko autor. Naciśnij „Odrzuć”.
refused-retry-needs-colleague = „Ponów” musi nacisnąć ktoś, kto może publikować.
refused-nobody-to-look = Nie ma komu obejrzeć. Wyślij bez pytania.
refused-usage-look = Napisz odpowiedź po znakach zapytania: ?? Paczka wychodzi dziś. Albo wskaż osobę: ?? @boris Paczka …
refused-approver-unknown = { $name }: nikt taki nie jest tu znany. Obejrzeć mogą: { $who }
refused-approver-cannot = { $name } nie może tego zatwierdzić. Obejrzeć mogą: { $who }
refused-nothing-waits-here = Nic tu nie czeka na zatwierdzenie.
refused-several-wait = Czeka tu kilka odpowiedzi: naciśnij przycisk właściwej albo przesuń wiadomość, w której jest tylko ona.

# Historia
event-look_asked = czeka, aż ktoś zatwierdzi
event-look_approved = zatwierdzona
event-look_declined = odrzucona
event-look_changed = odpowiedziano innymi słowami
event-look_reminded = przypomniano tym, którzy zatwierdzają
