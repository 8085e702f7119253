# In which language the bot speaks with one person.

language-name = English
language-own = I speak { $language } with you, wherever only you read it, and on the cards in our private chat. The group reads { $desk }.
language-desks = I speak { $desk } with you, as with the whole team. Another language would hold wherever only you read it, and on the cards in our private chat.
me-language = I speak { $language } with you. To change it: /language
button-language-desks = As the team
toast-language = From now on I speak English with you.
command-language = in which language I speak with you
help-language = /language – in which language I speak with you
