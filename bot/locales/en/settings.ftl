# What the owner can set: for each setting its buttons, and in a line what it does.

settings-desk = The team
settings-in-private = Settings are for the two of us: say /settings to { $bot }.
settings-out-of-date = These settings are out of date. Say /settings again.
toast-set = From now on: { $choice }

setting-board =
    { $choice ->
        [on] Live board: on
       *[off] Live board: off
    }
setting-why-board = Live board: a pinned message in the group shows what waits and who has what.
setting-noise =
    { $choice ->
        [off] Noise: off
        [gentle] Gentle
       *[strict] Strict
    }
setting-why-noise = Noise: comments that ask nothing are counted on one card. Gentle: only emoji, or only a tagged friend. Strict: also stickers and customers among themselves.
setting-urgent =
    { $choice ->
        [on] Urgent: on
       *[off] Urgent: off
    }
setting-why-urgent = Urgent: each case here gets its card at once, before those of other accounts.
setting-newcomers =
    { $choice ->
        [operator] New: operator
        [trainee] New: trainee
       *[viewer] New: viewer
    }
setting-why-newcomers = New people: their role in the operators' group until you give another by /staff. Who is there already keeps theirs.
setting-approvers =
    { $choice ->
        [operators] Any operator
       *[supervisors] Supervisors
    }
setting-why-approvers = Approval: who lets a trainee's answer out – any operator, or only supervisors (and you).
setting-signature =
    { $choice ->
        [none] No signature
        [name] Name
        [initials] Initials
       *[own] Each their own
    }
setting-why-signature = Signature under answers here: none, the name, the initials (^AP), or what each set by /me.
refused-no-supervisor = Approval by supervisors, but there is none. First make somebody a supervisor: /staff
