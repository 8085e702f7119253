# Обобщенията по пътя им и какво решава собственикът за тях.

owner-summary-failed =
    ⚠️ Обобщението не можа да се състави. Опитвам отново на всеки десет минути, нищо не е загубено.
    Ако днес не дойде, причината е в журнала на програмата.

button-summary = 📊 Обобщения
button-settings-back = ‹ Назад
settings-summary = Обобщения
settings-summary-hour = Обобщението за деня идва тук всеки ден в { $time } (SUMMARY_AT в настройките на програмата).
setting-weekly_summary =
    { $choice ->
        [on] Седмично: да
       *[off] Седмично: не
    }
setting-why-weekly_summary = Седмично: в понеделник, от предишния понеделник до неделя.
setting-monthly_summary =
    { $choice ->
        [on] Месечно: да
       *[off] Месечно: не
    }
setting-why-monthly_summary = Месечно: на първо число, за миналия месец.
setting-team_summary =
    { $choice ->
        [on] За екипа: да
       *[off] За екипа: не
    }
setting-why-team_summary = За екипа: денят в пет реда в групата на операторите, в същия час. Никой не се сравнява с никого.
