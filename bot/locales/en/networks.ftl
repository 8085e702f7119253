# What networks other than VK bring: reviews, rules of theirs, prices.

kind-review = review
review-was = (was { $stars })
mark-replaced = replaced

# Which of a network's rules forbids it
why-window-closed = The network's time for answering is over.
why-once-only = The network allows this only once.
why-not-summoned = The network lets us answer only those who mention us.
why-human-only = The network takes only what a person writes now.
why-paid-quota = The amount paid for at the network is used up. The owner can raise it.
owner-quota-paid = { $account }: the amount paid for at the network is used up, or your own cap is reached. Answers wait, about { $hours ->
    [one] an hour
   *[other] { $hours } hours
}, or until you raise it.

# What it asks of an answer
card-answer-until = The time for answering ends { $at }
card-answer-costs =
    { $link ->
        [none] An answer costs { $price }
       *[other] An answer costs { $price }, with a link { $link }
    }
card-answer-replaces = A new answer takes the place of the one before
leaving-costs = It costs { $price }.

surely-ban-simply = Ban { $customer } in { $network }?

# A token that ends one day
needs-token-ends = my token ends on { $day }. Please make a new one before, put it in place of the old one and restart me: after that day nothing comes in and no answer goes out.
well-token-ends = the token lasts.
