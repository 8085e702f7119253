"""A row or more of what a small desk has, as SQL for the newest schema."""

CONTENT = (
    "INSERT INTO desks (title, language, timezone, summary_at) VALUES ('d', 'en', 'UTC', '09:00')",
    "INSERT INTO accounts (desk_id, network, external_id) SELECT id, 'vk', '1' FROM desks",
    "INSERT INTO customers (desk_id) SELECT id FROM desks",
    "INSERT INTO identities (desk_id, customer_id, network, external_id)"
    " SELECT desk_id, id, 'vk', '5' FROM customers",
    "INSERT INTO posts (desk_id, account_id, key, url, kind, price, likes, closed_at)"
    " SELECT desk_id, id, 'k', 'https://post', 'product', '5', 3, now() FROM accounts",
    "INSERT INTO cases (desk_id, account_id, customer_id, number, kind, status, opened_at)"
    " SELECT c.desk_id, a.id, c.id, 1, 'comment', 'open', now() FROM customers c, accounts a",
    "INSERT INTO conversations (desk_id, account_id, identity_id, case_id, post_id, kind, thread_key)"
    " SELECT i.desk_id, p.account_id, i.id, c.id, p.id, 'suggestion', 't' FROM identities i, posts p, cases c",
    "INSERT INTO messages (desk_id, account_id, conversation_id, case_id, direction, ordinal, text, at, key,"
    " earlier_key, hidden_at, likes) SELECT desk_id, account_id, id, case_id, 'in', 1, 'Hello', now(), 'a', 'b',"
    " now(), 1 FROM conversations",
    "INSERT INTO messages (desk_id, account_id, conversation_id, case_id, direction, text, at, delivery, private)"
    " SELECT desk_id, account_id, id, case_id, 'out', 'Call 1', now(), 'sent', true FROM conversations",
    "INSERT INTO drafts (case_id, why, text, private, warned)"
    " SELECT id, 'private_data', 'Call 2', true, true FROM cases",
    "INSERT INTO drafts (case_id, why, text) SELECT id, 'approval', 'Unseen' FROM cases",
    "INSERT INTO attachments (message_id, kind, url, brought, depth)"
    " SELECT id, 'photo', 'https://there', 'shown', 1 FROM messages WHERE direction = 'in'",
    "INSERT INTO attachments (draft_id, kind, file_id, album) SELECT id, 'photo', 'f', '7' FROM drafts"
    " WHERE why = 'private_data'",
    "INSERT INTO revisions (message_id, text, until, attached) SELECT id, 'Helo', now(), true FROM messages",
    "INSERT INTO relations (account_id, person, blocked_at) SELECT id, '5', now() FROM accounts",
    "INSERT INTO likes (account_id, key, liker) SELECT id, 'k', '5' FROM accounts",
    "INSERT INTO search_cursors (account_id, value) SELECT id, '{}' FROM accounts",
)
