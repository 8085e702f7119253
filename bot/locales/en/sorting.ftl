# Sorting: category, priority, tags, snoozing, how it ended.

category =
    { $category ->
        [question] Question
        [problem] Problem
        [complaint] Complaint
        [praise] Praise
        [suggestion] Idea
        [no_answer_needed] No answer needed
       *[spam] Spam
    }
priority =
    { $priority ->
        [low] Low
        [high] High
        [urgent] Urgent
       *[normal] Normal
    }
outcome =
    { $outcome ->
        [solved] Solved
        [sold] Sold
        [sent_elsewhere] Sent elsewhere
       *[no_answer_came] No answer came
    }

# The picker
button-sort = Sort
button-new-tag = + New tag
button-tag-anyway = + New: { $tag }
sort-head = { $case }: what is it? A tap sets it, another tap takes it away.
toast-sorted = Done.
tagged = { $case }: { $tags }
tag-begun = { $tag }: one of these, or a new tag?
new-tag-prompt =
    { $name ->
        [none] Which tags for { $case }? Swipe this message left and write them with spaces between: xxl late_delivery
       *[other] { $name }, which tags for { $case }? Swipe this message left and write them with spaces between: xxl late_delivery
    }
urgent-now = { $case } is urgent now, says { $by }

# Snoozing
button-snooze = Snooze
button-snooze-date = Another time…
button-wake = Wake up
snooze-head = Snooze { $case } till when? It comes back earlier if the customer writes.
snooze-for =
    { $choice ->
        [hour] An hour · { $at }
       *[morning] Till morning · { $at }
    }
snooze-date-prompt =
    { $name ->
        [none] Till when shall { $case } be snoozed? Swipe this message left and write: 25.11 14:30 or tomorrow or fri 9:00 or 3 days
       *[other] { $name }, till when shall { $case } be snoozed? Swipe this message left and write: 25.11 14:30 or tomorrow or fri 9:00 or 3 days
    }
card-snoozed = Snoozed till { $until }
snooze-over =
    { $customer ->
        [none] the time has come for { $case }
       *[other] the time has come for { $case } · { $customer }
    }
toast-snoozed = #{ $number } is snoozed till { $until }
toast-woken = #{ $number } is back.

# How it ended
button-ending = How it ended
ending-head = How did { $case } end? One tap, if you like.
toast-ended =
    { $outcome ->
        [none] #{ $number }: nobody says how it ended.
       *[other] #{ $number }: { $outcome }
    }
setting-asks_outcome =
    { $choice ->
        [on] How it ended: ask
       *[off] Do not ask
    }
setting-why-asks_outcome = How it ended: whoever resolves a case is asked privately – solved, sold, sent elsewhere, no answer came. One tap, and nobody has to.

# The desk's tags
command-tags = our tags
tags-none = No tags yet. Put one on a case: More → Sort, or #xxl in a note.
tags-head =
    { $count ->
        [one] { $count } tag
       *[other] { $count } tags
    }
tags-how = Press one to rename or remove it. A new name that another tag has makes one of the two.
tag-cases =
    { $count ->
        [one] { $count } case
       *[other] { $count } cases
    }
button-tag-rename = Rename
button-tag-remove = Remove
button-tag-remove-surely = Yes, remove
tag-surely-remove =
    { $count ->
        [one] Take { $tag } off { $count } case and offer it no more?
       *[other] Take { $tag } off { $count } cases and offer it no more?
    }
toast-tag-removed =
    { $count ->
        [one] Removed, { $count } case had it.
       *[other] Removed, { $count } cases had it.
    }
tag-customers-too =
    { $count ->
        [one] { $count } customer loses it, too.
       *[other] { $count } customers lose it, too.
    }
toast-tag-customers =
    { $count ->
        [one] And { $count } customer.
       *[other] And { $count } customers.
    }
tag-name-prompt = What shall { $tag } be called? Swipe this message left and write the name.
tag-renamed = It is called { $tag } now.
tags-merged = There is { $tag } already: they are one tag now.

# Lists
queue-empty-of = Nothing waits: { $only }
board-urgent =
    { $count ->
        [one] { $count } urgent
       *[other] { $count } urgent
    }

# By words
help-sort = As a reply to a card: /tag xxl, /tag -xxl, /category problem, /priority urgent, /outcome sold; #xxl in a note puts the tag on, too. /queue #xxl, /queue urgent – only such
help-snooze = As a reply to a card: /snooze tomorrow 9:00, /snooze 25.11, /snooze 2h, /wake
help-tags = /tags – our tags
usage-sorting = Swipe a card left and write it there: /tag xxl, /category problem, /priority urgent, /outcome sold, /snooze tomorrow 9:00, /wake

# What cannot be
refused-tag-letters = A tag is one word of letters, digits and _, for example late_delivery. Not: { $tag }
refused-tag-long = A tag has { $limit } characters at most.
refused-tags-many = A case has { $limit } tags at most. Take one off first.
refused-tag-gone = This tag is not there any more.
refused-tag-not-on-it = This case has no tag #{ $tag }.
refused-usage-tag = Which tag? /tag xxl puts it on, /tag -xxl takes it off.
refused-usage-category = Which category? { $names }; - takes it away.
refused-usage-priority = Which priority? { $names }
refused-usage-outcome = How did it end? { $names }; - takes it away.
refused-nothing-sorted-so = No tag, category or priority is called { $asked }. For example: /queue #xxl, /queue problem, /queue urgent
refused-moment-unclear = I do not understand “{ $found }”. For example: 25.11 14:30, tomorrow 9:00, fri, 3 days
refused-moment-past = { $found } is over. Write a time to come, for example: tomorrow 9:00
refused-moment-far = { $found } is more than a year ahead. Write an earlier day, for example: 25.11
refused-awake = This case is not snoozed.

# History
event-sorted =
    { $priority ->
        [none]
            { $category ->
                [none] category taken away
               *[other] category: { $category }
            }
       *[other] priority: { $priority }
    }
event-tagged =
    { $tag ->
        [none] a tag that is no more
       *[other] tagged { $tag }
    }
event-untagged =
    { $tag ->
        [none] a tag taken off
       *[other] { $tag } taken off
    }
event-snoozed = snoozed
event-woken = back again
event-ended =
    { $outcome ->
        [none] nobody says how it ended
       *[other] ended: { $outcome }
    }
