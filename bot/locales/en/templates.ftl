# Prepared words (templates). Toasts: 200 characters at most.

draft-template = prepared words

button-find-template = 🔎 More
button-any-language = any language
button-template-delete = Delete
button-template-delete-surely = Yes, delete

templates-offered = Prepared words for { $case }. Choosing sends nothing yet. To find others, swipe the card: /t word
templates-all =
    { $count ->
        [one] { $count } text for { $case }. Quicker: swipe the card and write /t word
       *[other] { $count } texts for { $case }. Quicker: swipe the card and write /t word
    }
kept-template = “{ $name }” is a draft of { $case }, nothing is sent yet. Send it, or swipe the card and write your own.
toast-template = Not sent yet: look at it first.

templates-in-private = Prepared words are kept in our own chat: say /templates to { $bot }.
templates-head =
    { $count ->
        [0] No prepared words yet
        [one] { $count } prepared text
       *[other] { $count } prepared texts
    }
templates-how =
    A new one, for yourself:
    /template Delay #delivery lang:en
    Hello {"{"}name|there{"}"}, your parcel comes later than we said. Your case is {"{"}case{"}"}.
    #category and lang: may be left out. {"{"}name{"}"} is the customer's first name, {"{"}hours{"}"} when we work.
    To answer with one: Reply, or swipe the card and write /t delay
templates-how-desk = For everybody: begin with /template desk Delay
templates-hours = {"{"}hours{"}"} says: { $hours }. To change it: /templates hours Mon–Fri 9–18. To have none: /templates hours -
template-how = New words: reply to this message with them. A new name or #category: reply /template NAME #category, and the text below it.
template-of-desk = It is everybody's: supervisors and the owner change it.
template-made = Kept: { $name }. All of them: /templates
template-changed = Changed: { $name }.
surely-delete-template = Delete { $name }? Answers that began with it stay as they are.
toast-template-deleted = Deleted.
toast-template-language = From now on it is offered so.
hours-set = {"{"}hours{"}"} says now: { $hours }
hours-off = {"{"}hours{"}"} says nothing now. Sentences with it are left out.
hint-same-words = These words have gone to { $count } customers running. A sentence about this one's own trouble helps more.

refused-usage-template =
    Write a name, and the text on the next line. For example:
    /template Delay #delivery
    Hello {"{"}name|there{"}"}, your parcel comes later than we said.
refused-usage-t = Swipe the card left and write what to look for, like: /t delay or /t #delivery
refused-usage-hours = When do you work? For example: /templates hours Mon–Fri 9–18. To have none: /templates hours -
refused-no-templates = There are no prepared words yet. In our private chat /templates shows how to write some.
refused-template-not-found = No prepared words with “{ $words }”. All of them: /t
refused-template-gone = These prepared words are gone. All of them: /t
refused-template-empty = Nothing below the name: write the text on the next line.
refused-template-too-long = Too long by { $excess }: { $limit } characters at most.
refused-template-name-too-long = The name is too long: { $limit } characters at most. The text goes on the next line.
refused-template-category-too-long = The #category is too long: { $limit } characters at most.
refused-template-variable = { $variable } means nothing to me. There are {"{"}name{"}"}, {"{"}case{"}"} and {"{"}hours{"}"}; {"{"}name|there{"}"} says what stands there when the name is not known.
refused-template-double = There is a “{ $name }” already. Take another name; or /templates, press it and reply with new words.
refused-template-nothing-left = Nothing of “{ $name }” remains: what it says is not known here.
refused-template-does-not-fit = Too long by { $excess } here: { $limit } characters at most. Swipe the card and write it shorter.
refused-templates-full = { $limit } prepared texts are the most. Delete some: /templates
refused-templates-of-desk = Supervisors and the owner keep the team's prepared words. Your own: /template NAME, and the text on the next line.
refused-hours-too-long = Hours are { $limit } characters at most.
