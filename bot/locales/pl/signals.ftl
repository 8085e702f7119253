# Co ludzie robią bez słów, liczby i wzmianki w innych miejscach.

kind-mention = wzmianka
mark-read = ✓✓ przeczytane

# Liczby tego, pod czym stoi sprawa
card-likes = 👍 { $count }
card-comments = 💬 { $count }
card-reposts = 🔁 { $count }
card-views = 👁 { $count }
card-own-likes = komentarz 👍 { $count }

# Do kogo nie wolno pisać
card-blocked = { $until ->
        [none] Zablokowany na zawsze
       *[other] Zablokowany do { $until }
    }
card-block-reason = { $reason ->
        [spam] spam
        [insult] obelgi
        [obscene] wulgaryzmy
        [off_topic] nie na temat
       *[other] inne powody
    }
card-blocked-by = kto to zrobił
why-blocked = Ten klient jest zablokowany w naszej społeczności. Najpierw go odblokuj (Więcej → Moderuj).
why-denied = Klient nie życzy sobie wiadomości od nas. Znów będzie można, gdy napisze albo pozwoli.

# Szukanie wzmianek: do właściciela
needs-vk-search-token = VK_SEARCH podaje słowa do szukania, ale żaden token tutaj nie może szukać. Ustaw VK_SERVICE_TOKEN, token serwisowy dowolnej aplikacji VK, i uruchom mnie ponownie.
well-vk-search-token = jest już token, który może szukać wzmianek.
search-quota = { $account }: wyszukiwania VK na dziś są wyczerpane. Szukam wzmianek dalej, gdy tylko VK pozwoli; nic z tego czasu nie zostanie pominięte.
search-refused = { $account }: VK nie pozwala mi szukać wzmianek: tokenowi brakuje uprawnienia albo jest odrzucany. Próbuję dalej; cała reszta działa.
search-check = { $account }: zanim zacznę szukać wzmianek, VK chce zobaczyć człowieka. Przejdź weryfikację: { $link }
search-well = { $account }: wzmianki znów się znajdują, przerwa trwała { $lasted }. Szukam tego, co padło w tym czasie.
owner-mentions-cut = { $account }: dla „{ $words }” VK znalazł więcej, niż pokazuje. Może tu brakować wzmianek od { $since } do { $until }. Pomogą dokładniejsze słowa w VK_SEARCH.
