# Godziny pracy: jak się je pokazuje i ustawia, co się mówi poza nimi, i poranek po nich.

hours-always = całodobowo
hours-every-day = codziennie
hours-closed = nieczynne
hours-and = {" "}i{" "}
hours-day =
    { $day ->
        [mon] Pn
        [tue] Wt
        [wed] Śr
        [thu] Cz
        [fri] Pt
        [sat] Sb
       *[sun] Nd
    }

# Wiadomość do właściciela
button-hours = 🕘 Godziny pracy
hours-in-private = Godziny ustawia się na osobności: napisz /hours do { $bot }.
hours-head = Godziny pracy
hours-open = Teraz czynne
hours-open-till = Teraz czynne, do { $at }
hours-closed-now = Teraz nieczynne
hours-closed-till = Teraz nieczynne, otwarcie { $at }
hours-zone = Strefa czasowa: { $zone }
hours-until-now = Dotychczas: { $week }
hours-holidays = Święta: { $whose }
hours-holidays-none = Święta: nieuwzględniane
hours-holidays-gone = Ten kalendarz nie jest już znany i jego dni nie są uwzględniane: wybierz inny
hours-holiday-next = najbliższe { $day }, { $name }
hours-always-means = Pracujecie zawsze: każda wiadomość dzwoni i nikt z klientów nie słyszy, że was nie ma.
hours-night = Poza tymi godzinami nic nie dzwoni i nikt nie jest wzywany, z wyjątkiem pilnych spraw.
hours-notice-now =
    { $whom ->
        [off] Klientom nic się nie mówi.
        [all] Klienci raz dowiadują się, kiedy otwieracie, także pod komentarzami.
       *[private] Kto pisze wiadomość prywatną, raz dowiaduje się, kiedy otwieracie.
    }
hours-how = Aby zmienić, naciśnij przycisk albo napisz w odpowiedzi: { $example }. Na jeden dzień: { $day }.
hours-example = Pn-Pt 9:00-18:00, Sb 10-16
hours-example-day = 31.12 10-15
hours-preset =
    { $preset ->
        [always] Całodobowo
        [weekdays] Pn–Pt 9–18
       *[every-day] Codziennie 9–21
    }
button-holidays = 🎉 Święta
button-closed-notice = 🌙 Co słyszą klienci
button-hours-back = ‹ Godziny
toast-hours = Gotowe.

# Święta
hours-holidays-head = W święta jest nieczynne
hours-holidays-how = Inny kraj? Napisz w odpowiedzi jego nazwę lub kod, w razie potrzeby z regionem: { $example }.
button-holidays-none = Bez świąt

# Co słyszą klienci
hours-notice-head = Poza godzinami pracy
hours-notice-once = Każdy klient słyszy to raz, dopóki jest nieczynne. Nie liczy się jako odpowiedź.
hours-notice-says = Przeczytają:
hours-notice-how = Własne słowa? Napisz je w odpowiedzi. { $variables } to godziny pracy i chwila otwarcia.
hours-notice =
    { $whom ->
        [off] Nikt
        [all] Także komentarze
       *[private] Wiadomości prywatne
    }
button-own-words-away = Usuń moje słowa
closed-notice = Dzień dobry! Teraz nie pracujemy. Nasze godziny: { $hours }. Wracamy { $opens } i wtedy odpowiemy.
opens-today = dziś o { $clock }
opens-tomorrow = jutro o { $clock }
opens-weekday =
    { $day ->
        [mon] w poniedziałek o { $clock }
        [tue] we wtorek o { $clock }
        [wed] w środę o { $clock }
        [thu] w czwartek o { $clock }
        [fri] w piątek o { $clock }
        [sat] w sobotę o { $clock }
       *[sun] w niedzielę o { $clock }
    }
opens-date = { $date } o { $clock }

