# Чего нельзя и почему: чаще всего всплывающая подсказка, не больше 200 знаков.

refused-held = Обращение уже в работе: { $name }.
refused-yours = Это обращение уже у вас.
refused-free = Это обращение ни у кого не в работе.
refused-unseen = Сначала прочтите, клиент написал ещё: { $text }
refused-open = Обращение и так открыто.
refused-waiting =
    { $action ->
        [reopen] Обращение и так открыто: клиенту уже ответили.
       *[other] Сейчас нельзя: клиенту уже ответили.
    }
refused-resolved =
    { $action ->
        [resolve] Уже решено.
       *[other] Обращение решено. Сначала верните его в работу.
    }
refused-dismissed =
    { $action ->
        [dismiss] Уже отклонено.
       *[other] Обращение отклонено. Сначала верните его в работу.
    }
refused-cannot-reply = Ответить не получится. { $reason }
refused-nothing-to-answer = Отвечать здесь не на что.
refused-too-long =
    { $excess ->
        [one] Слишком длинно: можно { $limit }, лишний { $excess } знак.
        [few] Слишком длинно: можно { $limit }, лишние { $excess } знака.
       *[many] Слишком длинно: можно { $limit }, лишних { $excess } знаков.
    }
refused-too-late = Поздно: ответ уже ушёл.
refused-too-late-to-change = Изменить уже нельзя: ответ ушёл.
refused-taken-back = Этот ответ отозван, ничего не отправлено. Чтобы ответить, смахните ещё раз.
refused-answer-gone = Этого ответа больше нет.
refused-not-your-answer = Отозвать может только автор или тот, у кого обращение.
refused-not-failed = Повторять нечего: с этим ответом уже всё ясно.
refused-not-unknown = С этим ответом уже всё ясно.
refused-draft-gone = С этим черновиком уже разобрались.
refused-not-your-draft = Этот черновик должен отправить другой человек.
refused-department-gone = Такого отдела больше нет.
refused-desk-is-department = Это место отдела { $name }. Операторам нужна своя группа или своя тема.
refused-department-both = Здесь уже отдел «{ $here }», а «{ $name }» в другом месте. Выберите другое имя или место.
refused-asked-already = Отдел уже спросили, ответа ещё нет: { $department }.
refused-role =
    { $action ->
        [advise] Отвечать здесь могут только операторы и отделы.
       *[other] Это могут делать только операторы.
    }
refused-empty-note = После // ничего нет: напишите там заметку.
refused-name-needed = Вы пишете анонимно. Сделайте это, пожалуйста, под своим именем.
refused-text-only = Сюда можно отправить только текст, без фото и файлов.
refused-nothing-asked = Об этом обращении отдел уже никто не спрашивает.
refused-unknown-command = Такой команды нет, ничего не отправлено. Какие есть, покажет /help.
refused-usage-escalate = Какой отдел? /escalate НАЗВАНИЕ вопрос. Есть: { $departments }
refused-owner-only =
    { $what ->
        [departments] Отделы настраивает только владелец.
        [settings] Настройки меняет только владелец.
       *[figures] Цифры видит только владелец.
    }
refused-signature-too-long = Подпись – одна строка, не длиннее { $limit } знаков.
refused-post-gone = Этот пост здесь неизвестен.
refused-account-urgent = Эта страница отмечена как срочная: её комментарии всегда приходят карточками. Владелец меняет это в /settings.
refused-settled = С #{ $number } уже разобрались.
refused-has-card = У #{ $number } уже есть карточка.
