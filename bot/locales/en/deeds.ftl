# What can be done beside answering: buttons, questions, what became of it. Toasts: 200 characters at most.

button-moderate = ⚙️ Moderate…
button-deed =
    { $deed ->
        [like] 👍 Like
        [unlike] 👍 Unlike
        [hide] 🙈 Hide
        [restore] 👁 Show again
        [ban] ⛔ Ban…
        [lift] ⛔ Lift the ban
        [close] 🔒 Close comments
        [open] 🔓 Open comments
        [read] ✔️ Mark as read
        [edit] ✏️ Edit answer
        [remove] 🗑 Delete for ever…
       *[delete] 🗑 Delete answer
    }
button-deed-cannot = 🚫 { $label }
button-deed-under-way = ⏳ { $label }
button-deed-surely =
    { $deed ->
        [ban] Yes, ban
        [close] Yes, close
        [remove] Yes, delete
       *[delete] Yes, delete
    }
button-term =
    { $term ->
        [hour] 1 hour
        [day] 1 day
        [week] 1 week
        [month] 1 month
       *[ever] for ever
    }
button-reason =
    { $reason ->
        [spam] spam
        [insult] insults
        [obscene] obscene words
        [off_topic] off topic
       *[other] other
    }

moderate-head = { $case }: what to do with this?
moderate-nothing = { $case }: nothing more can be done with this.
ban-term = Ban { $customer } in { $network }: for how long?
ban-reason = Ban { $customer }: why?
surely-ban = Ban { $customer } in { $network }? { $term } · { $reason }
surely-deed =
    { $deed ->
        [close] Close the comments under this post? Nobody can write there, nor can we answer there.
        [remove] Delete this for ever? Nobody will see it any more, and it cannot be brought back.
       *[delete] Delete this answer? The customer will not see it any more, and it cannot be brought back.
    }
edit-leaving =
    { $seconds ->
        [one] Your answer in { $network } is changed in { $seconds } second.
       *[other] Your answer in { $network } is changed in { $seconds } seconds.
    }

toast-deed =
    { $deed ->
        [like] Liking it in { $network }.
        [unlike] Taking the like back in { $network }.
        [hide] Hiding it in { $network }.
        [restore] Showing it again in { $network }.
        [ban] Banning them in { $network }.
        [lift] Lifting the ban in { $network }.
        [close] Closing the comments in { $network }.
        [open] Opening the comments in { $network }.
        [read] Marking it as read in { $network }.
        [edit] Changing it in { $network }.
        [remove] Deleting it in { $network }.
       *[delete] Deleting it in { $network }.
    }
toast-deed-so = Done or under way already.
toast-how-to-edit = Edit your own message here that became the answer, or swipe the card: /edit and the new words. It is changed for the customer too.
toast-edit-undone = Nothing is changed for the customer.

refused-cannot-do = Not possible from here. { $reason }
refused-cannot-change = Too late to change, the answer has gone out. { $reason }
refused-too-late-to-undo = Too late, the answer has been changed. Edit your message again.
refused-not-your-answer-to-change = Only its author, who approved it, whoever has the case, a supervisor or the owner may change or delete it.
why-deed-needs-admin-token = It needs an administrator's token: the owner sets VK_ADMIN_TOKEN. Until then please do it in VK.
why-not-here = This cannot be done here.
why-too-old = It is more than 24 hours old: the network does not let it be changed any more.
why-hidden = It is hidden. Show it again first (More → Moderate).

mark-hidden = 🙈 hidden
mark-liked = 👍 liked
card-comments-closed = comments closed

deed-failed =
    { $name ->
        [none] “{ $deed }” did not work in { $case } ({ $network }).
       *[other] { $name }, “{ $deed }” did not work in { $case } ({ $network }).
    }
deed-name =
    { $deed ->
        [like] Like
        [unlike] Unlike
        [hide] Hide
        [restore] Show again
        [ban] Ban
        [lift] Lift the ban
        [close] Close comments
        [open] Open comments
        [read] Mark as read
        [edit] Edit answer
        [remove] Delete for ever
       *[delete] Delete answer
    }
event-deed_asked = { $deed }: asked for
event-deed_done = { $deed }: done
event-deed_failed = { $deed }: did not work
event-deed_undone = { $deed }: undone in time
event-hidden_there = hidden by our side in the network itself
event-restored_there = shown again by our side in the network itself
why-has-files = It has files: change it in the network.
why-private-data = Everybody could read something private in it.