# Na karcie
card-notice = Powiadomienie automatyczne: nieczynne
card-outside-hours = Poza godzinami pracy · otwarcie { $opens }
event-closed_notice = klient dowiedział się, że jest nieczynne
event-closed_notice_failed = nie udało się powiedzieć klientowi, że jest nieczynne

# Poranek
morning-head =
    { $count ->
        [one] Dzień dobry! Gdy było nieczynne, przyszła { $count } sprawa:
        [few] Dzień dobry! Gdy było nieczynne, przyszły { $count } sprawy:
       *[many] Dzień dobry! Gdy było nieczynne, przyszło { $count } spraw:
    }
morning-more = …i jeszcze { $count }: /queue
morning-no-words = bez słów

help-hours = /hours – kiedy pracujemy i co słyszą klienci poza tym czasem; na osobności
command-hours = godziny pracy (dla właściciela)

# Co jest odrzucane
refused-hours-usage = Napisz, kiedy pracujecie, na przykład: Pn-Pt 9:00-18:00, Sb 10-16
refused-hours-too-much = Za długie: najwyżej { $limit } znaków. Na przykład: Pn-Pt 9:00-18:00, Sb 10-16
refused-hours-not-understood = Nie rozumiem „{ $found }”. Napisz dni i godziny, na przykład: Pn-Pt 9:00-18:00, Sb 10-16
refused-hours-no-day = „{ $found }” to nie dzień tygodnia. Na przykład: Pn-Pt 9:00-18:00, Sb 10-16
refused-hours-day-twice = { $day } jest dwa razy. Nazwij każdy dzień raz, na przykład: Pn-Pt 9-13, 14-18
refused-hours-without-times = W „{ $found }” nie ma godzin. Na przykład: Pn-Pt 9:00-18:00 albo Nd nieczynne
refused-hours-no-time = „{ $found }” to nie godzina: doba trwa od 0:00 do 24:00. Na przykład: 9:00-18:00
refused-hours-empty-span = „{ $found }” kończy się, gdy się zaczyna. Cały dzień to 0-24.
refused-hours-overlap = { $one } i { $other } nachodzą na siebie. Na przykład: 9-13, 14-18
refused-hours-too-many-spans = Najwyżej { $limit } przedziały dziennie. Na przykład: 9-13, 14-18
refused-hours-never = Nigdy nie byłoby czynne i żaden termin by nie nadszedł. Podaj choć jeden dzień, na przykład: Pn-Pt 9-18
refused-hours-day-usage = Co z { $found }? Na przykład: 31.12 10-15 albo 01.01 nieczynne, albo 01.01 zwykle
refused-hours-no-date = „{ $found }” to nie data. Napisz dzień.miesiąc, na przykład: 31.12 10-15
refused-hours-day-past = { $found } już minęło. Podaj przyszły dzień, na przykład: 31.12 10-15
refused-hours-days-many = Od wcześniejszego do późniejszego dnia, najwyżej { $limit } dni. Na przykład: 31.12-08.01 nieczynne
refused-hours-week-first = Pracujecie całodobowo. Najpierw ustaw tydzień, na przykład: /hours codziennie 0-24
refused-holidays-unknown = Nie znam świąt dla „{ $found }”. Napisz kraj albo jego kod, na przykład: Polska, PL, DE-BY
refused-holidays-no-part = { $country } nie ma części „{ $found }”. Są: { $parts }. Na przykład: DE-BY
refused-hours-notice-whom = „{ $found }” nie pasuje. Można: { $choices }. Własne słowa: { $own }
refused-hours-text-usage = Napisz, co mają przeczytać klienci, na przykład: Wracamy {"{"}opens{"}"}. Godziny: {"{"}hours{"}"}
refused-hours-text-variable = Nie znam { $variable }. Są {"{"}hours{"}"} i {"{"}opens{"}"}.
refused-hours-text-too-long = Za długie razem z godzinami: najwyżej { $limit } znaków, o { $excess } za dużo.
