# The daily summary. Read on a phone, once a day, by somebody who was not there.

report-title = Summary of the day
report-title-so-far = So far today
report-legend = ▲ more, ▼ less than the day before
report-legend-so-far = ▲ more, ▼ less than the day before by this time
report-late = This comes late: it was due at { $time }.
report-missed =
    { $days ->
        [one] For the day before there was no summary.
       *[other] For the { $days } days before there was no summary.
    }

# Cases. { $figure } is the number with what changed: "38 ▲ 4"
report-quiet = A quiet day: nobody wrote.
report-quiet-so-far = Quiet so far: nobody wrote.
report-cases =
    Received: { $figure } { $messages ->
        [one] ({ $messages } message)
       *[other] ({ $messages } messages)
    }
report-answered =
    Answered: { $figure } { $answers ->
        [one] ({ $answers } answer)
       *[other] ({ $answers } answers)
    }
report-resolved = Resolved: { $figure }
report-dismissed = Dismissed: { $figure }
report-open =
    Still open: { $figure }{ $unanswered ->
        [0] {""}
       *[other] , { $unanswered } of them unanswered
    }
report-collected = Collected quietly, not counted here: { $count }
report-longest = Longest waiting: { $case }, { $duration }

report-first = First answer
report-median = Median: { $figure }
report-p90 = 9 in 10 within { $figure }
report-first-count =
    { $unanswered ->
        [0] { $answered } answered
       *[other] { $answered } answered, { $unanswered } not yet
    }
report-first-none = { $unanswered } not answered yet

report-by-network = Networks
report-network = { $cases } received · { $answered } answered · { $resolved } resolved
report-by-person = People
report-person = { $claimed } claimed · { $answered } answered · { $resolved } resolved
report-share-median = first answer { $duration }
report-elsewhere = Colleagues in the network
report-elsewhere-answers =
    { $answers ->
        [one] { $answers } answer
       *[other] { $answers } answers
    }
