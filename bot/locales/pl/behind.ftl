# Sprawy za liczbą: nagłówki list

list-hours = Według godzin: { $shown }
behind-more =
    { $figure ->
        [next] Dostali następną odpowiedź
        [next_open] Czekają na następną odpowiedź
        [due_first] Pierwsze odpowiedzi, których termin minął
        [due_next] Następne odpowiedzi, których termin minął
        [due_resolution] Załatwienia, których termin minął
        [met_first] Pierwsze odpowiedzi w terminie
        [met_next] Następne odpowiedzi w terminie
        [met_resolution] Załatwione w terminie
        [outside_answered] Przyszły poza godzinami pracy, z odpowiedzią
        [outside_unanswered] Przyszły poza godzinami pracy, jeszcze bez odpowiedzi
        [approvals] Odpowiedzi, które czekały na sprawdzenie
        [approved] Odpowiedź zatwierdzona
        [declined] Odpowiedź odrzucona
        [approvals_open] Odpowiedź jeszcze niesprawdzona
        [approvals_decided] Odpowiedź zatwierdzona lub odrzucona
        [surveys] Zapytano klienta, czy jest zadowolony
        [survey_replies] Zapytano klienta i odpowiedział
       *[survey_answers] Klient dał ocenę
    }
behind-part = { $name } · { $part }
part-name =
    { $part ->
        [messages] wiadomości
        [answered] z odpowiedzią
        [unanswered] jeszcze bez odpowiedzi
        [resolved] załatwione
        [answers] odpowiedzi
        [first] pierwsze odpowiedzi
        [claimed] wzięte
        [reopened] otwarte ponownie
        [scores] oceny klientów
        [overdue] po terminie
        [returned] zwrócone
       *[open] nadal otwarte
    }
behind-case = Sprawa { $number }
behind-whole =
    { $what ->
        [networks] Wszystkie sieci
        [kinds] Wszystkie rodzaje
        [categories] Wszystkie kategorie
        [tags] Wszystkie tagi
        [departments] Wszystkie działy: ile zapytań
        [people] Wszystkie osoby: ile odpowiedzi
       *[outcomes] Jak się wszystko skończyło
    }
behind-whole-nothing = Nic nie zostało: sprawy mogły zostać od tego czasu połączone.
