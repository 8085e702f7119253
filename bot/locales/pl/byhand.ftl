# Sprawy, które ludzie zakładają sami, i odpowiedzi, które nie idą przez sieć.

network-hand = Ręcznie
kind-hand = ręcznie
card-made-by = Założone przez: { $name }
event-made_by_hand = założone ręcznie
event-corrected_by_hand = zapis poprawiono
hand-file = { $case }: plik do sprawy
why-by-hand = Nie przyszło z sieci. Odpowiedz telefonicznie lub mailem, potem naciśnij „Odpowiedź inną drogą”.

# Odpowiedź inną drogą
button-elsewhere = Odpowiedź inną drogą
button-elsewhere-now = Bez słów
button-way =
    { $way ->
        [phone] Telefonicznie
        [email] Mailem
       *[other] Inaczej
    }
mark-elsewhere =
    { $way ->
        [phone] telefonicznie
        [email] mailem
       *[other] inną drogą
    }
event-told =
    { $way ->
        [phone] odpowiedziano telefonicznie
        [email] odpowiedziano mailem
       *[other] odpowiedziano inną drogą
    }
elsewhere-picker = { $case }. Jak udzielono odpowiedzi? Klient: { $customer }
elsewhere-prompt =
    { $name ->
        [none] co
       *[other] { $name }, co
    } usłyszał klient { $way ->
        [phone] telefonicznie
        [email] mailem
       *[other] inną drogą
    }? { $case } · { $customer }. Przesuń tę wiadomość w lewo i napisz w paru słowach.
elsewhere-noted =
    { $case }: zapisano, że odpowiedziano { $way ->
        [phone] telefonicznie
        [email] mailem
       *[other] inną drogą
    }. Nic nie wysłano.
elsewhere-taken-back = Cofnięto: to już nie liczy się jako odpowiedź.
toast-elsewhere = Zapisano jako odpowiedź. Nic nie wysłano.
draft-elsewhere = jak klient się dowiedział?
kept-elsewhere = W { $case } nie można odpowiedzieć przez sieć, więc nic nie wysłano. Jak klient się dowiedział?
usage-answered = W odpowiedzi na kartę: /answered telefon Przyjedzie w piątek – albo: mail, inaczej
refused-noted-already = To już jest zapisane.
help-answered = W odpowiedzi na kartę: /answered telefon co powiedziano – odpowiedź przez telefon (mail, inaczej)

# /new i wiadomości przekazane dalej
command-new = zapisz, co przyszło telefonicznie lub osobiście
help-new = /new słowa – sprawa z tego, co przyszło telefonicznie lub osobiście; pierwszy wiersz: kto to był. Na czacie prywatnym przekaż mi wiadomość klienta
refused-usage-new = Co powiedział klient? Na przykład: /new Maria, 12345 – a w następnym wierszu: chce zwrócić młynek.
refused-forwarded-ours = To moja wiadomość. Aby odpowiedzieć klientowi, przesuń kartę w lewo.
refused-nothing-to-open = Nie ma tu ani słów, ani pliku, z których powstałaby sprawa.
refused-no-case-to-note = Za późno: ktoś już się tym zajął.
opened-by-hand = Założono { $case }; karta jest w grupie.
button-belongs = Nie, to do #{ $number } · { $name }
belongs-noted = To teraz notatka w #{ $number }; #{ $gone } odrzucono.

# Wklejony adres
link-unknown = Nie umiem przeczytać tego adresu. Działa adres wpisu, komentarza lub rozmowy na VK, skopiowany stamtąd. W innych przypadkach: /new i co powiedział klient.
link-opened = Założono { $case }
link-known = To jest { $case }.
link-not-ours = To cudza strona, nie możemy tam odpowiedzieć. Działają nasze strony i wpisy gdziekolwiek, w których ktoś o nas pisze.
link-our-words = To napisaliśmy my sami. Wklej adres komentarza klienta: jest w jego dacie.
link-a-thing = To zdjęcie, wideo lub produkt. Wklej adres komentarza pod nim: jest w jego dacie.
link-nobody = W tej rozmowie klient nic nie napisał.
link-gone = To usunięte albo zamknięte dla nas.
link-no-token = Posiadane klucze nie pozwalają tego przeczytać: wpisy i komentarze na tablicy i w tematach wymagają VK_SERVICE_TOKEN, pozostałe VK_ADMIN_TOKEN. Na razie: /new i co powiedział klient.
link-refused = Sieć nie przyjmuje teraz naszego klucza, właściciel musi go odnowić. Na razie: /new i co powiedział klient.
link-trouble = Sieć nie pozwoliła teraz tego przeczytać. Spróbuj później albo: /new i co powiedział klient.
link-not-connected = To konto nie jest już podłączone.
