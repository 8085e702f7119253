# To the owner, in private: part of an account's history was lost and could not be looked through
owner-missed-vk-comments-token = VK lost part of the news of { $account }: { $since } – { $until }. Comments of that time may be missing here. With a service token (VK_SERVICE_TOKEN) I can look for them: set it within a week and restart me. Until then please look in VK.
owner-missed-vk-comments = VK lost part of the news of { $account }: { $since } – { $until }. I could not look through all the comments of that time. Please look in VK what is missing here.
owner-missed-vk-messages = VK lost part of the news of { $account }: { $since } – { $until }. I could not look through all the messages of that time. Please look in VK what is missing here.
