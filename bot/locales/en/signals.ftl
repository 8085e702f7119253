# What people do without words, figures, and mentions elsewhere.

kind-mention = mention
mark-read = ✓✓ seen

# Figures of what a case stands under
card-likes = 👍 { $count }
card-comments = 💬 { $count }
card-reposts = 🔁 { $count }
card-views = 👁 { $count }
card-own-likes = comment 👍 { $count }

# Who may not be written to
card-blocked = { $until ->
        [none] Banned for ever
       *[other] Banned until { $until }
    }
card-block-reason = { $reason ->
        [spam] spam
        [insult] insults
        [obscene] bad language
        [off_topic] off-topic
       *[other] other reasons
    }
card-blocked-by = who did it
why-blocked = This customer is banned in our community. Lift the ban first (More → Moderate).
why-denied = The customer forbids messages from us. It works again when they write to us or allow it.

# Looking for mentions: to the owner
needs-vk-search-token = VK_SEARCH names words to look for, but no token here may search. Please set VK_SERVICE_TOKEN, the service token of any VK application, and restart me.
well-vk-search-token = a token may look for mentions now.
search-quota = { $account }: VK's searches of today are used up. I look for mentions again as soon as VK lets me; nothing said meanwhile is skipped.
search-refused = { $account }: VK does not let me look for mentions: the token lacks a right, or is refused. I keep trying; all else goes on.
search-check = { $account }: before I may look for mentions, VK wants to see a human. Please pass the check: { $link }
search-well = { $account }: mentions are found again, after { $lasted }. What was said meanwhile is being looked for.
owner-mentions-cut = { $account }: VK found more for “{ $words }” than it gives. Mentions from { $since } to { $until } may be missing here. More exact words in VK_SEARCH help.
