# Dwie sprawy stają się jedną i znów dwiema.

button-merge = Połącz…
button-merge-into = Połącz z #{ $number }
button-merge-rather = Raczej z #{ $number }
button-apart = Rozdziel…
button-take-apart = Rozdziel
button-whole = Otwórz #{ $number }
merge-pick = Z którą sprawą połączyć { $case }?
merge-none-likely = Nie widzę sprawy, która wygląda na część { $case }.
merge-by-number = Inna? Przesuń kartę w lewo i napisz jej numer: /merge 12
surely-merge = Czy { $case } ma być częścią { $whole }?
merge-two-people = To dwoje różnych klientów. Odpowiedź trafi tylko do tego, czyją wiadomość przesuniesz.
merge-can-be-undone = W każdej chwili można je znów rozdzielić.
apart-pick = Co wyjąć ze sprawy { $case }?
toast-merged = #{ $number } jest teraz częścią #{ $whole }.
toast-apart = #{ $number } jest znów osobną sprawą, #{ $whole } zostaje.
card-part-of = Sprawa { $case } jest teraz częścią { $whole }.
card-parts = razem z { $numbers }
card-answers-to = Po przesunięciu tej karty odpowiedź dostanie { $name }
merged-away = { $by } łączy Twoją sprawę { $case } z { $whole }. Prowadzi ją { $name }.
usage-merge = Przesuń kartę w lewo i napisz numer drugiej sprawy: /merge 12
help-merge = W odpowiedzi na kartę: /merge 12 łączy dwie sprawy
event-merge = stała się częścią { $case }
event-took_in = { $case } stała się jej częścią
event-taken_apart = wyjęta z { $case }
event-let_out = wyjęto { $case }
refused-merged = To teraz część innej sprawy. Otwórz tamtą.
refused-merge-itself = #{ $number } to właśnie ta sprawa. Wybierz inną.
refused-merge-unknown =
    { $number ->
        [0] Nie ma tu takiej sprawy.
       *[other] Nie ma tu sprawy #{ $number }.
    }
refused-merge-part = #{ $number } jest już częścią innej sprawy. Otwórz tamtą.
refused-merge-already = #{ $number } jest już częścią #{ $whole }.
refused-merge-into-closed = Sprawa #{ $number } jest zamknięta. Najpierw ją otwórz albo połącz ją z otwartą.
refused-merge-both-asked = Obie sprawy czekają na { $department }. Niech najpierw odpowie na jedno z dwóch pytań albo je zwróci.
refused-not-merged = To już osobna sprawa.
refused-merge-just-changed = Ktoś właśnie to zmienił. Spójrz jeszcze raz.
refused-merge-nothing-left = Nic z #{ $number } już tam nie zostało.
