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
advice-file = { $department } on { $case }
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
refused-department-silent = I cannot write in the chat of { $department }, the owner knows. Ask somebody else meanwhile.
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
event-asked_again =
    { $department ->
        [none] a department's question still waits
       *[other] { $department } still waits for an answer
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

# /department and /departments
department-done = This is the department { $name } now. What operators escalate appears here.
department-person-done = { $person } is the department { $name } now: questions come to their private chat with me.
department-you-are = You are the department { $name } now: questions of the operators come here. Swipe one left to answer.
department-is-desk = This is the operators' place. A department needs a group or a topic of its own.
department-about-set = What goes to { $name }: { $about }
departments-in-private = I show the departments in private: open { $bot } and say /departments there.
departments-none = There are no departments yet. Say /department Delivery in a department's group, or here /department Legal @anna.
department-about = Goes there: { $about }
department-time = Answers within { $time }
department-trust =
    { $trusted ->
        [yes] Answers customers itself
       *[no] Advises the operator, who answers
    }
department-everyone = People: everyone in its chat
department-people = People: { $names }
department-is-person = One person: { $name }, in private
department-waits =
    { $count ->
        [one] { $count } question waits there
       *[other] { $count } questions wait there
    }
department-choose = Who answers for { $name }? Nobody marked: everyone in its chat.
department-close-surely =
    { $count ->
        [0] Close { $name }?
        [one] Close { $name }? { $count } question goes back to the operators.
       *[other] Close { $name }? { $count } questions go back to the operators.
    }
department-closed =
    { $count ->
        [0] { $name } is closed.
        [one] { $name } is closed, { $count } question is with the operators again.
       *[other] { $name } is closed, { $count } questions are with the operators again.
    }
department-prompt-about = What goes to { $name }? One line for the operators. Swipe this message left and write it; - for none.
department-prompt-name = What shall { $name } be called? Swipe this message left and write it.
button-department-trust =
    { $trusted ->
        [yes] Answers itself
       *[no] Only advises
    }
button-department =
    { $does ->
        [people] People
        [about] What goes there
        [name] Rename
        [back] Back
       *[close] Close department
    }
button-department-close-surely = Yes, close
toast-arranged = Done.
time-minutes = { $count } min
time-hours = { $count } h
time-days =
    { $count ->
        [one] { $count } day
       *[other] { $count } days
    }

refused-department-name = Name the department: /department Delivery. At most { $limit } characters.
refused-department-about = One line of at most { $limit } characters.
refused-department-name-taken = There is a department { $name } already.
refused-department-person-unknown = I do not know { $name }. They join the operators' group or a department's, open { $bot } and press Start; then say it again.
refused-department-person-closed = { $name } has to open { $bot } and press Start first; then say it again.
refused-department-person-role = { $name } is a { $role } and may not answer. Give them another role first: /staff
refused-department-person-gone = This person is not here any more.
refused-department-not-there = { $name } is not in the chat of { $department }: add them there first.
refused-usage-department-private = Here a department is a person: /department Legal @anna. For a group say /department Delivery in it. /departments shows them all.
refused-usage-department-about = In a department's own chat: /department about parcels, couriers, lost things

# The picker
pick-line =
    { $waits ->
        [0] { $department } · { $about } · within { $time }
       *[other] { $department } · { $about } · within { $time } · { $waits } waiting
    }
pick-line-short =
    { $waits ->
        [0] { $department } · within { $time }
       *[other] { $department } · within { $time } · { $waits } waiting
    }

# To the owner
owner-department-unreachable =
    { $count ->
        [0] { $name } has blocked me, so the department { $department } cannot be asked until they open our chat again.
       *[other] { $name } has blocked me, so the department { $department } cannot be asked. Back with the operators: { $count }.
    }
owner-department-person-role =
    { $count ->
        [0] { $name } has a role now that may not answer, so the department { $department } is closed.
       *[other] { $name } has a role now that may not answer, so the department { $department } is closed. Back with the operators: { $count }.
    }
owner-department-person-left =
    { $count ->
        [0] { $name } has left, so the department { $department } is closed.
       *[other] { $name } has left, so the department { $department } is closed. Back with the operators: { $count }.
    }
