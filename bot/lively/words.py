"""What customers and operators of the lively weeks say: nobody's words, in the desk's language or in English."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Said:
    """By topic what customers write; and what is answered, asked and said besides."""

    asks: Mapping[str, Sequence[str]]
    answers: Mapping[str, Sequence[str]]
    """By category; under `again` what is said to words that follow."""
    again: Sequence[str]
    question: str
    advice: str
    not_ours: str
    declined: str
    survey: str
    first: Sequence[str]
    last: Sequence[str]
    posts: Sequence[str]
    tags: Mapping[str, str]


EN = Said(
    {
        "question": (
            "Is Aurora whole beans only, or can you grind it for a moka pot?",
            "Do you deliver on Saturdays?",
            "How long do the beans keep once the pack is open?",
            "Which of your blends is good for a cold brew?",
            "Can I change the address of an order I paid this morning?",
        ),
        "xxl": (
            "When is the XXL pack back? The small ones are gone in a week here.",
            "Is there an XXL pack of Aurora, too?",
            "We are an office of twelve: do you have XXL?",
        ),
        "problem": (
            "The pack came torn, half of the beans are in the box.",
            "The promo code does not work, it says that it is over.",
            "I was charged twice for one order.",
            "The site does not let me pay, the button does nothing.",
        ),
        "delivery": (
            "My parcel was to be here yesterday. Where is it?",
            "The courier did not come and nobody called me.",
            "The tracking has said “on its way” for three days.",
            "It was a present, and it is late. What now?",
        ),
        "complaint": (
            "The roast of this batch is bitter, nothing like the last one.",
            "I have written twice and nobody answers. That is not how one treats customers.",
            "The lid of the mug cracked on the second day.",
        ),
        "praise": (
            "The best morning in weeks, thank you for Aurora!",
            "Packed with care and a day early. You are great.",
        ),
        "suggestion": (
            "Please make packs that can be closed again.",
            "A subscription for decaf would be nice.",
        ),
        "spam": (
            "Earn from home, write to me and I tell you how",
            "Cheap followers for your page, ask for prices",
        ),
    },
    {
        "question": (
            "Yes, we can do that. Just leave a line in the order's comment.",
            "Good question! It is all in the shop now, under “How we do it”.",
            "We have asked the roasters: yes, from next week on.",
        ),
        "problem": (
            "Sorry for the trouble. A new one goes out to you today.",
            "We have looked into it: it is all right now.",
            "Sorry! We are at it and tell you today how it goes on.",
        ),
        "complaint": (
            "We are sorry. That must not happen, and we make up for it.",
            "Thank you for telling us. The money is on its way back to you.",
        ),
        "praise": ("That is good to hear, we pass it on to the roasters!",),
        "suggestion": ("A good idea, thank you: we talk about it this week.",),
        "again": (
            "We have not forgotten you: you hear of us today.",
            "You are welcome!",
            "It is done, have a look.",
        ),
    },
    (
        "Thank you. And how long will that take?",
        "It still has not come.",
        "Could you tell me the number?",
        "Got it, thanks!",
    ),
    "What shall we tell the customer?",
    "It left the warehouse this morning and is there tomorrow.",
    "Not ours, please ask the shop.",
    "Please be more precise about the date.",
    "How likely are you to recommend us to a friend, from 0 to 10?",
    (
        "Alma",
        "Bruno",
        "Clara",
        "Dario",
        "Edda",
        "Felix",
        "Greta",
        "Hugo",
        "Ida",
        "Jonas",
        "Kaja",
        "Leon",
        "Mona",
        "Nils",
    ),
    (
        "Ahlers",
        "Brandt",
        "Castell",
        "Dorn",
        "Elsner",
        "Falk",
        "Gerber",
        "Holm",
        "Ivers",
        "Jessen",
        "Kolb",
        "Lindt",
    ),
    (
        "The winter blend is here",
        "How do you brew it?",
        "Parcels before the holidays",
        "A new roaster",
        "Cupping on Saturday",
    ),
    {
        "xxl": "XXL",
        "delivery": "delivery",
        "refund": "refund",
        "packaging": "packaging",
        "wholesale": "wholesale",
    },
)

RU = Said(
    {
        "question": (
            "А «Аврора» только в зёрнах? Мне бы помол для гейзерной кофеварки.",
            "Вы доставляете по субботам?",
            "Сколько хранится кофе после вскрытия пачки?",
            "Какая смесь подойдёт для холодного кофе?",
            "Можно поменять адрес в заказе? Оплатила сегодня утром.",
        ),
        "xxl": (
            "Когда снова будут пачки XXL? Маленькой хватает на неделю.",
            "А «Аврора» бывает в пачке XXL?",
            "У нас офис на двенадцать человек, есть ли XXL?",
        ),
        "problem": (
            "Пачка пришла порванной, половина зёрен в коробке.",
            "Промокод не работает, пишет, что срок вышел.",
            "За один заказ деньги списали дважды.",
            "Не могу оплатить на сайте, кнопка не нажимается.",
        ),
        "delivery": (
            "Посылка должна была прийти вчера. Где она?",
            "Курьер не приехал и даже не позвонил.",
            "Третий день в отслеживании «в пути».",
            "Это был подарок, и он опоздал. Что делать?",
        ),
        "complaint": (
            "Эта партия горчит, совсем не такая, как прошлая.",
            "Пишу второй раз, и никто не отвечает. Так с покупателями нельзя.",
            "Крышка кружки треснула на второй день.",
        ),
        "praise": (
            "Лучшее утро за последний месяц, спасибо за «Аврору»!",
            "Упаковано с заботой и на день раньше. Вы молодцы.",
        ),
        "suggestion": ("Сделайте, пожалуйста, пачки с застёжкой.", "Хочется подписку на кофе без кофеина."),
        "spam": ("Заработок из дома, напишите мне, расскажу", "Недорого подписчики для вашей страницы"),
    },
    {
        "question": (
            "Да, можно. Просто напишите об этом в комментарии к заказу.",
            "Хороший вопрос! Ответ теперь есть в магазине, в разделе «Как мы это делаем».",
            "Узнали у обжарщиков: да, со следующей недели.",
        ),
        "problem": (
            "Просим прощения. Сегодня отправим замену.",
            "Мы всё проверили, теперь всё в порядке.",
            "Извините! Уже разбираемся и сегодня напишем, что дальше.",
        ),
        "complaint": (
            "Нам очень жаль. Так быть не должно, мы всё исправим.",
            "Спасибо, что написали. Деньги уже возвращаются вам на карту.",
        ),
        "praise": ("Очень приятно, передадим обжарщикам!",),
        "suggestion": ("Хорошая мысль, спасибо: обсудим на этой неделе.",),
        "again": ("Мы о вас помним, сегодня ответим подробнее.", "Пожалуйста!", "Готово, посмотрите."),
    },
    ("Спасибо. А сколько это займёт?", "До сих пор не пришло.", "А номер подскажете?", "Понятно, спасибо!"),
    "Что ответить покупателю?",
    "Со склада ушло сегодня утром, завтра будет на месте.",
    "Это не к нам, спросите магазин.",
    "Уточните, пожалуйста, дату.",
    "Насколько вы готовы рекомендовать нас друзьям, от 0 до 10?",
    (
        "Алла",
        "Вадим",
        "Галина",
        "Денис",
        "Ева",
        "Жанна",
        "Захар",
        "Инна",
        "Кирилл",
        "Лидия",
        "Марк",
        "Нелли",
        "Олег",
        "Рита",
    ),
    (
        "Берг",
        "Воробей",
        "Гринь",
        "Дубко",
        "Ермак",
        "Зимненко",
        "Корж",
        "Лось",
        "Мороз",
        "Нечай",
        "Сорока",
        "Шпак",
    ),
    (
        "Зимняя смесь уже здесь",
        "Как вы её варите?",
        "Посылки перед праздниками",
        "Новый ростер",
        "Каппинг в субботу",
    ),
    {"xxl": "XXL", "delivery": "доставка", "refund": "возврат", "packaging": "упаковка", "wholesale": "опт"},
)


def said_in(language: str) -> Said:
    return RU if language == "ru" else EN
