# Answers that a colleague looks at first.

draft-approval = a colleague looks at it first
