# Napisy na przyciskach: jedno–dwa słowa.

button-claim = Weź
button-release = Oddaj
button-take-over = Przejmij
button-take-over-surely = Tak, przejmij
button-reply = Odpowiedz
button-cannot-reply = 🚫 Odpowiedz
button-escalate = Do działu
button-escalate-now = Wyślij bez pytania
button-ask = Napisz pytanie
button-resolve = Załatwione
button-dismiss = Pomiń
button-reopen = Otwórz ponownie
button-note = Notatka
button-more = Więcej
button-history = Historia
button-undo = Cofnij
button-retry = Ponów
button-is-there = Odpowiedź tam jest
button-send-draft = Wyślij szkic
button-send-draft-number = Wyślij szkic { $number }
button-send-to-customer = Wyślij klientowi
button-drop-draft = Usuń
button-drop-draft-number = Usuń szkic { $number }
button-close = Zamknij
button-open-in = Otwórz w { $network }
