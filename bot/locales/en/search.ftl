# /find

command-find = search: /find parcel last week
help-find = /find parcel – search what was said, customers, cases; /find alone shows how

# Words that narrow a search; several with commas. English ones are always understood.
find-word-tag = tag
find-word-is = is
find-is-live = live, active
find-is-open = open
find-is-waiting = waiting
find-is-resolved = resolved, done
find-is-dismissed = dismissed
find-is-closed = closed
find-period-today = today
find-period-yesterday = yesterday
find-period-this-week = this week
find-period-last-week = last week
find-period-this-month = this month
find-period-last-month = last month

# How it was understood
find-status-live = not closed
find-status-open = open
find-status-waiting = waiting for the customer
find-status-resolved = resolved
find-status-dismissed = dismissed
find-status-closed = closed
find-since = since { $day }
find-until = until { $day }
find-silent = Left out, because nearly every message has it: { $words }
find-unknown = Not understood: { $words }. There are is:open, is:waiting, is:resolved, is:dismissed, is:closed
find-shortened = Nothing with just these words. Words that begin alike:
find-back-to = Looked back to { $day }, further would take too long. For what was before, add a month: 11.2025

# What was found
find-cases =
    { $count ->
        [0] No cases
        [one] { $count } case
       *[other] { $count } cases
    }
find-more-cases = More than { $count } cases, here are the newest. Add a word, a #tag or a month: 11.2025
find-customer-cases =
    { $count ->
        [one] { $count } case
       *[other] { $count } cases
    }
find-namesakes =
    { $count ->
        [one] …and { $count } more customer of this name
       *[other] …and { $count } more customers of this name
    }
find-answer = we
find-note = note
find-deleted = deleted by its author
find-unsent = not sent
find-nothing = Nothing found.
find-nothing-hint = Try the beginning of the word: parc*
find-nothing-of-several = One message has to have all the words. Try fewer, or their beginnings: parc*
find-brought = #{ $number } is below.
find-gone = This result is too old. Search again: /find

find-how =
    Write what to look for after /find:
    /find parcel refund – messages and notes with both words, also in other forms
    /find "money back" – these words together
    /find parc* – words that begin so
    /find Anna Petrova, /find @anna, /find vk.com/anna – a customer
    /find 12 – a case, or a number that was mentioned
    To narrow it: #tag, is:open, is:closed, 25.11, 11.2025, >01.11, 01.11-15.11, today, last week
refused-find-too-long = That is { $length } characters, { $limit } are the most. Two or three words find more.
refused-find-says-nothing = Nearly every message has this: { $words }. Add a word that says more.
