# People: what becomes of what somebody had, /staff, and what each role is.

people-handed-back =
    { $gist ->
        [gone] { $name } has left the team.
        [outside] { $name } has left this group.
       *[changed] { $name } has another role now.
    }
people-free-again = Free again: { $cases }
people-drafts = Drafts wait there for anybody who may send or approve them: { $cases }
event-handed_back = given back: another role
event-draft_freed = a draft may be sent by anybody
owner-no-supervisor = No supervisor is left, but only supervisors may approve answers. Until you change one or the other you approve them yourself: /staff, /settings.

role-name =
    { $role ->
        [owner] owner
        [supervisor] supervisor
        [operator] operator
        [trainee] trainee
        [specialist] specialist
       *[viewer] viewer
    }
role-may =
    { $role ->
        [owner] everything: settings, roles and groups too.
        [supervisor] all that an operator may; see the figures and the team, change templates and colleagues' answers.
        [operator] claim, answer, escalate, resolve, moderate; approve trainees' answers.
        [trainee] claim, answer, escalate, resolve; a colleague looks at each answer before it goes out.
        [specialist] answer what the department is asked: the operator who asked gets the words, or the customer if the department is trusted.
       *[viewer] look: the cards, /queue and histories.
    }

staff-head =
    { $count ->
        [one] The team: { $count } person
       *[other] The team: { $count } people
    }
staff-shift = on shift
staff-holds =
    { $count ->
        [one] has { $count } case
       *[other] has { $count } cases
    }
staff-since = joined { $since }
staff-press = Press a name to see or change the role.
staff-press-look = Press a name to see more.
staff-role = Role: { $role }
staff-given = given by an owner
staff-by-group = by the group
staff-roles = Choose a role:
staff-left = Not in any of our groups now. A role given holds when they come back.
staff-elsewhere = Not in the operators' group: a role for it holds as soon as they are.
staff-surely-owner = Make { $name } an owner? Owners may do everything, also change your own role.
button-role =
    { $role ->
        [owner] Owner…
        [supervisor] Supervisor
        [operator] Operator
        [trainee] Trainee
        [specialist] Specialist
        [viewer] Viewer
       *[group] By the group
    }
button-owner-surely = Yes, an owner
staff-in-private = The team is for the two of us: say /staff to { $bot }.
staff-out-of-date = This list is out of date. Say /staff again.
staff-usage = /staff shows the team. To change a role: /staff { $example } supervisor. Roles: { $roles }
staff-no-role = There is no role “{ $role }”. For example: /staff @anna supervisor. Roles: { $roles }
staff-unknown = I do not know { $who } yet. Let them press or write anything in the group once, or say their number: /staff 123456789 operator
staff-not-here = { $who } is in none of our groups, so there is nobody to give a role to.
staff-several = Several people are called { $who }: take the @name or the number. { $people }
staff-set = { $name }: { $role } from now on.
staff-set-later = Noted. { $name } will be { $role } when in the operators' group.
staff-set-nowhere = { $name } has no role given any more, and is in none of our groups: the group's own holds when they come back.
staff-told = They have been told.
staff-not-told = Tell them yourself: they have not opened a private chat with me.
role-told = Your role is now: { $role }. You may: { $may }
role-told-later = The owner has a role for you: { $role }. It holds as soon as you are in the operators' group.
refused-last-owner = You are the only owner. First make somebody else one.
refused-owner-by-settings = { $name } is an owner by OWNER_IDS. Take the number out of .env first, then restart me.
command-staff = who is on the team
