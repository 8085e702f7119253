# /report on demand

# Words that are understood; several with commas. English ones are always understood.
reporting-word-network = network
reporting-word-department = department
reporting-word-person = person, operator
reporting-word-tag = tag
reporting-word-against = against
reporting-against-before = before
reporting-against-weeks = weeks
reporting-against-none = none
reporting-words-week = 7 days, week
reporting-words-month = month

# The page
reporting-head = Report
reporting-period =
    { $named ->
        [today] Today
        [yesterday] Yesterday
        [this-week] This week
        [last-week] Last week
        [this-month] This month
        [last-month] Last month
        [days] The chosen days
       *[other] The last { $count } days
    }: { $days }
reporting-only = Only: { $names }
reporting-compared = Compared with { $days }
reporting-compared-nothing = Compared with nothing
reporting-compared-no-desk = Not compared: the desk did not exist before
reporting-left = { $name } (left)
reporting-closed = { $name } (closed)
reporting-removed = (removed)
reporting-how =
    In words: { $example }
    Days: today, yesterday, 7 days, last week, october, 25.10, 01.10-15.10
    Narrowed: network:vk, department:delivery, person:anna, #xxl; with spaces in quotes
    Compared: against:before, against:weeks, against:none
    As a file: xlsx, csv
reporting-example = /report october network:vk #xxl
reporting-in-private = Reports are made in your private chat with me: { $bot }

# Its buttons
button-reporting-span =
    { $span ->
        [today] Today
        [yesterday] Yesterday
        [days-7] 7 days
        [this-month] This month
       *[last-month] Last month
    }
button-reporting-days = Other days…
button-reporting-filter =
    { $filter ->
        [network] Network
        [department] Department
        [person] Person
       *[tag] Tag
    }: { $name }
button-reporting-all = all
button-reporting-everything = All of them
button-reporting-against =
    { $against ->
        [before] Against the time before
        [weeks] Against 4 weeks before
       *[none] Against nothing
    }
button-reporting-show = Show
button-reporting-stop = Stop
reporting-pick =
    { $filter ->
        [network] Which network?
        [department] Cases that went to which department?
        [person] Whose cases? Those that a person had, answered or closed.
       *[tag] Cases with which tag?
    }
reporting-pick-none = There is nothing to choose from yet.
reporting-pick-against =
    What to compare with?
    The time before: as long, just before it; for a month the month before.
    Four weeks before: the same weekdays.
reporting-pick-first = From which day?
reporting-pick-last = From { $day } until which day?
reporting-month =
    { $month ->
        [1] January
        [2] February
        [3] March
        [4] April
        [5] May
        [6] June
        [7] July
        [8] August
        [9] September
        [10] October
        [11] November
       *[12] December
    } { $year }
toast-reporting-no-day = That day cannot be chosen: it is yet to come, before the desk began, or before the first day.
toast-reporting-gone = This page is too old. Send /report for a new one.
toast-reporting-starts = One moment…
toast-reporting-stopped = Stopped.
toast-reporting-over = Nothing is being counted.

# While it is counted, and after
reporting-waits = ⏳ Waiting for its turn…
reporting-counts =
    { $step ->
        [figures] ⏳ Counting…
        [pictures] ⏳ Drawing…
       *[file] ⏳ Writing the file…
    } { $seconds } s
reporting-facts = ⏳ Catching up with what happened: { $percent }%… { $seconds } s
reporting-done = ✅ Done, see below.
reporting-stopped = Stopped.
reporting-nothing = Nothing happened in that time: nobody wrote and nothing was done.
reporting-failed = ⚠️ That did not work. It is not your fault; try again. If it fails again, the log tells why.
reporting-file = Report { $days }

# Refusals
refused-reporting-too-long = That is { $length } characters, { $limit } are the most.
refused-reporting-not-understood = Not understood: { $found }. For example: /report 01.11-15.11 network:vk – /report alone shows a page with buttons.
refused-reporting-many-periods = That is more than one period. Two dates are one: /report 01.11-15.11
refused-reporting-reversed = { $found } ends before it begins. Did you mean { $right }?
refused-reporting-no-such-day = There is no such day: { $found }. A day is 25.11 or 25.11.2026, two are 01.11-15.11
refused-reporting-no-filter = { $found } is no filter. There are network:, department:, person:, tag: and against:
refused-reporting-no-against = Compared with { $found }? There are against:before, against:weeks and against:none
refused-reporting-twice =
    { $filter ->
        [network] Only one network at a time.
        [department] Only one department at a time.
        [person] Only one person at a time.
       *[tag] Only one tag at a time.
    }
refused-reporting-unknown =
    { $filter ->
        [network] No network is called { $found }.
        [department] No department is called { $found }.
        [person] Nobody is called { $found }, or more than one is.
       *[tag] No tag is called { $found }.
    } There are: { $names }
refused-reporting-alike = More than one is called { $found }: { $names }. Say which one.
refused-reporting-future = { $day } is yet to come; today is { $today }.
refused-reporting-before-desk = Nothing is known of that time: the desk began on { $day }.
refused-reporting-busy = A report of yours is being counted already. Wait for it, or stop it.

# The cases behind a figure
behind-figure =
    { $figure ->
        [answers_elsewhere] Answers given in the network itself
        [late_first] First answers, late
        [late_next] Next answers, late
        [late_resolution] Resolved late, or not yet
        [maturing] Resolved, may still come back
        [waiting] Still open, waiting for an answer
        [network] Network: { $name }
        [kind] Kind: { $name }
        [category] Category: { $name }
        [hour] Hour: { $name }
        [tag] Tag: { $name }
        [person] Person: { $name }
        [department] Department: { $name }
        [age] Open: { $name }
        [outcome] How it ended: { $name }
       *[score] Score: { $name }
    }
behind-nothing = There are none by now: cases may have been merged since.
refused-behind-no-report = There is no such report.
refused-behind-no-figure = This report has no such figure.
