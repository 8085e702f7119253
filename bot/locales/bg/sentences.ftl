# Важното, с едно изречение. Правилата са в docs/reports.md.

worth-spike = Много повече от обичайното: случаи { $figure }, обикновено { $usual }.
worth-late-first = Първи отговори: { $figure } от { $of } закъсняха, в срок { $share }.
worth-late-next = Следващи отговори: { $figure } от { $of } закъсняха, в срок { $share }.
worth-late-resolution = Решаване: { $figure } от { $of } извън срока, в срок { $share }.
worth-tag =
    { $count ->
        [one] { $tag }: { $figure } път, обикновено { $usual }.
       *[other] { $tag }: { $figure } пъти, обикновено { $usual }.
    }
worth-tag-new =
    { $count ->
        [one] { $tag } е ново: { $figure } път,
       *[other] { $tag } е ново: { $figure } пъти,
    } { $span ->
        [day] а в същия ден от предишните четири седмици нито веднъж.
        [time] а по същото време в предишните четири седмици нито веднъж.
       *[weeks] а в предишните четири седмици нито веднъж.
    }
worth-waits = { $case } чака отговор от { $duration }. Общо чакат: { $figure }.
worth-replies = По-малко получиха отговор: { $share }, преди { $before }. Още без отговор: { $figure }.
worth-downtime = { $part }: { $duration }
worth-failed =
    { $count ->
        [one] Не стигна { $figure } отговор.
       *[other] Не стигнаха { $figure } отговора.
    }
worth-csat = Доволни са само { $share }. Отговори: { $n }, дял на отговорилите: { $rate }.
worth-nps = Недоволните са повече от препоръчващите ни: NPS { $nps }. Отговори: { $n }, дял на отговорилите: { $rate }.
worth-reopened = Отворени пак до 7 дни: { $figure } от { $of } решени.
worth-well = Всичко е наред: отговор получиха { $share } от { $count }, които го искаха.
outage-network = Нямаше връзка с { $network }
outage-answers = Отговорите в { $network } стояха
outage-telegram = Telegram не беше достъпен
outage-group = Групата не беше достъпна
outage-other = Нещо не работеше
