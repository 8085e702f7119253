# To the owner: what is not well, once, and once more when it is over.

lasted =
    { $unit ->
        [hours] { $amount ->
            [one] { $amount } hour
           *[other] { $amount } hours
        }
        [days] { $amount ->
            [one] { $amount } day
           *[other] { $amount } days
        }
       *[minutes] { $amount ->
            [one] { $amount } minute
           *[other] { $amount } minutes
        }
    }

# An account that cannot be heard
ear-silent = { $account }: silent for { $lasted }, the network does not answer. Nothing new comes in meanwhile; I keep trying.
ear-refused = { $account } refuses the token. Nothing new comes in. Please make a new token, put it into .env and restart me.
ear-permission = { $account } cannot be read: the token lacks a right. Nothing new comes in. Please make a token with all the rights that the README names.
ear-human-needed = { $account } cannot be read: the network wants to see a human. Please open it in a browser as its administrator and pass the check; I keep trying.
ear-trouble = { $account } cannot be read: the network refuses what I ask. My log says more; I keep trying.
ear-well = { $account }: heard again, it was silent for { $lasted }. What was written meanwhile is being fetched.

# An account whose network posts to us
callback-by-hand = { $account }: my token may not set up the Callback API. Please enter it as administrator: Manage → API usage → Callback API → Add server. Address { $url }, API version { $version }, secret key: `otklik check` shows it. Event types: { $events }. Put the string that VK shows for the server to return into .env as VK_CALLBACK_CODE, restart me, then press Confirm. Or make a token with the right to manage the community: then I do all this myself.
callback-failed = { $account }: the network gets no answer at { $url } for { $lasted }, so what it posts does not arrive. Please see that this address leads to LISTEN, with a valid certificate; I keep trying.
callback-doors = { $account }: for { $lasted } no process of mine takes what the network posts to { $url }. Please start one with the part web.
callback-well = { $account }: what the network posts arrives again, after { $lasted }. What was missed is being looked for.

# Answers of an account
answers-stopped = { $account }: answers have stopped, the network refuses the token. Please make a new one, put it into .env and restart me; what waits is sent then.
answers-well = { $account }: answers go out again, after { $lasted }. What waited is being sent.

# A chat where people work
place-operators = Operators' group
place-department = Department { $name }
chat-not-here = { $place }: I am not in the group. Please add me as administrator; what waits comes then.
chat-no-write = { $place }: I cannot write there. Please make me an administrator; what waits comes then.
chat-not-admin = { $place }: I am not an administrator. Without that I do not see what people reply; please make me one.
chat-not-supergroup = { $place }: it must be a supergroup. Please open the group's settings and switch on chat history for new members, or topics.
chat-well = { $place }: all is well there again, after { $lasted }. What waited is coming.

# A person's private chat
private-closed = I cannot write to { $name } privately: they have not opened a chat with me, or have blocked me. What is for them waits until they say /start to me.
private-well = I can write to { $name } privately again.

# Telegram itself: told when it is over, for it was away; the webhook at once
hook-away = Telegram cannot deliver what you write and press: PUBLIC_URL does not answer it. Nothing I am told here has an effect till that is mended; cards still come.
hook-well = What you write and press arrives again, after { $lasted }. Nothing of it was lost that Telegram kept (a day).
telegram-well = I could not reach Telegram from { $began } to { $ended }, for { $lasted }. { $count ->
    [0] No new case came in meanwhile.
    [one] { $count } new case came in meanwhile; its card is coming.
   *[other] { $count } new cases came in meanwhile; their cards are coming.
}

# What could not be shown
dead-letter = Something about case #{ $number } could not be shown: a mistake of mine, my log says more. Say /case { $number } in the group to try again.
dead-letters = { $count ->
    [one] { $count } more case could not be shown in the last hour
   *[other] { $count } more cases could not be shown in the last hour
}: { $cases }. Say /case { $number } in the group to try one again.
