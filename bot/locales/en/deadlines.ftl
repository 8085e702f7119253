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
