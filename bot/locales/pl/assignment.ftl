# Kto co ma: przekazanie sprawy komuś, zmiany, przekazanie wszystkiego.

button-assign = Przydziel
event-assign = przekazana komuś z zespołu
pick-colleague = Komu { $case }? Liczba to ile kto ma spraw, 🟢 – na zmianie.
pick-colleague-of = { $case } prowadzi { $name }. Komu ją dać? Liczba to ile kto ma spraw, 🟢 – na zmianie.
colleagues-more = Jeszcze { $count }: przesuń kartę i napisz /assign @nazwa
toast-assigned = #{ $number } prowadzi teraz { $name }.
toast-assigned-off-shift = #{ $number } prowadzi teraz { $name }, ale nie jest na zmianie: upewnij się, że to zobaczy.
toast-no-colleagues = Nie ma tu nikogo innego. Każdy pojawia się tutaj, gdy coś napisze albo naciśnie.
said = { $words }
assigned = { $by } przekazuje ci { $case }
handed-over =
    { $count ->
        [one] { $by } przekazuje ci { $count } sprawę:
        [few] { $by } przekazuje ci { $count } sprawy:
       *[many] { $by } przekazuje ci { $count } spraw:
    }
usage-assign = Przesuń kartę w lewo i napisz: /assign @nazwa
refused-has-it-already = Sprawa już tam jest.
refused-assignee-left = { $name } już tu nie pracuje. Wybierz kogoś innego.
refused-assignee-cannot = { $name } nie może odpowiadać klientom. Wybierz kogoś innego.
refused-nobody-named = Nie znam tu nikogo takiego: { $name }. Na przykład: { $names }
refused-several-named = { $name } – jest kilka takich osób: { $names }

# Zmiany
command-shift = kto jest na zmianie; /shift on, /shift off
command-handover = przekazać wszystko, co mam
command-private = gdzie pracuję: tutaj czy w grupie
usage-shift = /shift pokazuje, kto jest na zmianie. /shift on zaczyna twoją, /shift off ją kończy.
shift-head =
    { $count ->
        [0] Nikogo nie ma na zmianie.
        [one] Na zmianie: { $count }
        [few] Na zmianie: { $count }
       *[many] Na zmianie: { $count }
    }
shift-one = 🟢 { $name } · { $count ->
        [0] bez spraw
        [one] { $count } sprawa
        [few] { $count } sprawy
       *[many] { $count } spraw
    } · początek { $since }
shift-mine =
    { $count ->
        [0] Jesteś na zmianie i nie masz spraw.
        [one] Jesteś na zmianie i masz { $count } sprawę.
        [few] Jesteś na zmianie i masz { $count } sprawy.
       *[many] Jesteś na zmianie i masz { $count } spraw.
    }
shift-not-mine =
    { $count ->
        [0] Nie jesteś na zmianie i nie masz spraw.
        [one] Nie jesteś na zmianie i masz { $count } sprawę: /handover
        [few] Nie jesteś na zmianie i masz { $count } sprawy: /handover
       *[many] Nie jesteś na zmianie i masz { $count } spraw: /handover
    }
shift-over-holds =
    { $count ->
        [one] Twoja zmiana się skończyła. Masz jeszcze { $count } sprawę: kto ją weźmie?
        [few] Twoja zmiana się skończyła. Masz jeszcze { $count } sprawy: kto je weźmie?
       *[many] Twoja zmiana się skończyła. Masz jeszcze { $count } spraw: kto je weźmie?
    }
shift-long = twoja zmiana zaczęła się { $since }. Trwa nadal?
toast-shift-on = Jesteś na zmianie.
toast-shift-off = Twoja zmiana się skończyła.
button-shift-on = Na zmianę
button-shift-off = Zakończ zmianę
board-shift =
    { $more ->
        [0] 🟢 Na zmianie: { $names }
       *[other] 🟢 Na zmianie: { $names } i jeszcze { $more }
    }

# Przekazanie wszystkiego
button-to-queue = Do kolejki
button-keep = Zostaw u mnie
button-hand-over = Przekaż wszystko
handover-queue = kolejka
handover-pick =
    { $count ->
        [one] Masz { $count } sprawę. Kto ją weźmie?
        [few] Masz { $count } sprawy. Kto je weźmie?
       *[many] Masz { $count } spraw. Kto je weźmie?
    }
handover-nothing = Nie masz spraw do przekazania.
handover-to =
    { $count ->
        [one] { $count } sprawę prowadzi teraz { $name } i już o tym wie.
        [few] { $count } sprawy prowadzi teraz { $name } i już o tym wie.
       *[many] { $count } spraw prowadzi teraz { $name } i już o tym wie.
    }
handover-to-queue =
    { $count ->
        [one] { $count } sprawa jest znów wolna.
        [few] { $count } sprawy są znów wolne.
       *[many] { $count } spraw jest znów wolnych.
    }
