# What the desk knows of a customer: notes, promises, tags, who is who.

button-customer = Customer
event-vip = priority raised: the customer is a VIP
event-customer_merged = customer merged with another
event-customer_split = customer split off

# On a card
customer-promised = promised: { $words }
customer-promised-by = promised: { $words } by { $day }
customer-more = +{ $count }

# The page
customer-vip = VIP
customer-own-name = our name for them
customer-open = open
customer-deactivated = profile deleted
customer-speaks = 🗣 { $language }
customer-promises = Promised
customer-notes = Notes: { $count }
customer-cases = Cases: { $count }
customer-due = by { $day }
customer-overdue = overdue
customer-noted-by = { $name }, { $day }
customer-this-case = this case
customer-status =
    { $status ->
        [open] open
        [waiting] waiting for the customer
        [resolved] resolved
       *[dismissed] dismissed
    }
button-kept = ✅ Kept: { $words }
button-customer-note = Note
button-promise = Promise
button-customer-tags = Tags
button-vip-on = ⭐ Make VIP
button-vip-off = No VIP any more
button-customer-language = Language
button-customer-name = Name
button-customer-merge = Merge
button-customer-split = Split
button-customer-cases = All cases: { $count }
button-customer-notes = All notes: { $count }
button-drop-note = 🗑 { $number }
button-drop-note-surely = Yes, delete
surely-drop-note =
    { $what ->
        [promise] Delete this promise?
       *[note] Delete this note?
    }
toast-vip-on = A VIP from now on: new cases come first.
toast-vip-off = No VIP any more.
toast-promise-kept = Kept. Well done.
toast-note-dropped = Deleted.

# Words that are asked for
customer-wanted =
    { $what ->
        [note] { $name }, swipe this message left and write what the team should know about { $customer } ({ $case }). The customer never sees it.
        [promise] { $name }, swipe this message left and write what { $customer } ({ $case }) was promised. With a day, as “refund by 25.11”, you are reminded in the morning of that day.
        [name] { $name }, swipe this message left and write what we shall call { $customer } ({ $case }). A single - brings back the network's name.
        [tag] { $name }, swipe this message left and write the tags for { $customer } ({ $case }), as #wholesale #allergy
       *[merge] { $name }, swipe this message left and write who is the same person as { $customer } ({ $case }): a case's number, a link or a name.
    }
promise-noted = Promised: { $words }
promise-noted-by = Promised by { $day }: { $words }
promise-due = today is the day of a promise to { $customer }, { $case }:
promise-kept-by = { $name } kept the promise, { $case }:
button-kept-plainly = ✅ Kept
customer-name-set = We call them { $name } now.
customer-name-off = They are called as the network calls them.
customer-tags-set = Tags: { $tags }
customer-pick-tags = Tags of { $customer }. Tap to put one on or take it off.
button-customer-new-tag = New tag
customer-pick-language = What does { $customer } speak? Templates in that language are offered first.
button-language-unknown = Not known

# Who is who
customer-same-likely = Who is the same person as { $customer }? Tap to see both side by side.
customer-same-nobody = Nobody here looks like { $customer }. You can name somebody: a case's number, a link or a name.
button-merge-words = Name somebody
customer-same-person = Is this one person?
customer-merge-how = Merged, they have one page with all cases, notes and tags. Split takes them apart again.
customer-has =
    { $cases ->
        [one] { $cases } case
       *[other] { $cases } cases
    }{ $notes ->
        [0] {""}
        [one] , { $notes } note
       *[other] , { $notes } notes
    }
button-merge-surely = Yes, one person
toast-customer-merged = One customer now.
customer-split-what = What of { $customer } is somebody else?
button-customer-apart = ↩️ { $who } · merged { $day }
button-take-out = ✂️ { $who }
surely-apart = Make { $other } a customer of their own again, apart from { $customer }? What came from there goes back, with all that came since in that name.
surely-take-out = Make { $other } a customer of their own, apart from { $customer }? Their cases go along, and what was noted in them.
button-apart-surely = Yes, split
toast-split =
    { $count ->
        [one] { $name } is a customer of their own now, with { $count } case.
       *[other] { $name } is a customer of their own now, with { $count } cases.
    }

# Refusals
refused-customer-note-empty = Nothing to keep: write some words.
refused-customer-note-too-long = Too long: { $limit } characters at most, { $excess } too many.
refused-customer-note-gone = This note is not there any more.
refused-customer-note-not-yours = Only its author, a supervisor or the owner may delete it.
refused-customer-promise-kept = Somebody has marked it as kept already.
refused-customer-name-empty = Write the name.
refused-customer-name-too-long = Too long: { $limit } characters at most.
refused-customer-tags-many = A customer has { $limit } tags at most. Take one off first.
refused-customer-same = That is this customer already.
refused-customer-ring = This customer has been merged into that one meanwhile. Open the page again.
refused-customer-merged-already = One of the two has been merged with somebody else meanwhile. Open the page again.
refused-customer-other-desk = That customer belongs to another desk.
refused-customer-changed = Somebody changed this meanwhile. Open the page again.
refused-customer-apart-already = They have been taken apart already.
refused-customer-one-identity = There is nothing to split: only one profile is known.
refused-customer-nobody-found = I found nobody by “{ $words }”. Try a case's number, a link to the profile, or the whole name.
refused-no-such-day = There is no such day: { $day }
refused-day-is-over = { $day } is over. Write a day that is still to come, or the year.
