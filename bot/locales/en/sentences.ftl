# What is worth knowing, in a sentence. The rules are in docs/reports.md.

worth-spike = Much more than usual: { $figure } cases, usually { $usual }.
worth-late-first = First answers: { $figure } of { $of } were late, { $share } came in time.
worth-late-next = Next answers: { $figure } of { $of } were late, { $share } came in time.
worth-late-resolution = Resolving: { $figure } of { $of } took too long, { $share } were resolved in time.
worth-tag =
    { $count ->
        [one] { $tag } came up { $figure } time, usually { $usual }.
       *[other] { $tag } came up { $figure } times, usually { $usual }.
    }
worth-tag-new =
    { $count ->
        [one] { $tag } is new: it came up { $figure } time,
       *[other] { $tag } is new: it came up { $figure } times,
    } { $span ->
        [day] and not once on this weekday in the four weeks before.
        [time] and not once at the same time of the four weeks before.
       *[weeks] and not once in the four weeks before.
    }
worth-waits = { $case } has waited { $duration } for an answer. Waiting in all: { $figure }.
worth-replies = Fewer got an answer: { $share }, before that { $before }. Not answered yet: { $figure }.
worth-downtime = { $part }: { $duration }
worth-failed =
    { $count ->
        [one] { $figure } answer did not arrive.
       *[other] { $figure } answers did not arrive.
    }
worth-csat = Only { $share } are satisfied. Answers: { $n }, response rate: { $rate }.
worth-nps = More are unhappy than would recommend us: NPS { $nps }. Answers: { $n }, response rate: { $rate }.
worth-reopened = { $figure } of { $of } resolved cases were opened again within 7 days.
worth-well = All is well: { $share } of { $count } that need an answer have one.
outage-network = { $network } was not heard
outage-answers = Answers to { $network } stood still
outage-telegram = Telegram was away
outage-group = The group was out of reach
outage-other = Something did not work
