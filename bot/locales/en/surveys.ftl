# What customers think: the question, its answer, and what the owner sets of it.

# What customers read
survey-question =
    { $asks ->
        [nps] Your question to us is closed. How likely are you to recommend us to a friend? From 0 (never) to 10 (surely): tap a number, or just write it.
       *[csat] Your question to us is closed. How satisfied are you with our help? From 1 (not at all) to 5 (very): tap a number, or just write it.
    }
survey-thanks =
    { $low ->
        [yes] Thank you for telling us, and sorry that it went wrong. Somebody will look at it again. What went wrong? You can write it here.
       *[no] Thank you! If you like, add a few words: we read them all.
    }

# What the desk reads
card-survey = Asked what they think
card-survey-thanks = Thanked for the answer
card-rated = Rated us { $score } of { $most }
low-score = { $customer } rated us { $score } of { $most } in { $case }: it is open again, please look at it.
low-score-known = { $customer } rated us { $score } of { $most } in { $case }.
event-survey = customer asked what they think
event-survey_failed = customer could not be asked what they think
event-survey_thanks = customer thanked for the answer
event-survey_thanks_failed = customer could not be thanked for the answer
event-rated = customer rated us { $score }

# What the owner sets
button-surveys = 💬 What customers think
button-asks =
    { $asks ->
        [nps] 0–10: recommend us?
        [csat] 1–5: satisfied?
       *[off] Ask nothing
    }
surveys-head = What customers think
surveys-now =
    { $asks ->
        [nps] Customers are asked whether they would recommend us.
        [csat] Customers are asked whether they are satisfied.
       *[off] Customers are asked nothing.
    }
surveys-when = We ask whoever wrote a direct message and got an answer: five minutes after the case is resolved, while you are open, at most once in 30 days. Never in public, and never anyone who has another open case or has written again.
surveys-low = The case of whoever gives { $low } or less is opened again with high priority, and supervisors are told.
surveys-says = They read:
toast-surveys = Set.
