# Czego nie można i dlaczego: najczęściej dymek, najwyżej 200 znaków.

refused-held = Tę sprawę prowadzi { $name }.
refused-yours = Ta sprawa jest już twoja.
refused-free = Ta sprawa jest niczyja.
refused-unseen = Najpierw przeczytaj, klient znów napisał: { $text }
refused-open = Ta sprawa jest już otwarta.
refused-waiting =
    { $action ->
        [reopen] Ta sprawa jest już otwarta: klient ma odpowiedź.
       *[other] Nie teraz: klient ma już odpowiedź.
    }
refused-resolved =
    { $action ->
        [resolve] Już załatwiona.
       *[other] Ta sprawa jest załatwiona. Najpierw naciśnij „Otwórz ponownie”.
    }
refused-dismissed =
    { $action ->
        [dismiss] Już pominięta.
       *[other] Ta sprawa jest pominięta. Najpierw naciśnij „Otwórz ponownie”.
    }
refused-cannot-reply = Nie da się odpowiedzieć. { $reason }
refused-nothing-to-answer = Nie ma tu na co odpowiadać.
refused-too-long =
    { $excess ->
        [one] Za długo: wolno { $limit }, za dużo o { $excess } znak.
        [few] Za długo: wolno { $limit }, za dużo o { $excess } znaki.
       *[many] Za długo: wolno { $limit }, za dużo o { $excess } znaków.
    }
refused-too-late = Za późno: odpowiedź już wyszła.
refused-too-late-to-change = Za późno na zmianę: odpowiedź już wyszła.
refused-taken-back = Ta odpowiedź jest cofnięta, nic nie wyszło. Aby odpowiedzieć, przesuń jeszcze raz.
refused-answer-gone = Tej odpowiedzi już nie ma.
refused-not-your-answer = Cofnąć może ją tylko autor, kto prowadzi sprawę, kierownik albo właściciel.
refused-not-failed = Nie ma czego ponawiać: z tą odpowiedzią wszystko jasne.
refused-not-unknown = Z tą odpowiedzią wszystko już jasne.
refused-draft-gone = Ten szkic jest już rozstrzygnięty.
refused-not-your-draft = Ten szkic musi wysłać ktoś inny.
refused-department-gone = Tego działu już nie ma.
refused-desk-is-department = To miejsce działu { $name }. Operatorzy potrzebują własnej grupy albo własnego tematu.
refused-department-both = Tutaj jest już dział „{ $here }”, a „{ $name }” jest gdzie indziej. Wybierz inną nazwę albo miejsce.
refused-asked-already = Dział już zapytany, jeszcze bez odpowiedzi: { $department }.
refused-role =
    { $action ->
        [settings] Tylko właściciel zmienia ustawienia i grupy.
        [staff] Tylko właściciel daje role.
        [forget] Tylko właściciel zapomina klienta.
        [team] Tylko właściciel i kierownicy widzą, kto jest w zespole.
        [report] Tylko właściciel i kierownicy widzą liczby.
        [templates] Tylko właściciel i kierownicy zmieniają wspólne szablony.
       *[other]
            { $role ->
                [viewer] Masz tu rolę obserwatora: możesz patrzeć, nie działać. Zmienia to właściciel.
                [specialist] To robią operatorzy. Ty doradzasz: przesuń kartę swojego działu w lewo i pisz.
                [trainee] Jeszcze nie: stażysta prosi o to operatora albo kierownika.
               *[other] Twoja rola na to nie pozwala. Może ją zmienić właściciel.
            }
    }
refused-empty-note = Po // nic nie ma: napisz tam notatkę.
refused-name-needed = Piszesz anonimowo. Zrób to pod własnym nazwiskiem.
refused-text-only = Da się tu wysłać tylko tekst, bez zdjęć i plików.
refused-nothing-asked = Nikt już nie pyta tego działu o tę sprawę.
refused-unknown-command = Nie ma takiej komendy, nic nie wyszło. Jakie są, pokaże /help.
refused-usage-escalate = Który dział? /escalate NAZWA pytanie. Są: { $departments }
refused-signature-too-long = Podpis to jedna linijka, najwyżej { $limit } znaków.
refused-post-gone = Ten post nie jest tu znany.
refused-account-urgent = To konto jest oznaczone jako pilne: jego komentarze zawsze przychodzą jako karty. Właściciel zmienia to w /settings.
refused-settled = #{ $number } jest już rozstrzygnięta.
refused-has-card = #{ $number } ma już kartę.
