# Praca na prywatnym czacie: własne sprawy na prywatnym czacie z botem.
card-held-in-private = Prowadzi { $name } (prywatnie)
earlier-head = { $case }: cała rozmowa
card-not-yours = { $case }: już tu nie pracujesz.
usage-private = Gdzie wolisz prowadzić swoje sprawy? /private on – tutaj, na prywatnym czacie ze mną. /private off – w grupie.
private-is-on = Co weźmiesz, przychodzi tutaj, na prywatny czat ze mną. Grupa widzi tylko, że masz sprawę i jak się kończy.
private-is-off = Pracujesz w grupie. Mogę przynosić twoje sprawy na nasz prywatny czat: cała rozmowa, nowe słowa z powiadomieniem, wszystko jak w grupie.
private-on =
    { $count ->
        [0] Od teraz to, co weźmiesz, przychodzi na nasz prywatny czat. W grupie karta pokazuje tylko, że masz sprawę. Z powrotem: /private off
        [one] Od teraz twoje sprawy przychodzą na nasz prywatny czat: zaraz przyjdzie { $count } sprawa. Z powrotem: /private off
        [few] Od teraz twoje sprawy przychodzą na nasz prywatny czat: zaraz przyjdą { $count } sprawy. Z powrotem: /private off
       *[many] Od teraz twoje sprawy przychodzą na nasz prywatny czat: zaraz przyjdzie { $count } spraw. Z powrotem: /private off
    }
private-off =
    { $count ->
        [0] Od teraz pracujesz w grupie. Znów prywatnie: /private on
        [one] Od teraz pracujesz w grupie: { $count } sprawa tam wraca.
        [few] Od teraz pracujesz w grupie: { $count } sprawy tam wracają.
       *[many] Od teraz pracujesz w grupie: { $count } spraw tam wraca.
    }
private-fell-back =
    { $name }, nie mogę już pisać do ciebie prywatnie: nasz czat jest zablokowany albo nigdy nie był otwarty. { $count ->
        [0] Od teraz to, co weźmiesz, zostaje w grupie.
        [one] Twoja { $count } sprawa jest znów w grupie.
        [few] Twoje { $count } sprawy są znów w grupie.
       *[many] Twoich { $count } spraw jest znów w grupie.
    } Aby pracować prywatnie: otwórz czat ze mną, naciśnij „Start” i napisz /private on.
button-private-on = Pracuj prywatnie
button-private-off = Pracuj w grupie
refused-private-unopened = Najpierw otwórz czat z { $bot } i naciśnij „Start”. Potem napisz tam /private on.
private-astray = To nigdzie nie idzie. Aby odpowiedzieć klientowi, przesuń kartę w lewo i pisz.
