# Ответы, которые сначала смотрит коллега.

# На карточке
draft-approval = сначала посмотрит коллега
draft-waits =
    { $since ->
        [none] { $approver ->
            [none] ждёт одобрения
           *[other] ждёт: { $approver }
        }
       *[other] { $approver ->
            [none] ждёт одобрения · { $since }
           *[other] ждёт: { $approver } · { $since }
        }
    }
draft-changes = вместо ответа, который уже ушёл
draft-exposes = Увидят все: { $sorts }
mark-approved = одобрено: { $name }
button-approve = Одобрить
button-approve-number = Одобрить { $number }: { $name }
button-change = Переписать
button-change-number = Переписать { $number }
button-decline = Не одобрять
button-decline-number = Не одобрять { $number }
button-decline-plainly = Без объяснений
button-look = Пусть посмотрят
button-take-back = Забрать назад

# Автору
kept-approval =
    { $approver ->
        [none] Ваш ответ в { $case } ждёт одобрения коллеги. Что решат, я сообщу; { $own ->
            [yes] чтобы изменить, отредактируйте сообщение.
           *[no] чтобы изменить, заберите назад и напишите заново.
        }
        [nobody] Ваш ответ в { $case } ждёт, но одобрить его сейчас некому. Как только будет кому, я скажу.
       *[other] Ваш ответ в { $case } ждёт: { $approver }. Что решат, я сообщу; { $own ->
            [yes] чтобы изменить, отредактируйте сообщение.
           *[no] чтобы изменить, заберите назад и напишите заново.
        }
    }
look-decided =
    { $what ->
        [approved] { $by }: ваш ответ в { $case } одобрен и уходит клиенту.
        [declined] { $reason ->
            [none] { $by }: ваш ответ в { $case } не одобрен, без объяснений.
           *[some] { $by }: ваш ответ в { $case } не одобрен:
        }
        [changed] { $by }: ответ в { $case } другими словами:
       *[withdrawn] { $by }: одобренный ответ в { $case } отозван. Клиент ничего не получит.
    }
look-write-anew =
    { $own ->
        [yes] Чтобы написать заново, отредактируйте своё сообщение или смахните это влево.
       *[no] Чтобы написать заново, смахните это влево.
    }

# Тем, кто решает
look-asks =
    { $who ->
        [none] { $author } просит вас посмотреть ответ в { $case }:
       *[other] { $who }: в { $case } ждёт одобрения ответ, автор – { $author }:
    }
look-change = { $who }, что ответить в { $case }? Автор сейчас – { $author }. Смахните это сообщение влево и пишите: уйдёт от вашего имени.
look-decline = { $who }, что не так с ответом в { $case }? Автор – { $author }. Смахните это сообщение влево и напишите; прочтёт только автор.
look-whole = Ответ в { $case } целиком:
look-exposes = В { $case } это увидят все: { $sorts }. Всё равно одобрить?
look-changed-meanwhile = Автор изменил ответ в { $case }. Теперь там:
toast-approved = Одобрено, уходит. Автор – { $name }.
toast-change-approved = Одобрено: ответ будет изменён.
toast-declined = Не одобрено. Автору скажу.
toast-words-changed = Не отправлено: автор только что изменил текст. Посмотрите ещё раз.
toast-say-it =
    { $what ->
        [change] Смахните моё сообщение ниже и напишите свой ответ.
       *[decline] Смахните моё сообщение ниже и напишите, что не так.
    }

usage-decide = Смахните карточку влево и напишите /approve или /decline и почему. Например: /decline Скажите, когда приедет

# Отказы
refused-own-approval = Это ваши слова: одобрить должен коллега. «Не одобрять» заберёт их назад.
refused-may-not-approve = Одобряет оператор, старший или владелец.
refused-supervisors-approve = Такие ответы здесь одобряет старший или владелец.
refused-waits-for-look = Сначала это должен одобрить коллега.
refused-decided-already =
    { $what ->
        [approved] Уже одобрено: { $name }.
        [declined] Уже не одобрено: { $name }.
       *[changed] Уже есть другой ответ: { $name }.
    }
refused-author-took-it-back = Автор забрал эти слова назад.
refused-words-changed = Автор изменил текст. Посмотрите на карточку и нажмите там.
refused-album-coming = Файлы ещё приходят. Посмотрите через мгновение.
refused-not-yours-to-drop = Забрать может только автор. Нажмите «Не одобрять».
refused-retry-needs-colleague = «Повторить» должен нажать коллега, которому можно публиковать.
refused-nobody-to-look = Посмотреть некому. Отправьте сами.
refused-usage-look = Напишите ответ после вопросительных знаков: ?? Посылка уйдёт сегодня. Или назовите коллегу: ?? @boris Посылка …
refused-approver-unknown = { $name } здесь не знают. Посмотреть могут: { $who }
refused-approver-cannot = { $name } не может это одобрить. Посмотреть могут: { $who }
refused-nothing-waits-here = Здесь ничего не ждёт одобрения.
refused-several-wait = Здесь ждут несколько ответов: нажмите кнопку нужного или смахните сообщение, где он один.

# История
event-look_asked = ждёт одобрения коллеги
event-look_approved = одобрено
event-look_declined = не одобрено
event-look_changed = ответили другими словами
event-look_reminded = напомнили тем, кто одобряет
