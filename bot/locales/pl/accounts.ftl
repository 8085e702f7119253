# Nasze konto: co ma w nim naprawić człowiek (zob. też needs-… w telegram.ftl) i co mogą jego tokeny.

# Do właściciela, raz, i jeszcze raz, gdy już naprawione
needs-person = { $account }: { $what }
needs-well = { $account }: { $well }
ear-check = { $account }: nie da się czytać, sieć chce zobaczyć człowieka. Otwórz tę stronę jako administrator i przejdź weryfikację: { $link }. Potem idę dalej bez pomocy.

needs-vk-service-refused = VK odrzuca token serwisowy. Brakuje tekstów starych postów i komentarzy zgubionych przez VK; cała reszta działa. Utwórz nowy, wstaw go w miejsce starego i uruchom mnie ponownie.
needs-vk-admin-refused = VK odrzuca token administratora. Nie działa to, co może tylko on; cała reszta działa. Utwórz nowy, wstaw go w miejsce starego i uruchom mnie ponownie.
needs-vk-service-check = VK chce zobaczyć człowieka, zanim znów przyjmie token serwisowy. { $link ->
    [none] Otwórz VK w przeglądarce i przejdź weryfikację.
   *[other] Przejdź weryfikację: { $link }.
} Cała reszta działa.
needs-vk-admin-check = VK chce zobaczyć człowieka, zanim znów przyjmie token administratora. { $link ->
    [none] Otwórz VK w przeglądarce jako ten administrator i przejdź weryfikację.
   *[other] Przejdź weryfikację: { $link }.
} Cała reszta działa.
needs-vk-admin-not-manager = Token administratora należy do osoby, która nie zarządza tą społecznością. Zrób ją tam administratorem albo weź token kogoś, kto nim jest.

well-vk-token-rights = token społeczności ma już swoje uprawnienia.
well-vk-longpoll-disabled = Long Poll API jest już włączone.
well-vk-longpoll-version = Long Poll API ma już właściwą wersję.
well-vk-longpoll-events = wszystkie zdarzenia są już włączone.
well-vk-service-refused = token serwisowy znów działa.
well-vk-admin-refused = token administratora znów działa.
well-vk-service-check = token serwisowy znów działa.
well-vk-admin-check = token administratora znów działa.
well-vk-admin-not-manager = token administratora należy już do kogoś, kto zarządza społecznością.

# Do tego, kto instaluje: `otklik check`
check-can = może: { $what }
check-cannot = nie może: { $what }
check-needs = { $what } (potrzebny { $token })
check-lacks = { $what } ({ $token } nie ma uprawnień { $rights })
ability-vk-comments = czytać komentarze i na nie odpowiadać
ability-vk-messages = czytać wiadomości prywatne i na nie odpowiadać
ability-vk-photos = wysyłać zdjęcia
ability-vk-documents = wysyłać dokumenty i wiadomości głosowe
ability-vk-close = zamykać komentarze pod postem
ability-vk-posts = pokazywać teksty starych postów
ability-vk-missed = znajdować komentarze zgubione przez VK
ability-vk-search = znajdować wzmianki w innych miejscach
ability-vk-hide = ukrywać komentarze
ability-vk-edit = zmieniać własne komentarze
ability-vk-like = dawać polubienia
ability-vk-ban = blokować
ability-vk-photo-comments = odpowiadać pod zdjęciami
ability-vk-video-comments = odpowiadać pod filmami
ability-vk-market-comments = odpowiadać pod produktami
ability-vk-topics = odpowiadać w tematach
ability-vk-mentions = widzieć, kto wspomina społeczność
