# Our last answer, thought better of
deleting-answer = Your answer is being deleted in { $network }.
restated = The answer has these words now.
restated-failed = It has these words now, and is not sent yet: press Retry.
refused-usage-edit = Swipe the card of your last answer: /edit and the new words change it, /undo takes it back. Also when it has gone out.
refused-cannot-take-back = Too late, the answer has gone out. { $reason }
refused-nothing-answered = Nothing has been answered here yet.
refused-leaves-just-now = It is leaving this very moment. Once more in a few seconds, please.
refused-answer-unknown = Nobody knows whether it arrived. Look in the network, then press Retry or It is there.
why-not-known-there = I do not know which one it is in the network: please do it there.
