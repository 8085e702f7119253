# Messages about many cases: the digest of a storm, what is collected quietly, the live board.

panel-storm-head =
    { $count ->
        [one] { $count } more case is collected here
       *[other] { $count } more cases are collected here
    }
panel-noise-head =
    { $count ->
        [one] { $count } quiet comment
       *[other] { $count } quiet comments
    }
panel-muted-head =
    { $count ->
        [one] { $count } comment
       *[other] { $count } comments
    } under the muted { $kind ->
        [photo] photo
        [video] video
        [product] product
        [topic] topic
       *[other] post
    } “{ $post }”
panel-muted-empty = Muted: “{ $post }”. No comments yet.
panel-heap = { $count } · { $post }
panel-messages = Direct messages
panel-more = …and { $count } under other posts
panel-oldest = The oldest came { $since }
panel-held =
    { $count ->
        [one] { $count } of them is claimed
       *[other] { $count } of them are claimed
    }
panel-storm-over = Nothing is left here. What was still open came as cards.
panel-quiet-empty = Nothing is waiting here.
panel-moved = What was collected here has moved to another place.

page-title = Collected cases
page-numbers = { $first }–{ $last } of { $total }
page-empty = Nothing is left here.
surely-claim-all =
    { $post ->
        [none] Claim all { $count } cases collected here? They stay here until you open them.
       *[other] Claim all { $count } cases under “{ $post }”? They stay here until you open them.
    }
surely-dismiss-all =
    { $post ->
        [none] Dismiss all { $count } cases collected here without an answer?
       *[other] Dismiss all { $count } cases under “{ $post }” without an answer?
    }
surely-mute = Mute “{ $post }”? Its comments are then collected quietly in one message; urgent ones still come as cards.

button-look-through = Look through
button-open-case = Open #{ $number }
button-claim-all = Claim all { $count }
button-dismiss-all = Dismiss all { $count }
button-mute-post =
    { $kind ->
        [photo] Mute this photo
        [video] Mute this video
        [product] Mute this product
        [topic] Mute this topic
       *[other] Mute this post
    }
button-unmute = Unmute
button-back = Back

toast-opened = #{ $number } comes as a card.
toast-muted = Muted. New comments here are collected quietly.
toast-unmuted = New comments come as cards again. What is collected here stays until it is seen to.
toast-all-claimed =
    { $count ->
        [0] There was nothing left to claim.
        [one] { $count } case is yours.
       *[other] { $count } cases are yours.
    }
toast-all-dismissed =
    { $count ->
        [0] There was nothing left to dismiss.
        [one] { $count } case dismissed.
       *[other] { $count } cases dismissed.
    }
toast-all-left =
    { $count ->
        [one] { $count } stays: somebody has it, or it came just now.
       *[other] { $count } stay: somebody has them, or they came just now.
    }

board-empty = Nothing waits. All calm.
board-off = The board is switched off.
board-moved = The board has moved to another place.
board-free =
    { $count ->
        [one] { $count } unclaimed
       *[other] { $count } unclaimed
    }
board-person = { $name } · { $count }
board-department =
    { $count ->
        [one] { $count } waits for { $name }
       *[other] { $count } wait for { $name }
    }
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
        [one] { $count } comment under “{ $post }”
       *[other] { $count } comments under “{ $post }”
    }
