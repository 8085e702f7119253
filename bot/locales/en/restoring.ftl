# A desk that came out of a backup (`bot/restored.py`): to the owner in private, and to the group
owner-restored = I was restored from a backup. What happened from { $since } to { $until } I do not know: who answered what, what was closed, agreed or set. What customers wrote meanwhile I am looking for now. What was on its way to a customer then I look up before I send it. Buttons on cards of that time do nothing. Whom you forgot in that time is known again: please forget them once more. And look through the open cases with your team.
restored = I was restored from a backup and do not know what was done here from { $since } to { $until }. Before you answer something from before then, please look in the network whether it was answered. Cards of that time do nothing any more; what customers wrote meanwhile comes as new cards.
# On the card, of words that wait
draft-restored = Written before the restore: it may have been sent since. Look in the network first.
