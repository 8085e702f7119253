# Отговори, които първо поглежда колега.

# На картата
draft-approval = първо ще я погледне колега
draft-waits =
    { $since ->
        [none] { $approver ->
            [none] чака одобрение
           *[other] чака: { $approver }
        }
       *[other] { $approver ->
            [none] чака одобрение · { $since }
           *[other] чака: { $approver } · { $since }
        }
    }
draft-changes = вместо отговора, който вече е изпратен
draft-exposes = Ще го видят всички: { $sorts }
mark-approved = одобрено: { $name }
button-approve = Одобри
button-approve-number = Одобри { $number }: { $name }
button-change = Пренапиши
button-change-number = Пренапиши { $number }
button-decline = Не одобрявай
button-decline-number = Не одобрявай { $number }
button-decline-plainly = Без обяснение
button-look = Нека погледнат
button-take-back = Вземи обратно

# До автора
kept-approval =
    { $approver ->
        [none] Отговорът ви в { $case } чака одобрение от колега. Ще ви кажа какво са решили; { $own ->
            [yes] за да го промените, редактирайте съобщението си.
           *[no] за да го промените, вземете го обратно и напишете наново.
        }
        [nobody] Отговорът ви в { $case } чака, но тук няма кой да го одобри. Щом има кой, ще му кажа.
       *[other] Отговорът ви в { $case } чака: { $approver }. Ще ви кажа какво са решили; { $own ->
            [yes] за да го промените, редактирайте съобщението си.
           *[no] за да го промените, вземете го обратно и напишете наново.
        }
    }
look-decided =
    { $what ->
        [approved] { $by } одобри отговора ви в { $case }. Тръгва към клиента.
        [declined] { $reason ->
            [none] { $by } не одобри отговора ви в { $case }, без обяснение.
           *[some] { $by } не одобри отговора ви в { $case }:
        }
        [changed] { $by } отговаря в { $case } с други думи:
       *[withdrawn] { $by } оттегли одобрения отговор в { $case }. Клиентът няма да получи нищо.
    }
look-write-anew =
    { $own ->
        [yes] За да напишете наново, редактирайте съобщението си или плъзнете това наляво.
       *[no] За да напишете наново, плъзнете това наляво.
    }

# До тези, които решават
look-asks =
    { $who ->
        [none] { $author } ви моли да погледнете отговор в { $case }:
       *[other] { $who }: в { $case } чака одобрение отговор от { $author }:
    }
look-change = { $who }, какво да се отговори в { $case } вместо думите на { $author }? Плъзнете това съобщение наляво и пишете: тръгва от ваше име.
look-decline = { $who }, какво не е наред с отговора на { $author } в { $case }? Плъзнете това съобщение наляво и напишете; ще го прочете само авторът.
look-whole = Целият отговор в { $case }:
look-exposes = В { $case } това ще го видят всички: { $sorts }. Все пак одобрявате ли?
look-changed-meanwhile = Авторът промени отговора в { $case }. Сега пише:
toast-approved = Одобрено, тръгва от името на { $name }.
toast-change-approved = Одобрено: отговорът ще се промени.
toast-declined = Не е одобрено. Ще кажа на автора.
toast-words-changed = Не е изпратено: авторът току-що промени текста. Погледнете пак.
toast-say-it =
    { $what ->
        [change] Плъзнете съобщението ми по-долу и напишете своя отговор.
       *[decline] Плъзнете съобщението ми по-долу и напишете защо.
    }

usage-decide = Плъзнете картата наляво и напишете /approve или /decline и защо. Например: /decline Кажете кога ще пристигне

# Откази
refused-own-approval = Това са ваши думи: трябва да ги одобри колега. „Не одобрявай“ ги взема обратно.
refused-may-not-approve = Одобрява оператор, супервайзор или собственикът.
refused-supervisors-approve = Такива отговори тук одобрява само супервайзор или собственикът.
refused-waits-for-look = Първо трябва да го одобри колега.
refused-decided-already =
    { $what ->
        [approved] Вече е одобрено: { $name }.
        [declined] Вече не е одобрено: { $name }.
       *[changed] Вече има друг отговор: { $name }.
    }
refused-author-took-it-back = Авторът взе тези думи обратно.
refused-words-changed = Авторът промени текста. Вижте картата и натиснете там.
refused-album-coming = Още пристигат файлове. Погледнете след миг.
refused-not-yours-to-drop = Само авторът може да го вземе обратно. Натиснете „Не одобрявай“.
refused-retry-needs-colleague = „Повтори“ трябва да натисне колега, който може да публикува.
refused-nobody-to-look = Няма кой да погледне. Изпратете го, без да питате.
refused-usage-look = Напишете отговора след въпросителните: ?? Пратката тръгва днес. Или посочете колега: ?? @boris Пратката …
refused-approver-unknown = Тук не познават { $name }. Могат да погледнат: { $who }
refused-approver-cannot = { $name } не може да го одобри. Могат да погледнат: { $who }
refused-nothing-waits-here = Тук нищо не чака одобрение.
refused-several-wait = Тук чакат няколко отговора: натиснете бутона на правилния или плъзнете съобщението, в което е само той.

# История
event-look_asked = чака одобрение от колега
event-look_approved = одобрено
event-look_declined = не е одобрено
event-look_changed = отговорено с други думи
event-look_reminded = напомнено на тези, които одобряват
