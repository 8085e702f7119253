# A customer is forgotten, old words are erased.

button-customer-forget = 🧹 Forget
button-forget-surely = Yes, forget for good
surely-forget = Forget { $customer } for good? Names, profiles, notes, files and all that was said go from here and from the desk's messages in Telegram. The cases stay as numbers in reports. Nobody can bring it back.
forget-counts =
    { $cases ->
        [one] { $cases } case
       *[other] { $cases } cases
    }, { $messages ->
        [one] { $messages } message
       *[other] { $messages } messages
    }
forget-open =
    { $count ->
        [one] { $count } case is open and will be closed.
       *[other] { $count } cases are open and will be closed.
    }
toast-forgotten = Forgotten. The desk's messages are being cleared.
card-forgotten = the customer has been forgotten; nothing of what was said is kept
card-erased = closed long ago; what was said has been erased
message-erased = Erased.
event-forgotten = closed: the customer has been forgotten
owner-not-erased =
    { $link ->
        [none] A voice message of { $at } stays in the private chat of { $person } with me: its customer has been forgotten, and bots cannot delete or change old ones. { $person } can delete it there by hand.
       *[other] A voice message of { $at } stays in Telegram: its customer has been forgotten, and bots cannot delete or change old ones. Delete it by hand: { $link }
    }
refused-erased = What was said in this case has been erased. Nothing can be done with it any more.
refused-customer-forgotten = This customer has been forgotten already.
refused-forget-busy = An answer to this customer is leaving right now. Try again in a minute.

button-old-words = 🧹 Old words
settings-keep = How long words are kept
setting-why-keep_months = So long after a case was closed, what was said in it is erased: here and in the desk's messages in Telegram. The case stays, and so do figures and what is known of the customer. It begins a day after you set it; until then you can change your mind.
setting-keep_months =
    { $choice ->
        [y5] 5 years
        [y3] 3 years
        [y2] 2 years
        [y1] 1 year
       *[ever] for ever
    }
