# Pliki dla klientów

refused-no-such-file = Do klienta mogą pójść tylko tekst, zdjęcia, filmy, wiadomości głosowe i pliki.
refused-album-words = Zmień tekst pod pierwszym plikiem: ten nie zostanie wysłany.
refused-file-too-big = Ten plik ma ponad 20 MB, a większych Telegram mi nie daje. Zmniejsz go albo wyślij link do niego.
refused-file-type = Sieć nie przyjmuje plików MP3 ani programów. Spakuj plik albo wyślij link do niego.
refused-file-kind = Takiego pliku nie da się tam wysłać.
refused-file-needs-right = Pliki wymagają tokenu z uprawnieniami do zdjęć i dokumentów: właściciel tworzy z nimi nowy VK_GROUP_TOKEN.
refused-file-sticker = Naklejek nie da się tam wysłać. Wyślij obrazek.
refused-file-voice-in-comment = W komentarzach nie ma wiadomości głosowych.
refused-files-too-many =
    { $most ->
        [one] W jednej odpowiedzi mieści się tam tylko { $most } plik.
        [few] W jednej odpowiedzi mieszczą się tam tylko { $most } pliki.
       *[many] W jednej odpowiedzi mieści się tam tylko { $most } plików.
    }
kept-files =
    { $rest ->
        [as-file] Zachowane jako szkic: wysłać jako plik? Albo napisz to słowami lub w wiadomości prywatnej.
        [first]
            { $most ->
                [one] Wszystkie są zachowane jako szkic: wysłać pierwszy?
                [few] Wszystkie są zachowane jako szkic: wysłać pierwsze { $most }?
               *[many] Wszystkie są zachowane jako szkic: wysłać pierwszych { $most }?
            }
        [rest] Pozostałe są zachowane jako szkic: wysłać bez niego?
        [words] Twój tekst jest zachowany jako szkic: wysłać tylko jego?
       *[other] Zachowane jako szkic, aż przyjdzie reszta.
    }
button-send-rest =
    { $rest ->
        [as-file] 📎 Wyślij jako plik
        [first] Wyślij pierwsze
        [rest] Wyślij pozostałe
       *[other] Wyślij tekst
    }
why-file-refused = Sieć odrzuca plik: nie pasuje jej rodzaj albo rozmiar.
why-file-gone = Telegram nie daje już tego pliku. Przesuń kartę i wyślij go jeszcze raz.
