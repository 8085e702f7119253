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
refused-role =
    { $action ->
        [advise] Only people of the desk and its departments may answer here.
       *[other] Only operators may do this.
    }
