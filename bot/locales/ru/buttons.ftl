# Надписи на кнопках: одно-два слова.

button-claim = Взять
button-release = Отпустить
button-take-over = Забрать себе
button-take-over-surely = Да, забрать себе
button-reply = Ответить
button-cannot-reply = 🚫 Ответить
button-escalate = В отдел
button-escalate-now = Передать без вопроса
button-ask = Написать вопрос
button-resolve = Решено
button-dismiss = Отклонить
button-reopen = Вернуть в работу
button-note = Заметка
button-more = Ещё
button-history = История
button-undo = Отменить
button-retry = Повторить
button-is-there = Ответ там есть
button-send-draft = Отправить черновик
button-send-draft-number = Отправить № { $number }
button-send-to-customer = Отправить клиенту
button-drop-draft = Убрать
button-drop-draft-number = Убрать № { $number }
button-close = Закрыть
button-open-in = Открыть в { $network }
