# An account of ours: what a person should mend there (see also needs-… in telegram.ftl), and what its tokens may do.

# To the owner, once, and once more when it is mended
needs-person = { $account }: { $what }
needs-well = { $account }: { $well }
ear-check = { $account } cannot be read: the network wants to see a human. Please open this as its administrator and pass the check: { $link }. I go on by myself then.

needs-vk-service-refused = VK refuses the service token. Texts of old posts and comments that VK lost are missing; all else goes on. Please make a new one, put it in place of the old one and restart me.
needs-vk-admin-refused = VK refuses the administrator's token. What only it may do does not work; all else goes on. Please make a new one, put it in place of the old one and restart me.
needs-vk-service-check = VK wants to see a human before it takes the service token again. { $link ->
    [none] Please open VK in a browser and pass the check.
   *[other] Please pass the check: { $link }.
} All else goes on.
needs-vk-admin-check = VK wants to see a human before it takes the administrator's token again. { $link ->
    [none] Please open VK in a browser as that administrator and pass the check.
   *[other] Please pass the check: { $link }.
} All else goes on.
needs-vk-admin-not-manager = The administrator's token is of a person who does not manage this community. Make them an administrator there, or take the token of somebody who is.

well-vk-token-rights = the community's token has its rights now.
well-vk-longpoll-disabled = the Long Poll API is on now.
well-vk-longpoll-version = the Long Poll API has the right version now.
well-vk-longpoll-events = all events are on now.
well-vk-service-refused = the service token works again.
well-vk-admin-refused = the administrator's token works again.
well-vk-service-check = the service token works again.
well-vk-admin-check = the administrator's token works again.
well-vk-admin-not-manager = the administrator's token is of somebody who manages the community now.

# To who installs: `otklik check`
check-can = can: { $what }
check-cannot = cannot: { $what }
check-needs = { $what } (needs { $token })
check-lacks = { $what } ({ $token } lacks { $rights })
ability-vk-comments = read and answer comments
ability-vk-messages = read and answer direct messages
ability-vk-photos = send photos
ability-vk-documents = send documents and voice
ability-vk-close = close comments under a post
ability-vk-posts = show texts of old posts
ability-vk-missed = find comments that VK lost
ability-vk-search = find mentions elsewhere
ability-vk-hide = hide comments
ability-vk-edit = edit own comments
ability-vk-like = like
ability-vk-ban = ban
ability-vk-photo-comments = answer under photos
ability-vk-video-comments = answer under videos
ability-vk-market-comments = answer under products
ability-vk-topics = answer in topics
ability-vk-mentions = see who mentions the community
