# What the owner reads: summaries and reports. On a phone, by somebody who was not there.

report-period = { $start } – { $end }
report-moment = { $date } { $time }
report-date =
    { $day } { $month ->
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
    }
report-number = { $number }
report-seconds = { $seconds } s
report-minutes = { $minutes } min
report-hours = { $hours } h { $minutes } min
report-days = { $days } d { $hours } h
report-more = …and { $count } more
report-whole-days = { $days } d
report-whole-hours = { $hours } h
report-percent = { $percent }%
report-date-year = { $date } { $year }
report-weekday = { $weekday } { $date }
report-month =
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
    }
report-tag = #{ $name }
report-case = #{ $number }
report-left = { $name } (no longer here)

# The head
summary-title-day = Summary of the day
summary-title-week = Summary of the week
summary-title-month = Summary of the month
summary-title-so-far = So far today
summary-title-period = Report
summary-late = This comes late: it was due on { $time }.
summary-missed-day =
    { $count ->
        [one] For the day before there was no summary.
       *[other] For the { $count } days before there was no summary.
    }
summary-missed-week =
    { $count ->
        [one] For the week before there was no summary.
       *[other] For the { $count } weeks before there was no summary.
    }
summary-missed-month =
    { $count ->
        [one] For the month before there was no summary.
       *[other] For the { $count } months before there was no summary.
    }
summary-only = Only: { $filters }
summary-quiet-day = A quiet day: nobody wrote.
summary-quiet-week = A quiet week: nobody wrote.
summary-quiet-month = A quiet month: nobody wrote.
summary-quiet-so-far = Quiet so far: nobody wrote.
summary-quiet-period = Nobody wrote in this time.
summary-no-data = There is nothing to count yet. As soon as customers write, the figures will be here.
summary-worth = Worth knowing
summary-target = First answer: the target is { $duration } of working time.

# Names of figures: short, they stand in a table on a phone
row-messages = Messages
row-cases = Cases
row-new-customers = New customers
row-returning-customers = Customers who came again
row-quiet = Collected quietly
row-needs = Need an answer
row-apart = Need none
row-claimed = Claimed
row-answers = Answers given
row-answers-elsewhere = – in the network itself
row-dismissed = Dismissed
row-answered = Answered
row-unanswered = Not answered yet
row-closed = Closed without an answer
row-reply-rate = Reply rate
row-first-median = First answer, median
row-first-p90 = First answer, 9 in 10
row-first-working-median = – in working time
row-first-working-p90 = – in working time, 9 in 10
row-next-median = Next answer, median
row-next-p90 = Next answer, 9 in 10
row-next-working-median = – next, in working time
row-next-working-p90 = – next, in working time, 9 in 10
row-next-open = Wait for the next answer
row-met-first = First answers in time
row-late-first = – late
row-met-next = Next answers in time
row-late-next = – next, late
row-met-resolution = Resolved in time
row-late-resolution = – resolved late, or not yet
row-resolved = Resolved
row-first-resolved = Resolved for the first time
row-first-resolution-median = First resolution, median
row-first-resolution-p90 = First resolution, 9 in 10
row-resolution-median = Until it was over, median
row-resolution-p90 = Until it was over, 9 in 10
row-handling-median = Our work on it, median
row-handling-p90 = Our work on it, 9 in 10
row-reopened = Open again within 7 days
row-reopen-rate = – of those resolved
row-maturing = – may still come back
row-at-once = Resolved at once
row-silent = Resolved without a word
row-sent-elsewhere = Sent elsewhere
row-sent-elsewhere-rate = – of those resolved, sent on
row-open = Still open
row-waiting = – waiting for an answer
row-oldest = Waiting longest
row-outside = Came outside hours
row-outside-median = Waited, median
row-outside-p90 = Waited, 9 in 10
row-outside-working-median = – in working time
row-outside-working-p90 = – in working time, 9 in 10
row-outside-unanswered = Not answered yet
row-approvals = Waited for a look
row-approved = Approved
row-declined = Declined
row-approvals-open = Not looked at yet
row-approval-median = Took, median
row-approval-p90 = Took, 9 in 10
row-failed = Answers that did not arrive
row-downtime = Something was down, in all
row-surveys = Asked
row-survey-answers = Answers received
row-response-rate = Answered, of those asked
row-nps = Would recommend us (NPS)
row-csat = Satisfied (CSAT)

# The parts below the table
section-speed = Speed and deadlines
section-came = What came
section-tags = Tags
section-endings = How it ended
section-backlog = Still open
section-outside = Outside hours
section-departments = Departments
section-approvals = Approvals
section-people = People
section-satisfaction = What customers think
section-failures = What did not work

# Several figures beside each other: “answers 18 · claimed 20”
bit-cases = cases { $figure }
bit-messages = messages { $figure }
bit-answers = answers { $figure }
bit-answered = answered { $figure }
bit-unanswered = not answered yet { $figure }
bit-claimed = claimed { $figure }
bit-resolved = times resolved { $figure }
bit-reopened = opened again { $figure }
bit-first = first answer { $figure }
bit-median = median { $figure }
bit-asked = asked { $figure }
bit-overdue = overdue { $figure }
bit-returned = returned { $figure }
bit-open = still open { $figure }
bit-score =
    score { $figure } of { $most } ({ $count ->
        [one] { $n } answer
       *[other] { $n } answers
    })
bit-per-thousand = { $figure } per 1,000 followers
list-kinds = Kinds: { $shown }
list-categories = About: { $shown }
list-no-category = Not sorted
list-outcomes = Ended: { $shown }
list-no-outcome = Not said
list-ages = By age: { $shown }
list-oldest = Waiting longest: { $case }, { $duration }
list-usual = (usually { $usual })
list-scores = Scores: { $shown }

# To the operators' group, at the end of the day
team-title = Our day
team-came =
    { $count ->
        [one] { $figure } case came
       *[other] { $figure } cases came
    }
team-answered =
    { $count ->
        [one] We gave { $figure } answer
       *[other] We gave { $figure } answers
    }
team-first = First answer: half within { $duration }
team-in-time = in time { $share }
team-left = Resolved { $resolved }, still open { $open }, waiting for an answer { $waiting }
