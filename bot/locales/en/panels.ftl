# Messages about many cases: the digest of a storm, what is collected quietly, the live board.

panel-storm-head =
    { $count ->
        [one] { $count } more case is collected here
       *[other] { $count } more cases are collected here
    }
panel-noise-head =
    { $count ->
        [one] { $count } quiet comment: emoji, a tagged friend, customers among themselves
       *[other] { $count } quiet comments: emoji, tagged friends, customers among themselves
    }
panel-muted-head =
    { $count ->
        [one] { $count } comment under the muted post { $post }
       *[other] { $count } comments under the muted post { $post }
    }
panel-heap = { $count } · { $post }
panel-messages = Direct messages
panel-more = …and { $count } under other posts
panel-oldest = The oldest came { $since }
panel-held =
    { $count ->
        [one] { $count } of them is claimed
       *[other] { $count } of them are claimed
    }
panel-storm-over = All cases collected here are seen to.
panel-quiet-empty = Nothing is waiting here.

page-title = Collected cases
page-numbers = { $first }–{ $last } of { $total }
page-empty = Nothing is left here.
surely-claim-all =
    { $count ->
        [one] Claim { $count } case from { $post }? It stays here until you open it.
       *[other] Claim { $count } cases from { $post }? They stay here until you open them.
    }
surely-dismiss-all =
    { $count ->
        [one] Dismiss { $count } case from { $post } without an answer?
       *[other] Dismiss { $count } cases from { $post } without an answer?
    }
surely-mute = Mute { $post }? Its comments are then collected quietly in one message; urgent ones still come as cards.

button-look-through = Look through
button-open-case = Open #{ $number }
button-claim-all = Claim all { $count }
button-dismiss-all = Dismiss all { $count }
button-mute-post = Mute this post
button-unmute = Unmute
button-back = Back

toast-opened = #{ $number } comes as a card.
toast-muted = Muted. New comments here are collected quietly.
toast-unmuted = Its comments come as cards again.
toast-all-claimed =
    { $count ->
        [one] { $count } case is yours.
       *[other] { $count } cases are yours.
    }
toast-all-dismissed =
    { $count ->
        [one] { $count } case dismissed.
       *[other] { $count } cases dismissed.
    }
toast-all-skipped =
    { $count ->
        [one] { $count } was with somebody else by then.
       *[other] { $count } were with somebody else by then.
    }

board-empty = Nothing waits. All calm.
board-off = The board is switched off.
board-free =
    { $count ->
        [one] { $count } unclaimed
       *[other] { $count } unclaimed
    }
board-person = { $name } · { $count }
board-department = waits for { $name } · { $count }
board-storm =
    { $count ->
        [one] { $count } case is collected
       *[other] { $count } cases are collected
    }
board-noise =
    { $count ->
        [one] { $count } quiet comment
       *[other] { $count } quiet comments
    }
board-muted =
    { $count ->
        [one] { $count } comment under { $post }
       *[other] { $count } comments under { $post }
    }
