# By when: the line of a card, warnings, what the owner sets

card-due =
    { $measure ->
        [resolution] To be resolved { $at }
       *[answer] Answer due { $at }
    }
card-over =
    { $measure ->
        [resolution] Not resolved in time: due { $at }
       *[answer] Overdue: the answer was due { $at }
    }
card-came-back = Back in the queue: { $name } had it for { $time } without an answer
event-overdue = time is over
event-returned = back in the queue: not answered in time

due-soon =
    { $name ->
        [none]
            { $measure ->
                [resolution] { $case } is to be resolved { $at }.
               *[answer] { $case }: answer due { $at }.
            }
       *[other]
            { $measure ->
                [resolution] { $name }, { $case } is to be resolved { $at }.
               *[answer] { $name }, { $case }: answer due { $at }.
            }
    }
due-free = Nobody has it.
due-over =
    { $measure ->
        [resolution] { $case } is not resolved in time: due { $at }.
       *[answer] { $case } is overdue: the answer was due { $at }.
    }
due-holder =
    { $name ->
        [none] Nobody has it.
       *[other] { $name } has it.
    }
due-back = { $case } is back in the queue: { $name } had it for { $time } without an answer.
due-lost = { $case } went back to the queue: you had it for { $time } without an answer.
due-list-soon =
    { $count ->
        [one] Time runs out for { $count } case
       *[other] Time runs out for { $count } cases
    }
due-list-over =
    { $count ->
        [one] { $count } case is overdue
       *[other] { $count } cases are overdue
    }
due-list-late =
    { $count ->
        [one] { $count } case is long overdue
       *[other] { $count } cases are long overdue
    }
due-list-back =
    { $count ->
        [one] { $count } case is back in the queue: not answered in time
       *[other] { $count } cases are back in the queue: not answered in time
    }
due-list-lost =
    { $count ->
        [one] { $count } case of yours went back to the queue: not answered in time
       *[other] { $count } cases of yours went back to the queue: not answered in time
    }
due-more = …and { $count } more: /queue
board-overdue =
    { $count ->
        [one] { $count } overdue
       *[other] { $count } overdue
    }

command-targets = by when (for the owner)
help-targets = /targets – by when customers are answered; in private
button-targets = ⏱ By when
targets-in-private = That is for the two of us: say /targets to { $bot }.
targets-head = By when
targets-why = Counted in working hours; while we wait for the customer the clock stands still. For some cases only, by the buttons or in words: /targets first direct message urgent 15 min
toast-target = Set. Open cases are reckoned anew.
target-measure =
    { $measure ->
        [first] First answer
        [next] Next answer
        [resolution] Resolution
        [department] Department's answer
       *[claim] Back to the queue
    }
target-why =
    { $measure ->
        [first] From the customer's first words to our first answer.
        [next] From the customer's next words to our answer.
        [resolution] Till the case is resolved.
        [department] From the question to a department to its answer. Each department has its own time (/departments); for some cases it can be another.
       *[claim] A claimed case that nobody answers for so long is anybody's again.
    }
target-line = { $measure }: { $time }
target-line-for = { $measure } · { $scope }: { $time }
target-after = after { $time } without an answer
target-working-day = a working day, { $time }
target-department-own = as set for each department
target-never = never
target-default = default
target-default-is = default: { $time }
target-as-others = as all others
target-for = For some cases only…
target-which = For which cases?
target-category =
    { $category ->
        [question] Question
        [problem] Problem
        [complaint] Complaint
        [praise] Praise
        [suggestion] Suggestion
        [no_answer_needed] No answer needed
       *[spam] Spam
    }
target-priority =
    { $priority ->
        [low] Low
        [normal] Normal
        [high] High
       *[urgent] Urgent
    }
refused-target-measure = “{ $found }”: name one of first, next, resolution, department, claim, then the time: /targets first 30 min
refused-target-two = “{ $found }”: name one kind, one category and one priority at most.
refused-target-time = “{ $found }” is no time I know. Like this: 15 min, 2 h, 1 d; or: default
refused-target-zero = { $found } min: the time must be more than nothing. Nothing is changed.
refused-target-long = { $found } min: at most { $limit } days. Nothing is changed.
refused-target-department-for-all = Each department has its own time: /departments. Here it is set for some cases only: /targets department urgent 30 min
refused-target-claim-for-all = The way back to the queue is one for all cases: /targets claim 60 min
