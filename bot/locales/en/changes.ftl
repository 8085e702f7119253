# Answers that say something else: on their way, or after they went out.

look-undone = { $by } undid the approved change in { $case }. The customer reads the answer as it was.
event-answer_changed = answer changed before it left
