# Departments: asked, taken, asked back, returned, in time or late.

# On the operators' card
asked-taken = { $name } has it
asked-due = due { $at }
asked-overdue = late since { $at }
asked-back = asks back · { $at }
asked-returned =
    { $why ->
        [department_closed] { $department } is closed: the case is with you again
        [unreachable] { $department } cannot be reached: the case is with you again
       *[department] { $department } returned it
    }

# To the operators
asked-back-head = { $department } asks you about { $case } · { $name }
asked-back-how = Swipe this message left: { $department } gets your answer, not the customer.
overdue-head = { $department } is late with { $case } · asked { $at }
button-ask-another = Ask another

# The department's card
button-take-asked = Take
button-take-it-over = Take over
button-ask-back = Ask operator
button-give-back = Return
button-give-back-now = Without a reason
department-asked-back = Waiting for { $name }: your time stands still.
department-how-trusted = Swipe this message left to answer. The customer gets it, signed by you.

# Messages to the department
prompt-asking =
    { $name ->
        [none] what do you want to know from { $operator } about { $case }? Swipe this message left and write it.
       *[other] { $name }, what do you want to know from { $operator } about { $case }? Swipe this message left and write it.
    }
prompt-returning =
    { $name ->
        [none] why does { $case } go back to { $operator }? Swipe this message left and write it, or press.
       *[other] { $name }, why does { $case } go back to { $operator }? Swipe this message left and write it, or press.
    }
answered-back-head = { $name } answers you about { $case }
answered-back-how = Your time runs again. Swipe this message left to answer the question.
reminder-head = { $name } waits for an answer in { $case }: it is due { $at }.
late-head = { $name } still waits for an answer in { $case }: it was due { $at }.
freed-head = { $name } has left. { $case } is free again: who takes it?

# Toasts
toast-taken = It is yours. Swipe the card left to answer.
toast-taken-from = It is yours now, { $name } had it.
toast-swipe-below = Swipe the message that comes below and write.
toast-given-back = Returned: the operators have it again.
kept-by-operators = This does not go to the customer as it is ({ $why }). The operators have it as a draft.

# Refusals
refused-department-answered = { $department } has answered already. A swipe on the card adds something.
refused-department-returned = { $department } is not asked about this case any more.
refused-department-taken = You have it already. Swipe the card left to answer.
refused-department-elsewhere = { $department } works in another place by now: answer there.
refused-department-members = Only { $names } may answer for { $department }. The owner changes that in /departments.
refused-department-unreachable = { $department } is { $name } alone, who must open the private chat with me and press Start. Ask somebody else meanwhile.

# History
event-escalation_taken =
    { $department ->
        [none] a department took it
       *[other] taken in { $department }
    }
event-escalation_freed =
    { $department ->
        [none] who took it left
       *[other] who took it in { $department } left
    }
event-asked_back =
    { $department ->
        [none] a department asked back
       *[other] { $department } asked back
    }
event-answered_back =
    { $department ->
        [none] a department's question answered
       *[other] { $department } got an answer
    }
event-escalation_returned =
    { $department ->
        [none] back from a department
       *[other] back from { $department }
    }
event-escalation_reminded =
    { $department ->
        [none] a department was reminded
       *[other] { $department } was reminded
    }
event-escalation_overdue =
    { $department ->
        [none] a department is late
       *[other] { $department } is late
    }
event-department_answered =
    { $department ->
        [none] a department answered the customer
       *[other] { $department } answered the customer
    }
