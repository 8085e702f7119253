# Who has what: giving a case to a colleague, shifts, handing over all that one has.

button-assign = Assign
event-assign = given to a colleague
pick-colleague = Who shall have { $case }? The number is how many cases they have, 🟢 is on shift.
pick-colleague-of = { $name } has { $case }. Who shall have it? The number is how many cases they have, 🟢 is on shift.
colleagues-more = { $count } more: swipe the card and write /assign @name
toast-assigned = #{ $number } is with { $name } now.
toast-assigned-off-shift = #{ $number } is with { $name } now. They are not on shift: make sure that they see it.
toast-no-colleagues = Nobody else here can take cases. Colleagues are known as soon as they write or press something.
said = { $words }
assigned = { $by } gave you { $case }
handed-over =
    { $count ->
        [one] { $by } handed a case over to you:
       *[other] { $by } handed { $count } cases over to you:
    }
usage-assign = Swipe the card left and write: /assign @name
refused-has-it-already = They have it already.
refused-assignee-left = { $name } is not at the desk any more. Choose somebody else.
refused-assignee-cannot = { $name } cannot answer customers. Choose somebody else.
refused-nobody-named = I know nobody called { $name } here. For example: { $names }
refused-several-named = There are several called { $name }: { $names }

# Shifts
command-shift = who is on shift; /shift on, /shift off
command-handover = hand over all that I have
command-private = where I work: here or in the group
usage-shift = /shift shows who is on shift. /shift on begins yours, /shift off ends it.
shift-head =
    { $count ->
        [0] Nobody is on shift.
        [one] On shift: { $count }
       *[other] On shift: { $count }
    }
shift-one = 🟢 { $name } · { $count ->
        [0] no cases
        [one] { $count } case
       *[other] { $count } cases
    } · began { $since }
shift-mine =
    { $count ->
        [0] You are on shift and have no cases.
        [one] You are on shift and have { $count } case.
       *[other] You are on shift and have { $count } cases.
    }
shift-not-mine =
    { $count ->
        [0] You are not on shift and have no cases.
        [one] You are not on shift and have { $count } case: /handover
       *[other] You are not on shift and have { $count } cases: /handover
    }
shift-over-holds =
    { $count ->
        [one] Your shift is over. You still have { $count } case: who takes it?
       *[other] Your shift is over. You still have { $count } cases: who takes them?
    }
shift-long = your shift began { $since }. Does it go on?
toast-shift-on = You are on shift.
toast-shift-off = Your shift is over.
button-shift-on = On shift
button-shift-off = Off shift
board-shift =
    { $more ->
        [0] 🟢 On shift: { $names }
       *[other] 🟢 On shift: { $names } and { $more } more
    }

# Handing over
button-to-queue = To the queue
button-keep = Keep them
button-hand-over = Hand over
handover-queue = queue
handover-pick =
    { $count ->
        [one] You have { $count } case. Who takes it?
       *[other] You have { $count } cases. Who takes them?
    }
handover-nothing = You have no cases to hand over.
handover-to =
    { $count ->
        [one] { $count } case is with { $name } now, who has been told.
       *[other] { $count } cases are with { $name } now, who has been told.
    }
handover-to-queue =
    { $count ->
        [one] { $count } case is free again.
       *[other] { $count } cases are free again.
    }
