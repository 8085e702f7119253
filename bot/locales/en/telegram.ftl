# What the bot says besides cards. Toasts: 200 characters at most.

# Toasts
toast-claimed = #{ $number } is yours.
toast-released = #{ $number } is free again.
toast-resolved = #{ $number } resolved.
toast-dismissed = #{ $number } dismissed.
toast-reopened = #{ $number } is open again.
toast-swipe = Swipe the card left and type: it goes to the customer.
toast-note = Swipe the card left and begin with // – such a message stays in the team.
toast-no-departments = There are no departments yet. The owner says /department NAME in a department's group.
toast-escalated = { $department } has been asked.
toast-taken-back = Taken back. The customer gets nothing.
toast-retrying = Sending again.
toast-confirmed = Noted: it is there.
toast-sending = Sending.
toast-dropped = Dropped.
out-of-date = This message is out of date. The card is being refreshed.
parked = Something broke here, your words are not lost. Please try again. Number { $number }.

# Only one person sees these
more-head = Case { $case }
leaving =
    { $seconds ->
        [one] Goes to the customer in { $seconds } second.
       *[other] Goes to the customer in { $seconds } seconds.
    }
kept-held-by-other = { $name } has { $case }. Send your answer all the same?
kept-anonymous = You wrote anonymously. Who presses Send draft signs for it.
kept-ephemeral = Kept as a draft of { $case }. To answer next time, swipe the card.
kept-attachment = Kept as a draft of { $case }: not all of it can go as it is.
kept-too-long =
    { $excess ->
        [one] Too long by { $excess } character: { $limit } at most. Shorten your message by editing it.
       *[other] Too long by { $excess } characters: { $limit } at most. Shorten your message by editing it.
    }
unseen-head = The customer wrote again in { $case }:
button-anyway = { $label } anyway
surely-take-over = { $name } has { $case }. Take it over?
pick-department = Whom to ask about { $case }?
with-question = { $department }: with a question?
question-prompt =
    { $name ->
        [none] what shall { $department } be asked about { $case }? Swipe this message left and write it.
       *[other] { $name }, what shall { $department } be asked about { $case }? Swipe this message left and write it.
    }
swipe-the-card = That message is not about a case. To answer a customer, swipe the card left.
somebody = somebody

# The queue
queue-head =
    { $count ->
        [one] { $count } case waits for us
       *[other] { $count } cases wait for us
    }
queue-more = …and { $count } more
queue-empty = Nothing waits for us.
nobody = nobody

# What is mine
mine-head =
    { $count ->
        [one] You have { $count } case
       *[other] You have { $count } cases
    }
mine-since = asked { $since }
mine-waiting = waiting for the customer
mine-nothing = nothing to answer
mine-asked = { $department } has been asked
mine-none = You have no cases just now. /queue shows what waits.

# Commands
command-queue = what waits for us
command-mine = what I have
command-case = show a case: /case 12
command-templates = prepared words
command-me = my signature
command-report = figures of any days (owner)
command-settings = how I work (for the owner)
command-help = how it works
usage-case = Which case? For example: /case 12
no-such-case =
    { $last ->
        [0] There is no case #{ $number }: there are no cases yet.
       *[other] There is no case #{ $number }. The last one is #{ $last }.
    }
case-is-here = Case { $case } is here: { $here }
usage-me = Your signature under answers: { $signature }. To change it: /me Anna, customer care. To have none: /me -
signature-set = Your answers now end with: { $signature }
signature-off = Your answers have no signature now.
help-swipe = Swipe a card left and type, or send a photo, file or voice message: it goes to the customer. Until it leaves, delete your message to take it back.
help-later = Later: edit your message, and it changes for the customer too; edit it to begin with //, and it is deleted there. Or as a reply to the card: /edit new words, /undo
help-later-looked = Later: edit your message, and once a colleague approves, it changes for the customer too.
help-note = // at the beginning: a note for the team.
help-look = ?? at the beginning: a colleague looks first. ?? @boris – this colleague.
help-approve = In reply to a card whose answer waits for a look: /approve, /decline why
help-templates = /t word, as a reply to a card – prepared words; /templates – all of them, and how to write some
help-queue = /queue – what waits for us
help-mine = /mine – what you have; /handover queue gives it all back
help-handover = /handover @name – a colleague gets all that you have
help-shift = /shift – who is on shift; /shift on, /shift off
help-private = /private on – work on your cases here, in the private chat with me
help-case = /case 12 – show a case
help-me = /me Anna – your signature
help-report = /report – the figures of any days, in your private chat with me; /report october xlsx as a file
help-staff = /staff – who is on the team, with roles; in private
help-settings = /settings – how I work; in private
help-departments = /departments – arrange the departments; in private
help-groups = In a group: /setup – the operators work here; /department NAME – a department's place
help-on-card = As a reply to a card: /claim /release /takeover /resolve /dismiss /reopen /mute /escalate DEPARTMENT question
help-assign = As a reply to a card: /assign @name
help-history = As a reply to a card: /history
help-viewer = You look on: the cards in the group, and what follows. The owner can give you another role.
help-specialist =
    Swipe the card left and type: your words go to the operator who asked, or to the customer where the owner trusts the department. // at the beginning: a note.
    Take – you answer it. Ask operator – a question back, your time stands still meanwhile. Return – not for you.
private-bot = This bot serves a closed team.
welcome = Hello { $name }. Your role: { $role }. It may: { $may } /help shows what you can say.
welcome-owner =
    You are the owner. Next: add { $bot } to the operators' group as administrator, then say /setup there.
    In each department's group say /department NAME. The summary of the day comes here.
welcome-owner-bound = You are the owner. The summary of the day comes here; /report gives the figures of any days, /settings how I work.

# Setting up
setup-done = The operators work here now. New cases appear as cards.
right-not-here = I am not in this group: add me to it as administrator.
right-not-supergroup = The group must be a supergroup: open its settings and switch on chat history for new members, or topics.
right-not-admin = Make me an administrator of this group; without that I do not see replies.
right-can-delete-messages = Please allow me to delete messages.
right-can-pin-messages = Please allow me to pin messages.
right-can-manage-topics = Please allow me to manage topics.
right-unknown = Telegram did not say which rights I have here.

# To the owner
owner-event-not-understood = { $account }: an event could not be read ({ $reason }). It is kept; all others go on.
owner-quota-used-up = { $account }: today's limit of the network is used up. Answers wait, about { $hours ->
    [one] an hour
   *[other] { $hours } hours
}.
owner-topic-gone = The topic I worked in is closed or deleted. I write into the group itself now; say /setup or /department in a topic to move me there.

# An account that a person must mend in the network's own settings
needs-vk-token-rights = The community's token lacks rights ({ $rights }). Make a new one: Manage → API usage → Access tokens.
needs-vk-longpoll-disabled = The Long Poll API is off. Switch it on: Manage → API usage → Long Poll API.
needs-vk-longpoll-version = The Long Poll API's version is { $found }. Choose { $wanted }: Manage → API usage → Long Poll API.
needs-callback-by-hand = The token may not set up the Callback API. Enter it: Manage → API usage → Callback API → Add server. Address { $url } · secret key { $secret } · API version { $version } · Event types { $events }. Put the string VK shows for the server to return into .env as VK_CALLBACK_CODE, start me, press Confirm. Or make a token with the right to manage the community.
needs-callback-failed = The network gets no answer at { $url }. See that this address leads to LISTEN, with a valid certificate, and that I run.
needs-vk-longpoll-events = Events are off ({ $events }). Switch them on: Manage → API usage → Long Poll API → Event types.
