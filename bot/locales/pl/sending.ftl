# Podsumowania w drodze i to, co właściciel o nich ustala.

owner-summary-failed =
    ⚠️ Nie udało się przygotować podsumowania. Próbuję ponownie co dziesięć minut, nic nie przepada.
    Jeśli dziś nie przyjdzie, przyczyna jest w dzienniku programu.
owner-facts-failed =
    ⚠️ Dla niektórych zgłoszeń nie udało się obliczyć wskaźników, w raportach i podsumowaniach ich nie ma. Próbuję ponownie co godzinę, nic nie przepada.
    Które to zgłoszenia i dlaczego, jest w dzienniku programu.

button-summary = 📊 Podsumowania
button-settings-back = ‹ Wstecz
settings-summary = Podsumowania
settings-summary-hour = Podsumowanie dnia przychodzi tu codziennie o { $time } ({ $zone }).
button-summary-hour = 🕘 Godzina: { $time }
summary-hour-head = Kiedy przychodzi podsumowanie?
summary-hour-why = O tej samej godzinie przychodzą podsumowania tygodnia i miesiąca oraz dzień zespołu. Pierwszy dzień po zmianie jest dłuższy albo krótszy: nic nie zginie i nic nie będzie podane dwa razy.
toast-summary-hour = Podsumowanie o { $time }
setting-weekly_summary =
    { $choice ->
        [on] Tygodniowe: tak
       *[off] Tygodniowe: nie
    }
setting-why-weekly_summary = Tygodniowe: w poniedziałek, od poprzedniego poniedziałku do niedzieli.
setting-monthly_summary =
    { $choice ->
        [on] Miesięczne: tak
       *[off] Miesięczne: nie
    }
setting-why-monthly_summary = Miesięczne: pierwszego dnia, za poprzedni miesiąc.
setting-team_summary =
    { $choice ->
        [on] Dla zespołu: tak
       *[off] Dla zespołu: nie
    }
setting-why-team_summary = Dla zespołu: dzień w pięciu wierszach do grupy operatorów, o tej samej godzinie. Nikogo z nikim nie porównuje.
