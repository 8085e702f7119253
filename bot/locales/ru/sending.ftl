# Сводки в пути и что владелец о них решает.

owner-summary-failed =
    ⚠️ Не получилось составить сводку. Пробую снова каждые десять минут, ничего не потеряно.
    Если сегодня она так и не придёт, причина есть в журнале программы.

button-summary = 📊 Сводки
button-settings-back = ‹ Назад
settings-summary = Сводки
settings-summary-hour = Сводка за сутки приходит сюда каждый день в { $time } (SUMMARY_AT в настройках программы).
setting-weekly_summary =
    { $choice ->
        [on] За неделю: да
       *[off] За неделю: нет
    }
setting-why-weekly_summary = За неделю: по понедельникам, с прошлого понедельника по воскресенье.
setting-monthly_summary =
    { $choice ->
        [on] За месяц: да
       *[off] За месяц: нет
    }
setting-why-monthly_summary = За месяц: первого числа, за прошлый месяц.
setting-team_summary =
    { $choice ->
        [on] Для команды: да
       *[off] Для команды: нет
    }
setting-why-team_summary = Для команды: сутки в пяти строках в группу операторов, в тот же час. Никто ни с кем не сравнивается.
