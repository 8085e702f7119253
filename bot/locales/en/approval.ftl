# Answers that a colleague looks at first.

# On the card
draft-approval = a colleague looks at it first
draft-waits =
    { $since ->
        [none] { $approver ->
            [none] waits for approval
           *[other] waits for { $approver }
        }
       *[other] { $approver ->
            [none] waits for approval · { $since }
           *[other] waits for { $approver } · { $since }
        }
    }
draft-changes = instead of the answer that went out
draft-exposes = Everybody could read: { $sorts }
mark-approved = approved by { $name }
button-approve = Approve
button-approve-number = Approve { $number }: { $name }
button-change = Change
button-change-number = Change { $number }
button-decline = Decline
button-decline-number = Decline { $number }
button-decline-plainly = Without a reason
button-look = Ask to look
button-take-back = Take back

# To the author
kept-approval =
    { $approver ->
        [none] Your answer in { $case } waits until a colleague approves it. You hear what becomes of it; { $own ->
            [yes] to change it, edit your message.
           *[no] to change it, take it back and write anew.
        }
        [nobody] Your answer in { $case } waits, but there is nobody here who may approve it. Whoever may will be told.
       *[other] Your answer in { $case } waits for { $approver }. You hear what becomes of it; { $own ->
            [yes] to change it, edit your message.
           *[no] to change it, take it back and write anew.
        }
    }
look-decided =
    { $what ->
        [approved] { $by } approved your answer in { $case }. It goes to the customer.
        [declined] { $reason ->
            [none] { $by } did not approve your answer in { $case }, without a reason.
           *[some] { $by } did not approve your answer in { $case }:
        }
        [changed] { $by } answers { $case } in other words:
       *[withdrawn] { $by } took back the approved answer in { $case }. Nothing is sent.
    }
look-write-anew =
    { $own ->
        [yes] To write anew, edit your message or swipe this one left.
       *[no] To write anew, swipe this message left.
    }

# To those who decide
look-asks =
    { $who ->
        [none] { $author } asks you to look at an answer in { $case }:
       *[other] { $who }: an answer of { $author } in { $case } waits for approval:
    }
look-change = { $who }, what shall { $case } be answered instead of { $author }'s words? Swipe this message left and write: it goes out as yours.
look-decline = { $who }, what is wrong with { $author }'s answer in { $case }? Swipe this message left and write; only the author reads it.
look-whole = All of the answer in { $case }:
look-exposes = Everybody could read this in { $case }: { $sorts }. Approve all the same?
look-changed-meanwhile = The author has changed the answer in { $case }. It says now:
toast-approved = Approved: goes out as { $name }'s answer.
toast-change-approved = Approved: the answer is changed.
toast-declined = Not approved. The author hears it.
toast-words-changed = Not sent: its author has just changed the words. Look again.
toast-say-it =
    { $what ->
        [change] Swipe my message below and write the other words.
       *[decline] Swipe my message below and say why.
    }

usage-decide = Swipe the card left and write /approve, or /decline and why. For example: /decline Say when it comes

# Refusals
refused-own-approval = Your own words: a colleague must approve them. Decline takes them back.
refused-may-not-approve = An operator, a supervisor or the owner approves this.
refused-supervisors-approve = Here only a supervisor or the owner approves such answers.
refused-waits-for-look = This waits for a colleague's approval first.
refused-decided-already =
    { $what ->
        [approved] { $name } has approved this already.
        [declined] { $name } has declined this already.
       *[changed] { $name } has answered in other words already.
    }
refused-author-took-it-back = Its author took these words back.
refused-words-changed = Its author has changed the words. Look at the card and press there.
refused-album-coming = More files of it are coming in. Look again in a moment.
refused-not-yours-to-drop = Only its author takes it back. Press Decline instead.
refused-retry-needs-colleague = A colleague who may publish has to press Retry.
refused-nobody-to-look = There is nobody here who could look. Send it without asking.
refused-usage-look = Write the answer after the question marks: ?? Your parcel leaves today. Or name a colleague: ?? @boris Your parcel …
refused-approver-unknown = { $name } is not known here. These can look: { $who }
refused-approver-cannot = { $name } may not approve this. These can look: { $who }
refused-nothing-waits-here = Nothing waits for approval here.
refused-several-wait = Several answers wait here: press the button of the right one, or swipe the message that shows it alone.

# History
event-look_asked = waits for a colleague's approval
event-look_approved = approved
event-look_declined = not approved
event-look_changed = answered in other words
event-look_reminded = those who may approve were reminded
