"""Cases as the desk meets them, for the tests that draw: plain views, no database."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.desk import askings, cards
from bot.desk.states import Action, allowed
from bot.desk.view import Asked, By, CaseView, Drawn, Said, Shown, Talk, Texts, Waits
from storage.models import Case, Delivery, Returned, Status, Why

NOW = datetime(2026, 9, 5, 11, 30, tzinfo=UTC)
BIGGEST_ID = 9_223_372_036_854_775_807


def ago(minutes: int) -> datetime:
    return NOW - timedelta(minutes=minutes)


def actions(status: Status, *, held: bool) -> frozenset[Action]:
    return allowed(Case(status=status, holder_id=1 if held else None))


def view(status: Status = Status.OPEN, holder: str | None = None, **changes: object) -> CaseView:
    plain = CaseView(
        case_id=BIGGEST_ID,
        version=4,
        number=1042,
        network="vk",
        kind="comment",
        status=status,
        actions=actions(status, held=holder is not None),
        opened_at=ago(50),
        said=(),
        customer="Мария Петрова",
        customer_url="https://vk.com/id1001",
        followers=1240,
        city="София",
        post_url="https://vk.com/wall-1_55",
        post_text="Осенняя коллекция уже в магазинах: пальто, куртки и всё, что нужно в дождь",
        url="https://vk.com/wall-1_55?reply=57",
        holder=holder,
    )
    return replace(plain, **changes)  # type: ignore[arg-type]


def asks(text: str, minutes: int, **changes: object) -> Said:
    said = Said(By.CUSTOMER, text, ago(minutes), unanswered=True)
    return replace(said, **changes)  # type: ignore[arg-type]


def answers(text: str, minutes: int, delivery: Delivery = Delivery.SENT, **changes: object) -> Said:
    said = Said(By.DESK, text, ago(minutes), name="Анна", delivery=delivery, id=BIGGEST_ID)
    return replace(said, **changes)  # type: ignore[arg-type]


QUESTION = (
    "Здравствуйте! Заказ 48211 должен был прийти в понедельник, а трек-номер не обновляется. Где посылка?"
)
ANSWER = "Мария, здравствуйте! Посылка на сортировке в Софии, завтра её привезут. Извините за задержку."
LONG = " ".join(
    [
        "Я уже третий раз пишу и третий раз мне обещают перезвонить.",
        "Куртка пришла с браком: молния расходится, подкладка по шву рваная, фото прикладываю.",
        "Хочу обменять на такую же или вернуть деньги, но в магазине говорят, что раз заказ с сайта,",
        "то и обмен только через сайт, а на сайте кнопки «Обмен» нет вообще.",
        "Подскажите уже, пожалуйста, что мне делать, потому что через неделю я уезжаю.",
    ]
)
PHOTO = Shown("photo", "https://sun9-1.userapi.com/c1/jacket.jpg?size=1280x960&sign=ab", None)
RECEIPT = Shown("document", "https://vk.com/doc1_2", "Чек & гарантия.pdf", size=120_400)
VOICE = Shown("voice", "https://psv4.userapi.com/voice.ogg", None, seconds=72)


def fresh() -> CaseView:
    return view(said=[asks(QUESTION, 5)], unanswered_since=ago(5), earlier_cases=3)


def bare() -> CaseView:
    """A direct message of somebody whose profile did not come."""
    return view(
        kind="message",
        customer=None,
        customer_url=None,
        followers=None,
        city=None,
        post_url=None,
        post_text=None,
        url=None,
        said=[asks("", 1, attachments=[Shown("sticker", None, None)])],
        unanswered_since=ago(1),
    )


def held() -> CaseView:
    question = asks(QUESTION, 30, unanswered=False)
    return view(
        holder="Анна",
        said=[
            question,
            answers(ANSWER, 20),
            asks(LONG, 6, attachments=[PHOTO, RECEIPT, VOICE], edited=True),
            asks("И ещё: возврат доставки вы оплатите?", 2),
        ],
        said_before=14,
        unanswered_since=ago(6),
        notes=2,
    )


def with_files() -> CaseView:
    """Everything that may be attached, forwarded and edited, in a direct message."""
    files = [
        *(PHOTO, PHOTO, PHOTO, RECEIPT),
        replace(VOICE, text="Пришла вот такая, шов разошёлся, что делать?"),
        replace(VOICE, brought="lost"),
        Shown("answered", "https://vk.com/club1", None, text="Пришлите фото, пожалуйста", author="Магазин"),
        Shown("quoted", "https://vk.com/id7", None, text="Мне такая же пришла!", author="Вера"),
        Shown("place", "https://www.google.com/maps/search/?api=1&query=55.7,37.6", None, depth=1),
        Shown("quoted", "https://vk.com/id8", None, text=None, depth=1),
        Shown("product", "https://vk.com/product-1_5", "Куртка M · 5 990 ₽", depth=2),
    ]
    changes = {"edited": True, "edits": 3, "was": "Пришла целая", "reattached": True, "deleted": True}
    return view(
        kind="message",
        post_url=None,
        post_text=None,
        said=[asks("Пришла порванная", 6, attachments=files, **changes)],
        unanswered_since=ago(6),
    )


def escalated() -> CaseView:
    question = Asked(
        "Склад",
        ago(4),
        "Куртка M, синяя, артикул 5512: есть на обмен? Клиентка уезжает через неделю.",
        "Анна",
    )
    advice = Waits(
        7, "Борис", Why.ADVICE, "Есть две штуки, отправим сегодня, если подтвердит адрес.", "Склад"
    )
    mine = Waits(8, "Вера", Why.HELD_BY_OTHER, "Мария, мы уже уточняем на складе!")
    said = [asks(LONG, 25, attachments=[PHOTO])]
    return view(
        holder="Анна",
        said=said,
        unanswered_since=ago(25),
        asked=[Asked("Юристы", ago(9), None, "Анна", answered_at=ago(8)), question],
        drafts=[advice, mine],
    )


def answered(delivery: Delivery, **changes: object) -> CaseView:
    done = delivery is Delivery.SENT
    status = Status.WAITING if done else Status.OPEN
    question = asks(QUESTION, 30, unanswered=not done)
    return view(
        status,
        "Анна",
        said=[question, answers(ANSWER, 1, delivery, **changes)],
        unanswered_since=None if done else ago(30),
    )


def resolved() -> CaseView:
    return view(
        Status.RESOLVED,
        "Анна",
        said=[
            asks(QUESTION, 600, unanswered=False),
            Said(By.COLLEAGUE, "Уже выяснили, завтра привезут", ago(570), delivery=Delivery.SENT),
            asks("Спасибо, привезли!", 12, after_close=True),
        ],
        closed_at=ago(500),
        unanswered_since=ago(12),
        after_close=1,
        reopened=2,
    )


def put_off() -> CaseView:
    """Sorted in every way, and snoozed."""
    changes = {"priority": 2, "category": "problem", "tags": ["XXL", "поздняя_доставка"]}
    return replace(held(), snoozed_until=ago(-1200), **changes)  # type: ignore[arg-type]


def sold() -> CaseView:
    return replace(resolved(), outcome="sold", category="question", priority=-1, tags=["XXL"])


def dismissed() -> CaseView:
    spam = "ЗАРАБОТОК ДОМА <b>без вложений</b> & без рисков → http://example.com"
    return view(
        Status.DISMISSED,
        "Вера",
        customer="Работа 24/7",
        community=True,
        city=None,
        said=[asks(spam, 90, unanswered=False, deleted=True)],
        closed_at=ago(80),
    )


def right_to_left() -> CaseView:
    return view(
        customer="מרים כהן",
        city="חיפה",
        post_text="أحدث العروض لهذا الأسبوع",
        said=[asks("שלום, איפה החבילה שלי? הזמנה 48211.", 3)],
        unanswered_since=ago(3),
    )


def under_product() -> CaseView:
    return view(
        post_kind="product",
        post_url="https://vk.com/product-1_16",
        post_text="Кружка <синяя> & блюдце",
        post_price="1 299 ₽",
        post_photo="https://sun9-1.userapi.com/mug.jpg",
        said=[asks("Есть в синем?", 4)],
        unanswered_since=ago(4),
    )


def in_topic() -> CaseView:
    return view(
        post_kind="topic",
        post_url="https://vk.com/topic-1_38",
        post_text="Доставка",
        said=[asks("За пять дней не привезли", 4)],
        unanswered_since=ago(4),
    )


def under_photo() -> CaseView:
    """Without a caption, or nobody may read it."""
    url, picture = "https://vk.com/photo-1_5", "https://sun9-1.userapi.com/counter.jpg"
    said = [asks("Это где?", 4)]
    return view(
        post_kind="photo", post_url=url, post_text="", post_photo=picture, said=said, unanswered_since=ago(4)
    )


def without_token() -> CaseView:
    mine = Waits(8, "Вера", Why.HELD_BY_OTHER, "Мария, мы уже уточняем на складе!")
    held = actions(Status.OPEN, held=True)
    reason = "why-needs-admin-token"
    return replace(under_photo(), holder="Анна", actions=held, no_reply=reason, drafts=[mine])


def suggested() -> CaseView:
    said = [asks("Лучший кофе в городе", 4, attachments=[PHOTO])]
    return view(
        kind="suggestion",
        post_text="Лучший кофе в городе",
        said=said,
        unanswered_since=ago(4),
        no_reply="why-not-published",
    )


def _history(texts: Texts) -> Drawn:
    events: list[cards.Happened] = [
        (ago(50), None, "opened", {}),
        (ago(48), "Анна", "claim", {}),
        (ago(47), "Анна", "escalate", {"department": "Склад"}),
        (ago(30), "Борис", "advise", {"department": "Склад"}),
        (ago(29), "Анна", "answer", {"message": 5}),
        (ago(29), "Анна", "answered", {"message": 5}),
        (ago(12), None, "customer_wrote", {}),
        (ago(11), "Вера", "take_over", {}),
        (ago(11), "Вера", "sorted", {"category": "problem"}),
        (ago(11), "Вера", "sorted", {"priority": 2}),
        (ago(11), "Вера", "tagged", {"tag": "XXL"}),
        (ago(11), "Вера", "untagged", {"tag": ""}),
        (ago(11), "Вера", "snoozed", {"until": "2026-09-05T14:00:00+00:00"}),
        (ago(10), None, "woken", {"after": "time"}),
        (ago(10), "Вера", "resolve", {}),
        (ago(10), "Вера", "ended", {"outcome": "sold"}),
    ]
    return cards.history(fresh(), events, texts)


def _department(texts: Texts) -> Drawn:
    case = escalated()
    return cards.department_card(case, case.asked[1], texts)


def asked_back() -> Asked:
    """Taken, and the department wants to know something itself."""
    talk = [
        Talk("Борис", "Какой размер у второй?", ours=False),
        Talk("Анна", "L, красная.", ours=True),
        Talk("Борис", "И на чьё имя?", ours=False),
    ]
    return replace(
        escalated().asked[1],
        id=BIGGEST_ID,
        due_at=ago(-60),
        taken_by="Борис",
        asked_back_at=ago(2),
        talk=talk,
    )


def late() -> Asked:
    return replace(escalated().asked[1], id=BIGGEST_ID, due_at=ago(1), taken_by="Борис", overdue=True)


def given_back() -> Asked:
    return replace(
        escalated().asked[1],
        id=BIGGEST_ID,
        returned_at=ago(1),
        returned_by="Борис",
        returned_why=Returned.DEPARTMENT,
        reason="Это к юристам: речь о возврате денег.",
    )


def at_departments() -> CaseView:
    return replace(escalated(), asked=[asked_back(), late()], drafts=[])


def back_again() -> CaseView:
    return replace(escalated(), asked=[given_back()], drafts=[])


ANNA = (BIGGEST_ID, "Анна")

DRAWN: Mapping[str, Callable[[Texts], Drawn]] = {
    "card-fresh": lambda texts: cards.card(fresh(), texts),
    "card-bare": lambda texts: cards.card(bare(), texts),
    "card-held": lambda texts: cards.card(held(), texts),
    "card-files": lambda texts: cards.card(with_files(), texts),
    "card-escalated": lambda texts: cards.card(escalated(), texts),
    "card-going-out": lambda texts: cards.card(answered(Delivery.WAITING), texts),
    "card-sent": lambda texts: cards.card(answered(Delivery.SENT), texts),
    "card-unknown": lambda texts: cards.card(answered(Delivery.UNKNOWN), texts),
    "card-failed": lambda texts: cards.card(
        answered(Delivery.FAILED, failure={"error": "PolicyRefused", "rule": "links-forbidden"}), texts
    ),
    "card-resolved": lambda texts: cards.card(resolved(), texts),
    "card-put-off": lambda texts: cards.card(put_off(), texts),
    "card-sold": lambda texts: cards.card(sold(), texts),
    "card-dismissed": lambda texts: cards.card(dismissed(), texts),
    "card-right-to-left": lambda texts: cards.card(right_to_left(), texts),
    "card-product": lambda texts: cards.card(under_product(), texts),
    "card-topic": lambda texts: cards.card(in_topic(), texts),
    "card-photo": lambda texts: cards.card(under_photo(), texts),
    "card-suggestion": lambda texts: cards.card(suggested(), texts),
    "card-without-token": lambda texts: cards.card(without_token(), texts),
    "card-at-departments": lambda texts: cards.card(at_departments(), texts),
    "card-given-back": lambda texts: cards.card(back_again(), texts),
    "department": _department,
    "department-asked-back": lambda texts: cards.department_card(at_departments(), asked_back(), texts),
    "department-late": lambda texts: cards.department_card(
        at_departments(), replace(late(), trusted=True), texts
    ),
    "department-given-back": lambda texts: cards.department_card(back_again(), given_back(), texts),
    "asked-back": lambda texts: askings.asked_back(
        at_departments(), asked_back(), asked_back().talk[-1], texts, ANNA
    ),
    "answered-back": lambda texts: askings.answered_back(
        at_departments(), asked_back().talk[1], texts, (BIGGEST_ID, "Борис")
    ),
    "returned": lambda texts: askings.returned(back_again(), given_back(), texts, ANNA),
    "overdue": lambda texts: askings.overdue(at_departments(), late(), texts, ANNA),
    "reminder": lambda texts: askings.reminder(
        at_departments(), replace(late(), due_at=ago(-30)), texts, (BIGGEST_ID, "Борис"), late=False
    ),
    "returning": lambda texts: askings.prompt("returning", back_again(), late(), ANNA, texts),
    "followup": lambda texts: cards.followup(held(), held().said[-1], texts, ANNA),
    "followup-after-close": lambda texts: cards.followup(resolved(), resolved().said[-1], texts, None),
    "advice": lambda texts: askings.advice(escalated(), "Склад", "Борис", escalated().drafts[0], texts, ANNA),
    "failed": lambda texts: cards.failed(fresh(), ANSWER, "why-links-forbidden", {}, BIGGEST_ID, texts, ANNA),
    "failed-too-long": lambda texts: cards.failed(
        fresh(), LONG, "why-too-long", {"limit": 4096, "excess": 22}, BIGGEST_ID, texts, ANNA
    ),
    "unknown": lambda texts: cards.unknown(fresh(), ANSWER, BIGGEST_ID, texts, ANNA),
    "pointer": lambda texts: cards.pointer(fresh(), "https://t.me/c/1234/56", texts),
    "history": _history,
}
"""Every kind of message about a case, by the name of its snapshot."""
