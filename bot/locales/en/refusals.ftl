# What cannot be done, and why: mostly toasts, so 200 characters at most.

refused-held = { $name } has this case.
refused-yours = You have this case already.
refused-free = Nobody has this case.
refused-unseen = Look first, the customer wrote again: { $text }
refused-open = This case is open already.
refused-waiting =
    { $action ->
        [reopen] This case is open already: the customer has been answered.
       *[other] Not now: the customer has been answered.
    }
refused-resolved =
    { $action ->
        [resolve] Resolved already.
       *[other] This case is resolved. Press Reopen first.
    }
refused-dismissed =
    { $action ->
        [dismiss] Dismissed already.
       *[other] This case is dismissed. Press Reopen first.
    }
refused-cannot-reply = Cannot be answered. { $reason }
refused-nothing-to-answer = There is nothing to answer here.
refused-too-long = Too long: { $limit } characters at most, { $excess } too many.
refused-too-late = Too late, the answer has gone out.
refused-too-late-to-change = Too late to change, the answer has gone out.
refused-taken-back = This answer was taken back, so nothing is sent. Swipe again to answer.
refused-answer-gone = This answer is not there any more.
refused-not-your-answer = Only its author, whoever has the case, a supervisor or the owner may take it back.
refused-not-failed = Nothing to send again: this answer is settled.
refused-not-unknown = Settled already: this answer is no longer in doubt.
refused-draft-gone = This draft is settled already.
refused-not-your-draft = Somebody else must send this draft.
refused-department-gone = This department is not there any more.
refused-desk-is-department = This place is the department { $name }. The operators need a group or a topic of their own.
refused-department-both = This place is { $here } already, and { $name } lives elsewhere. Choose another name or place.
refused-asked-already = { $department } has been asked and has not answered yet.
refused-role =
    { $action ->
        [settings] Only the owner changes the settings and sets up groups.
        [staff] Only the owner gives roles.
        [forget] Only the owner forgets a customer.
        [team] Only the owner and supervisors see who is on the team.
        [report] Only the owner and supervisors see the figures.
        [templates] Only the owner and supervisors change the desk's templates.
       *[other]
            { $role ->
                [viewer] You are a viewer here: you may look, not act. The owner can change that.
                [specialist] That is for operators. You advise: swipe your department's card left and type.
                [trainee] Not yet: trainees ask an operator or a supervisor to do this.
               *[other] Your role does not allow this. The owner can change it.
            }
    }
refused-empty-note = Nothing after the //: write the note there.
refused-name-needed = You write anonymously. Please do this under your own name.
refused-text-only = Only words can be sent here, no photos or files.
refused-nothing-asked = Nobody is asking this department about that case any more.
refused-unknown-command = No such command, so nothing was sent. /help shows which there are.
refused-usage-escalate = Which department? /escalate NAME question. There are: { $departments }
refused-signature-too-long = A signature is one line of { $limit } characters at most.
refused-post-gone = That post is not known here.
refused-account-urgent = This account is marked urgent: its comments always come as cards. The owner changes that in /settings.
refused-settled = #{ $number } is settled already.
refused-has-card = #{ $number } has a card already.
