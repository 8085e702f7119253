"""A desk with much behind it: customers, cases and what was said in three years, in words as often as people use them."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta

import asyncpg

LISTED = """
и в не на я что у с а по как это мне за но же вы к заказ доставка когда если уже есть нет для от бы так ещё до или вас мой
из то все только вам заказа где почему кофе спасибо здравствуйте можно добрый день сегодня завтра посылка посылку посылки
пришла деньги возврат вернуть вернули карта оплата оплатил оплатила номер адрес курьер курьера привёз привезли позвонил
магазин товар товара упаковка помол зерно вкус вкусный отличный плохо ужасно обслуживание сотрудник менеджер ответ ответьте
пожалуйста жду неделю недели месяц the is to my order where delivery when parcel please hello thanks not and it you refund
money card paid address courier shop coffee beans taste great bad service answer waiting week хочу узнать какой срок доставки
работает скидка промокод купон подарок сертификат бронь столик торт чай молоко кружка термос набор коробка пакет скол
трещина брак чек гарантия ремонт замена обмен przesyłka paczka zwrot dziękuję kiedy пратка пратката поръчка благодаря
"""
WORDS = LISTED.split()
LETTERS = "оеаинтсрвлкмдпуя"
RARE, BYGONE = "экспертиза", "карантин"
"""In one message of 20,000; in every third of the first year and in none since."""
FIRST = ("Анна", "Вера", "Мария", "Ольга", "Иван", "Пётр", "Anna", "Tim", "Marek", "Елена")
LAST = ("Соколов", "Becker", "Kowalska", "Петрова")
TOGETHER = 20_000
BEGUN = datetime(2023, 11, 1, tzinfo=UTC)
ENDED = BEGUN + timedelta(days=3 * 365)


class Said:
    """Words by Zipf's law: the hundreds above first, then thirty thousand that nobody knows. The same each time."""

    def __init__(self) -> None:
        self.chance = random.Random(6)
        tail = ["".join(self.chance.choices(LETTERS, k=4 + place % 7)) for place in range(30_000)]
        self._words = WORDS + tail
        self._weights = list(itertools.accumulate(1 / (place + 2) for place in range(len(self._words))))

    def text(self, bygone: bool) -> str:
        words = self.chance.choices(
            self._words, cum_weights=self._weights, k=3 + int(self.chance.random() * 14)
        )
        if bygone and self.chance.random() < 1 / 3:
            words.append(BYGONE)
        if self.chance.random() < 1 / 20_000:
            words.append(RARE)
        if self.chance.random() < 1 / 7:
            words.append(str(self.chance.randint(100_000, 999_999)))
        return " ".join(words)

    def name(self, number: int) -> str:
        return f"{FIRST[number % len(FIRST)]} {LAST[number % len(LAST)]}{number % 5000 or ''}"


async def fill(connection: asyncpg.Connection, messages: int) -> None:
    """One desk. A case has about three messages, a customer three cases; a hundredth of the cases is open."""
    cases, customers = max(1, messages // 3), max(1, messages // 9)
    await connection.execute("SET session_replication_role = replica")
    await connection.execute(
        "INSERT INTO desks (title, language, timezone, summary_at, case_count)"
        " VALUES ('Bench', 'ru', 'UTC', '09:00', $1)",
        cases,
    )
    await connection.execute("INSERT INTO accounts (desk_id, network, external_id) VALUES (1, 'vk', '1')")
    await connection.execute(
        "INSERT INTO staff (desk_id, user_id, name, role) VALUES (1, 101, 'Anna', 'operator')"
    )
    await connection.execute(
        "INSERT INTO customers (desk_id) SELECT 1 FROM generate_series(1, $1)", customers
    )
    said = Said()
    await _copy(
        connection,
        "identities",
        ("desk_id", "customer_id", "network", "external_id", "name", "url"),
        ((1, n, "vk", str(n), said.name(n), f"https://vk.com/id{n}") for n in range(1, customers + 1)),
    )
    await _cases(connection, cases, customers)
    await _copy(connection, "messages", COLUMNS, _messages(said, messages, cases, customers))
    await connection.execute(TAGGED)
    await connection.execute("SET session_replication_role = origin")


COLUMNS = (
    "desk_id",
    "account_id",
    "conversation_id",
    "case_id",
    "direction",
    "ordinal",
    "text",
    "at",
    "delivery",
)
TAGGED = """
WITH tag AS (INSERT INTO tags (desk_id, name, used) VALUES (1, 'xxl', 67) RETURNING id)
INSERT INTO case_tags (case_id, tag_id, at) SELECT cases.id, tag.id, now() FROM cases, tag WHERE cases.id % 5000 = 7
"""


async def _cases(connection: asyncpg.Connection, cases: int, customers: int) -> None:
    step = (ENDED - BEGUN) / cases
    rows = (
        (1, 1, n % customers + 1, n, "comment", *_state(n, cases, BEGUN + n * step))
        for n in range(1, cases + 1)
    )
    columns = ("desk_id", "account_id", "customer_id", "number", "kind", "status", "opened_at", "closed_at")
    await _copy(connection, "cases", columns, rows)
    await _copy(
        connection,
        "conversations",
        ("desk_id", "account_id", "identity_id", "kind", "thread_key"),
        ((1, 1, n, "comment", "t") for n in range(1, customers + 1)),
    )


def _state(number: int, cases: int, opened: datetime) -> tuple[str, datetime, datetime | None]:
    lately = number > cases - cases // 100
    return ("open", opened, None) if lately else ("resolved", opened, opened + timedelta(days=1))


def _messages(said: Said, messages: int, cases: int, customers: int) -> Iterator[tuple[object, ...]]:
    step = (ENDED - BEGUN) / messages
    for number in range(messages):
        case = number * cases // messages + 1
        ours = number % 3 == 2
        at = BEGUN + number * step
        text = said.text(bygone=number < messages // 3)
        way = ("out", None) if ours else ("in", number % 3 + 1)
        yield 1, 1, case % customers + 1, case, *way, text, at, "sent" if ours else None


async def _copy(
    connection: asyncpg.Connection, table: str, columns: Sequence[str], rows: Iterator[tuple[object, ...]]
) -> None:
    while some := list(itertools.islice(rows, TOGETHER)):
        await connection.copy_records_to_table(table, records=some, columns=columns)
