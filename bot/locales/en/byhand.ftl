# Cases that people open by hand, and answers that do not go by a network.

network-hand = By hand
kind-hand = by hand
card-made-by = Opened by { $name }
event-made_by_hand = opened by hand
event-corrected_by_hand = what was written down was corrected
hand-file = { $case }: came with it
why-by-hand = No network brought it. Answer by phone or e-mail, then press Answered elsewhere.

# Answered elsewhere
button-elsewhere = Answered elsewhere
button-elsewhere-now = Without words
button-way =
    { $way ->
        [phone] By phone
        [email] By e-mail
       *[other] Otherwise
    }
mark-elsewhere =
    { $way ->
        [phone] by phone
        [email] by e-mail
       *[other] in another way
    }
event-told =
    { $way ->
        [phone] answered by phone
        [email] answered by e-mail
       *[other] answered in another way
    }
elsewhere-picker = How did { $customer } get an answer in { $case }?
elsewhere-prompt =
    { $name ->
        [none] what
       *[other] { $name }, what
    } did you tell { $customer } { $way ->
        [phone] by phone
        [email] by e-mail
       *[other] elsewhere
    }? { $case }. Swipe this message left and write it in a word or two.
elsewhere-noted =
    { $case }: noted as answered { $way ->
        [phone] by phone
        [email] by e-mail
       *[other] in another way
    }. Nothing was sent.
elsewhere-taken-back = Taken back: it no longer counts as answered.
toast-elsewhere = Noted as answered. Nothing was sent.
draft-elsewhere = how was the customer told?
kept-elsewhere = No network takes an answer in { $case }, so nothing was sent. How did you tell the customer?
usage-answered = As a reply to a card: /answered phone He comes on Friday – or: email, other
refused-noted-already = That is noted already.
help-answered = As a reply to a card: /answered phone what you said – an answer you gave by phone (email, other)

# /new, and what was forwarded
command-new = write down what came by phone or in person
help-new = /new words – a case of what came by phone or in person; first line: who it was. In private, forward me a customer's message
refused-usage-new = What did the customer say? For example: /new Maria, 12345 – and on the next line: wants to return the grinder.
refused-forwarded-ours = That is mine. To answer a customer, swipe the card left.
refused-nothing-to-open = There are no words and no file in it to open a case with.
refused-no-case-to-note = Too late: somebody has taken care of it already.
opened-by-hand = { $case } is opened; its card is in the group.
button-belongs = No, it belongs to #{ $number } · { $name }
belongs-noted = Now a note in #{ $number }; #{ $gone } is dismissed.

# A pasted address
link-unknown = I cannot read this address. What works: the address of a post, a comment or a dialog in VK – copied there by "Copy link". For anything else: /new and what the customer said.
link-opened = Opened: { $case }
link-known = That is { $case }.
link-not-ours = That is on somebody else's page, where we cannot answer. What works: our own pages, and posts anywhere in which somebody writes about us.
link-our-words = Our own side wrote that. Paste the address of the customer's comment: its date is the link.
link-a-thing = That is a photo, a video or a product. Paste the address of the comment under it: its date is the link.
link-nobody = The customer has said nothing in that dialog.
link-gone = That is deleted, or closed to us.
link-no-token = The keys at hand may not read that: it takes VK_SERVICE_TOKEN for posts and comments on the wall and in topics, VK_ADMIN_TOKEN for the others. Until then: /new and what the customer said.
link-refused = The network does not accept our key just now; the owner has to renew it. Until then: /new and what the customer said.
link-trouble = The network did not let me read that just now. Try again later, or: /new and what the customer said.
link-not-connected = This account is not connected any more.
