# Labels of buttons: one or two words.

button-claim = Claim
button-release = Release
button-take-over = Take over
button-take-over-surely = Yes, take over
button-reply = Reply
button-cannot-reply = 🚫 Reply
button-escalate = Escalate
button-escalate-now = Send without a question
button-ask = Write a question
button-resolve = Resolve
button-dismiss = Dismiss
button-reopen = Reopen
button-note = Note
button-more = More
button-history = History
button-undo = Undo
button-retry = Retry
button-is-there = It is there
button-send-draft = Send draft
button-send-draft-number = Send draft { $number }
button-send-to-customer = Send to customer
button-drop-draft = Drop
button-drop-draft-number = Drop draft { $number }
button-close = Close
button-open-in = Open in { $network }
