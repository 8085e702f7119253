# Pulpit odtworzony z kopii zapasowej (`bot/restored.py`): do właściciela prywatnie i do grupy
owner-restored = Odtworzono mnie z kopii zapasowej. Nie wiem, co działo się od { $since } do { $until }: kto co odpowiedział, co zamknięto, zatwierdzono lub ustawiono. Szukam teraz tego, co w tym czasie napisali klienci. To, co było wtedy w drodze do klienta, najpierw sprawdzam, a dopiero potem wysyłam. Przyciski na kartach z tego czasu nic nie robią. Przejrzyj proszę z zespołem otwarte sprawy.
restored = Odtworzono mnie z kopii zapasowej i nie wiem, co robiono tu od { $since } do { $until }. Zanim odpowiesz na coś wcześniejszego, sprawdź proszę w sieci, czy już nie odpowiedziano. Karty z tego czasu już nie działają; to, co klienci napisali w tym czasie, przyjdzie jako nowe karty.
# Na karcie, o słowach, które czekają
draft-restored = Napisane przed odtworzeniem: mogło już zostać wysłane. Najpierw sprawdź w sieci.
