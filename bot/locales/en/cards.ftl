# What a case says of itself in a chat. Read on a phone, in a hurry: the shortest words that are clear.

network-vk = VK
kind-comment = comment
kind-message = direct message
kind-post = post on our page
kind-suggestion = suggested post
kind-repost = repost

# Who and where
card-customer-unknown = Customer
card-community = community
card-followers =
    { $count ->
        [one] { $count } follower
       *[other] { $count } followers
    }
card-earlier-cases =
    { $count ->
        [one] { $count } case before
       *[other] { $count } cases before
    }
card-parent-post = Post: { $it }
card-parent-photo = Photo: { $it }
card-parent-video = Video: { $it }
card-parent-product = Product: { $it }
card-parent-topic = Topic: { $it }
card-post-link = open
card-colleague = Colleague in { $network }

# The conversation
card-said-before = …and { $count } earlier
mark-deleted = deleted
mark-unanswered = unanswered
mark-after-close = after resolution
mark-waiting = about to go out
mark-sending = sending…
mark-sent = ✓ sent
mark-unknown = sent?
mark-failed = not sent
mark-taken-back = taken back


# How it stands
card-free = Nobody has it
card-held = With { $name }
card-unanswered = Unanswered · asked { $since }
card-waiting = Waiting for the customer
card-resolved = Resolved { $at }
card-resolved-by = Resolved { $at } · { $name }
card-dismissed = Dismissed { $at }
card-dismissed-by = Dismissed { $at } · { $name }
card-after-close =
    { $count ->
        [one] The customer wrote { $count } more message after resolution
       *[other] The customer wrote { $count } more messages after resolution
    }
card-reopened =
    { $count ->
        [one] Reopened once
       *[other] Reopened { $count } times
    }
card-notes =
    { $count ->
        [one] { $count } note
       *[other] { $count } notes
    }
card-asked = Asked { $department } · { $at }
card-asked-more =
    { $count ->
        [one] …and { $count } more department
       *[other] …and { $count } more departments
    }
card-answer-failed = The answer was not sent. { $why }
card-answer-unknown = Was the answer sent? { $network } did not say. Look there, then press.
card-cannot-reply = Not answerable from here. { $why }

card-draft = Draft
card-draft-number = Draft { $number }
card-draft-anonymous = anonymous admin
card-drafts-more =
    { $count ->
        [one] …and { $count } more draft
       *[other] …and { $count } more drafts
    }
draft-held-by-other = somebody else has the case
draft-anonymous = a person with a name must send it
draft-ephemeral = written in reply to a message that is not the card
draft-attachment = not all files can go as they are
draft-too-long = too long to send
draft-advice = advice

# For a department
department-asks = { $name } asks { $department } · { $at }
department-no-question = What should we answer?
department-how = Swipe this message left to answer. { $name } gets it first, not the customer.
department-answered = Answered { $at }
department-returned = No answer needed any more

# Short messages in reply to a card
followup-after-close = after resolution
advice-head = { $department } on { $case } · { $name }
advice-how = Or swipe this message left and answer in your own words.
failed-head =
    { $name ->
        [none] The answer in { $case } was not sent.
       *[other] { $name }, the answer in { $case } was not sent.
    }
failed-link = Open the check
unknown-head =
    { $name ->
        [none] Was the answer in { $case } sent?
       *[other] { $name }, was the answer in { $case } sent?
    }
unknown-why = { $network } did not confirm it. Look there before sending again.
pointer = Case { $case } is { $here }
pointer-here = here →

# Why an answer was not sent
why-transient = The network does not respond just now.
why-rate-limited = The network asks us to slow down.
why-quota-exhausted = Today's limit of the network is used up.
why-auth = The network does not accept our key any more. The owner must connect it again.
why-human-needed = The network wants to see a human: a check must be passed.
why-permission = Our key lacks a right for this. The owner can add it.
why-policy-refused = The network's rules do not allow it.
why-gone = What you answer is deleted or hidden.
why-too-long = Too long: { $limit } characters at most, { $excess } too many.
why-too-long-there = The network finds it too long. Shorten it and answer again.
why-invalid = Our mistake, already logged. Please answer in the network itself.
why-outcome-unknown = The network did not confirm it.
why-permanent = The network refused it.
why-not-connected = This account is not connected any more.
why-target-unknown = This kind of message cannot be answered from here.
why-needs-admin-token = It needs an administrator's token: the owner sets VK_ADMIN_TOKEN. Until then please answer in VK.
why-not-published = It is only suggested: publish it in VK first.
why-comments-closed = Comments are closed here.
why-unreachable = The customer does not accept messages from us.
why-links-forbidden = Links are not allowed here. Take the link out and answer again.

# History: what happened, in words; who and when stand beside
history-head = { $case }: history
history-earlier = …and { $count } earlier
event-opened = came in
event-brought_out = shown as a card of its own
event-claim = claimed
event-release = released
event-take_over = taken over
event-answer = answer written
event-answered = answer sent
event-partly_answered = answer sent, newer words still unanswered
event-answer_failed = answer not sent
event-answer_unknown = answer sent, not confirmed
event-answer_taken_back = answer taken back
event-answer_confirmed = answer is there after all
event-answer_retried = answer sent again
event-answered_elsewhere = answered in the network itself
event-escalate =
    { $department ->
        [none] escalated
       *[other] escalated to { $department }
    }
event-advise =
    { $department ->
        [none] a department advised
       *[other] { $department } advised
    }
event-note = note
event-resolve = resolved
event-dismiss = dismissed
event-reopen = reopened
event-customer_wrote = the customer wrote
event-customer_edited = the customer edited a message
event-customer_deleted = the customer deleted a message
event-customer_restored = the customer restored a message
event-published = the suggestion was published
event-draft = draft kept
event-draft_sent = draft sent
event-draft_dropped = draft dropped
event-departed = left the desk
