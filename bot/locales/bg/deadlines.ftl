# В какъв срок: редът на картата, предупрежденията, каквото задава собственикът

card-due =
    { $measure ->
        [resolution] За решаване { $at }
       *[answer] Отговор { $at }
    }
card-over =
    { $measure ->
        [resolution] Не е решено навреме: срокът беше { $at }
       *[answer] Отговорът закъснява: срокът беше { $at }
    }
card-came-back = Отново в опашката: { $name }, { $time } без отговор
event-overdue = срокът изтече
event-returned = отново в опашката: не е отговорено навреме

due-soon =
    { $name ->
        [none]
            { $measure ->
                [resolution] { $case }: за решаване { $at }.
               *[answer] { $case }: отговор { $at }.
            }
       *[other]
            { $measure ->
                [resolution] { $name }, { $case }: за решаване { $at }.
               *[answer] { $name }, { $case }: отговор { $at }.
            }
    }
due-free = Никой не го е взел.
due-over =
    { $measure ->
        [resolution] { $case } не е решен навреме: срокът беше { $at }.
       *[answer] { $case }: отговорът закъснява, срокът беше { $at }.
    }
due-holder =
    { $name ->
        [none] Никой не го е взел.
       *[other] При { $name }.
    }
due-back = { $case } е отново в опашката: { $name }, { $time } без отговор.
due-lost = { $case } се върна в опашката: при вас { $time } без отговор.
due-list-soon =
    { $count ->
        [one] Времето изтича за { $count } случай
       *[other] Времето изтича за { $count } случая
    }
due-list-over =
    { $count ->
        [one] { $count } просрочен случай
       *[other] { $count } просрочени случая
    }
due-list-late =
    { $count ->
        [one] { $count } отдавна просрочен случай
       *[other] { $count } отдавна просрочени случая
    }
due-list-back =
    { $count ->
        [one] { $count } случай е отново в опашката: не е отговорено навреме
       *[other] { $count } случая са отново в опашката: не е отговорено навреме
    }
due-list-lost =
    { $count ->
        [one] { $count } ваш случай се върна в опашката: не е отговорено навреме
       *[other] { $count } ваши случая се върнаха в опашката: не е отговорено навреме
    }
due-more = …и още { $count }: /queue
board-overdue =
    { $count ->
        [one] { $count } просрочен
       *[other] { $count } просрочени
    }

command-targets = срокове за отговор (за собственика)
help-targets = /targets – в какъв срок се отговаря на клиентите; в личния чат
button-targets = ⏱ Срокове
targets-in-private = Това е между нас: напишете /targets на { $bot }.
targets-head = Срокове
targets-why = Броят се в работно време; докато чакаме клиента, времето стои. Само за част от случаите – с бутоните или с думи: /targets първи отговор спешен 15 мин
toast-target = Зададено. Отворените случаи са преизчислени.
target-measure =
    { $measure ->
        [first] Първи отговор
        [next] Следващ отговор
        [resolution] Решаване
        [department] Отговор на отдел
       *[claim] Връщане в опашката
    }
target-why =
    { $measure ->
        [first] От първите думи на клиента до първия ни отговор.
        [next] От следващите думи на клиента до отговора.
        [resolution] Докато случаят бъде решен.
        [department] От въпроса към отдел до неговия отговор. Всеки отдел има свое време (/departments); за част от случаите може да е друго.
       *[claim] Взет случай, на който толкова време никой не отговаря, отново е на всички.
    }
target-line = { $measure }: { $time }
target-line-for = { $measure } · { $scope }: { $time }
target-after = след { $time } без отговор
target-working-day = работен ден, { $time }
target-department-own = както е зададено за всеки отдел
target-never = никога
target-default = както обикновено
target-default-is = както обикновено: { $time }
target-as-others = като всички
target-for = Само за част от случаите…
target-which = За кои случаи?
target-category =
    { $category ->
        [question] Въпрос
        [problem] Проблем
        [complaint] Оплакване
        [praise] Похвала
        [suggestion] Предложение
        [no_answer_needed] Без нужда от отговор
       *[spam] Спам
    }
target-priority =
    { $priority ->
        [low] Нисък
        [normal] Обикновен
        [high] Висок
       *[urgent] Спешен
    }
refused-target-measure = „{ $found }“: посочете едно от first, next, resolution, department, claim, после времето: /targets first 30 мин
refused-target-two = „{ $found }“: най-много един вид, една тема и една спешност.
refused-target-time = „{ $found }“ не е време, което познавам. Например: 15 мин, 2 ч, 1 д; или: както обикновено
refused-target-zero = { $found } мин: времето трябва да е повече от нула. Нищо не е променено.
refused-target-long = { $found } мин: най-много { $limit } дни. Нищо не е променено.
refused-target-department-for-all = Всеки отдел има свое време: /departments. Тук се задава само за част от случаите: /targets department спешен 30 мин
refused-target-claim-for-all = Връщането в опашката е едно за всички случаи: /targets claim 60 мин
