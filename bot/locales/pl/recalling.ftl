# Nasza ostatnia odpowiedź, jednak inna
deleting-answer = Twoja odpowiedź jest usuwana: { $network }.
restated = Odpowiedź ma teraz te słowa.
restated-failed = Ma teraz te słowa, ale jeszcze nie wyszła: naciśnij „Ponów”.
refused-usage-edit = Przesuń kartę ze swoją ostatnią odpowiedzią: /edit i nowe słowa ją zmieniają, /undo ją cofa. Także gdy już wyszła.
refused-cannot-take-back = Za późno, odpowiedź wyszła. { $reason }
refused-nothing-answered = Nikt tu jeszcze nie odpowiedział.
refused-leaves-just-now = Wychodzi właśnie w tej chwili. Spróbuj znowu za kilka sekund.
refused-answer-unknown = Nie wiadomo, czy doszła. Sprawdź w sieci i naciśnij „Ponów” albo „Odpowiedź tam jest”.
why-not-known-there = Nie wiem, która to w samej sieci: zrób to tam.
