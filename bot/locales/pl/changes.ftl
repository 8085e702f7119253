# Odpowiedzi powiedziane inaczej: jeszcze w drodze albo już u klienta.

look-undone = { $by } cofa zatwierdzoną zmianę w { $case }. Klient czyta poprzednią odpowiedź.
event-answer_changed = odpowiedź zmieniona przed wysłaniem
