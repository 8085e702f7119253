# Картинки отчёта. Смотрят на телефоне, втрое уменьшенными: коротко.

chart-hours = Сообщения и ответы по часам
chart-hours-n = сообщений: { $messages }, ответов: { $answers }, решений: { $resolved }
chart-hours-came = пришло сообщений
chart-hours-done = дано ответов
chart-hours-before = сообщения за период до этого
chart-hours-unit = сколько

chart-first = Первый ответ по дням, в рабочем времени
chart-first-n = отвечено: { $answered }
chart-first-median = медиана за день
chart-first-target = цель: { $target } рабочего времени
chart-first-few = меньше { $few } ответов
chart-unit-seconds = секунды рабочего времени
chart-unit-minutes = минуты рабочего времени
chart-unit-hours = часы рабочего времени

chart-categories = О чём писали клиенты, по дням
chart-categories-n = обращений: { $cases }
chart-categories-rest = Все остальные
chart-categories-recent = этот период
chart-categories-total = справа – за все дни; у каждой строки свой масштаб

chart-ages = Как давно открыты обращения
chart-ages-n = открыто: { $open }, ждут ответа: { $waiting }
chart-ages-unit = обращения
age-under = до { $length }
age-between = от { $start } до { $length }
age-over = больше { $length }
age-hours = { $hours } ч
age-days = { $days } д
