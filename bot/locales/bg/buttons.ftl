# Надписи на бутоните: една-две думи. Бутонът е нареждане към бота, затова е в повелително наклонение на «ти».

button-claim = Вземи
button-release = Освободи
button-take-over = Поеми
button-take-over-surely = Да, поеми
button-reply = Отговори
button-cannot-reply = 🚫 Отговори
button-escalate = Към отдел
button-escalate-now = Прати без въпрос
button-ask = Напиши въпрос
button-resolve = Решен
button-dismiss = Отхвърли
button-reopen = Отвори отново
button-note = Бележка
button-more = Още
button-history = История
button-undo = Отмени
button-retry = Повтори
button-is-there = Отговорът е там
button-send-draft = Изпрати черновата
button-send-draft-number = Изпрати № { $number }
button-send-to-customer = Изпрати на клиента
button-drop-draft = Махни
button-drop-draft-number = Махни № { $number }
button-close = Затвори
button-open-in =
    { $network ->
        [VK] Отвори във VK
       *[other] Отвори в { $network }
    }
