# Co przynoszą sieci inne niż VK: opinie, ich zasady, ceny.

kind-review = opinia
review-was = (było { $stars })
mark-replaced = zastąpiona

# Która zasada sieci przeszkadza
why-window-closed = Czas, w którym sieć pozwala odpowiedzieć, minął.
why-once-only = Sieć pozwala na to tylko raz.
why-not-summoned = Sieć pozwala nam odpowiadać tylko tym, którzy o nas wspomną.
why-human-only = Sieć przyjmuje teraz tylko to, co pisze człowiek.
why-paid-quota = Opłacony limit w sieci jest wyczerpany. Właściciel może go zwiększyć.
owner-quota-paid = { $account }: opłacony limit w sieci jest wyczerpany albo osiągnięty jest twój własny. Odpowiedzi czekają, mniej więcej { $hours ->
    [one] { $hours } godzinę
    [few] { $hours } godziny
   *[many] { $hours } godzin
}, albo aż go zwiększysz.

# Czego wymaga od odpowiedzi
card-answer-until = Czas na odpowiedź mija { $at }
card-answer-costs =
    { $link ->
        [none] Odpowiedź kosztuje { $price }
       *[other] Odpowiedź kosztuje { $price }, z linkiem { $link }
    }
card-answer-replaces = Nowa odpowiedź zastąpi poprzednią
leaving-costs = Kosztuje { $price }.

surely-ban-simply = { $customer } ({ $network }): zablokować?

# Token, który kiedyś wygasa
needs-token-ends = mój token działa do { $day }. Utwórz wcześniej nowy, wstaw go w miejsce starego i uruchom mnie ponownie: po tym dniu nic nie przychodzi i żadna odpowiedź nie wychodzi.
well-token-ends = token jest przedłużony.
