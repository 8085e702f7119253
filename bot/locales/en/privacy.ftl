# What everybody can read, and what only the customer does

button-private = ✉️ Reply privately
button-send-privately = ✉️ Send privately
button-cannot-private = 🚫 Reply privately
button-private-number = ✉️ Draft { $number } privately
button-send-to-all =
    { $rest ->
        [as-file] Send to all as a file
        [first] Send the first to all
        [rest] Send the others to all
        [words] Send the words to all
       *[other] Send to all
    }
button-send-to-all-number = Draft { $number } to all
mark-private = ✉️ privately
card-exposed = The customer shows everybody: { $sorts }.
sort-phone = phone number
sort-email = e-mail address
sort-card = card number
sort-order = order number
kept-private-data = Everybody could read this: { $sorts }. Better privately?
draft-private-data = everybody could read something private
toast-private = One moment: asking whether the customer takes private messages.
private-prompt =
    { $name ->
        [none] Your private answer to { $customer } in { $case }? Swipe this message left and write it.
       *[other] { $name }, your private answer to { $customer } in { $case }? Swipe this message left and write it.
    }
private-not-taken =
    { $name ->
        [none] { $customer } takes no private messages from us. Answer { $case } publicly, without private details, and ask them to write to us first.
       *[other] { $name }, { $customer } takes no private messages from us. Answer { $case } publicly, without private details, and ask them to write to us first.
    }
why-no-private = There is nobody to write to privately: a page wrote this, or the network does not say who.
refused-nothing-public = Nothing here is public: just answer.
