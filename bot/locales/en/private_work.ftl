# Work in private: one's own cases in the private chat with the bot.
card-held-in-private = With { $name } (in private)
earlier-head = { $case }: all that was said
card-not-yours = { $case }: you are not at this desk any more.
usage-private = Where do you work on your cases? /private on: here, in the private chat with me. /private off: in the group.
private-is-on = What you take comes here, to the private chat with me. The group only sees that you have it and how it ends.
private-is-off = You work in the group. I can bring what you take to our private chat instead: the whole conversation, new words with a notification, everything as in the group.
private-on =
    { $count ->
        [0] From now on what you take comes to our private chat. In the group its card only shows that you have it. Back: /private off
        [one] From now on what you have comes to our private chat: { $count } case comes now. Back: /private off
       *[other] From now on what you have comes to our private chat: { $count } cases come now. Back: /private off
    }
private-off =
    { $count ->
        [0] From now on you work in the group. Back to private: /private on
        [one] From now on you work in the group: { $count } case goes back there.
       *[other] From now on you work in the group: { $count } cases go back there.
    }
private-fell-back =
    { $name }, I cannot write to you privately any more: you have blocked me, or never opened a chat with me. { $count ->
        [0] From now on what you take stays in the group.
        [one] Your { $count } case is in the group again.
       *[other] Your { $count } cases are in the group again.
    } To work in private: open a chat with me, press Start, say /private on.
button-private-on = Work in private
button-private-off = Work in group
refused-private-unopened = First open a chat with { $bot } and press Start. Then say /private on there.
private-astray = This goes nowhere. To answer a customer, swipe the card left and type.
