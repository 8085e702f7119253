# Summaries on their way, and what the owner sets about them.

owner-summary-failed =
    ⚠️ A summary could not be made. I try again every ten minutes; nothing of it is lost.
    If it does not come today, the log says why.
owner-facts-failed =
    ⚠️ The figures of some cases could not be made, so reports and summaries are without them. I try again every hour; nothing is lost.
    The log says which cases, and why.

button-summary = 📊 Summary
button-settings-back = ‹ Back
settings-summary = Summaries
settings-summary-hour = The summary of the day comes here every day at { $time } ({ $zone }).
button-summary-hour = 🕘 Hour: { $time }
summary-hour-head = When does the summary come?
summary-hour-why = The summary of the week, of the month and the team's day come at the same hour. The first day after a change is longer or shorter, so that nothing is lost and nothing told twice.
toast-summary-hour = Summary at { $time }
setting-weekly_summary =
    { $choice ->
        [on] Weekly: on
       *[off] Weekly: off
    }
setting-why-weekly_summary = Weekly: on Monday, from Monday to Sunday before.
setting-monthly_summary =
    { $choice ->
        [on] Monthly: on
       *[off] Monthly: off
    }
setting-why-monthly_summary = Monthly: on the first, the month before.
setting-team_summary =
    { $choice ->
        [on] For the team: on
       *[off] For the team: off
    }
setting-why-team_summary = For the team: the day in five lines into the operators' group, at the same hour. It compares nobody.
