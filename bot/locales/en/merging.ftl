# Two cases become one, and are two again.

button-merge = Merge…
button-merge-into = Merge into #{ $number }
button-merge-rather = Rather into #{ $number }
button-apart = Take apart…
button-take-apart = Take apart
button-whole = Open #{ $number }
merge-pick = With which case do you want to merge { $case }?
merge-none-likely = I see no case that looks like part of { $case }.
merge-by-number = Another one? Swipe the card left and write its number: /merge 12
surely-merge = Make { $case } part of { $whole }?
merge-two-people = They are two different customers. Each answer goes only to the one whose message you swipe.
merge-can-be-undone = You can take them apart again at any time.
apart-pick = What do you want to take out of { $case }?
toast-merged = #{ $number } is part of #{ $whole } now.
toast-apart = #{ $number } is a case of its own again, and #{ $whole } stays.
card-part-of = Case { $case } is part of { $whole } now.
card-parts = with { $numbers }
card-answers-to = A swipe of this card answers { $name }
merged-away = { $by } made your case { $case } part of { $whole }, which { $name } has.
usage-merge = Swipe the card left and write the other case's number: /merge 12
help-merge = As a reply to a card: /merge 12 makes two cases one
event-merge = became part of { $case }
event-took_in = { $case } became part of it
event-taken_apart = taken out of { $case }
event-let_out = { $case } was taken out
refused-merged = It is part of another case now. Open that one.
refused-merge-itself = #{ $number } is this very case. Choose another one.
refused-merge-unknown =
    { $number ->
        [0] There is no such case here.
       *[other] There is no case #{ $number } here.
    }
refused-merge-part = #{ $number } is part of another case already. Open that one.
refused-merge-already = #{ $number } is part of #{ $whole } already.
refused-merge-into-closed = #{ $number } is closed. Reopen it first, or merge it into the open one.
refused-merge-both-asked = Both cases wait for { $department }. Let it answer or return one of the two questions first.
refused-not-merged = It is a case of its own already.
refused-merge-just-changed = Somebody has just changed that. Look again.
refused-merge-nothing-left = Nothing of #{ $number } is left there to take out.
