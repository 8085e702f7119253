"""What `/find` finds in a real database: forms of words, filters, one desk and no other, changes."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot import lookup
from bot.desk.lookup import LONGEST, STEMMED, understood
from bot.desk.states import Refused
from bot.found import page_of
from bot.lookup import Found, find, keep, kept_of
from bot.texts import words
from storage.models import (
    Account,
    Case,
    CaseTag,
    Conversation,
    Customer,
    CustomerIdentity,
    CustomerNote,
    CustomerTag,
    Desk,
    Message,
    Note,
    Staff,
    Tag,
)

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)


@dataclass
class Place:
    """A desk with what was said to it."""

    session: AsyncSession
    desk: Desk
    account: Account
    staff: Staff
    count: int = 0
    cases: dict[str, Case] = field(default_factory=dict)

    async def add(self, one: Any) -> Any:
        self.session.add(one)
        await self.session.flush()
        return one

    async def says(
        self,
        said: str,
        *,
        name: str | None = None,
        url: str | None = None,
        ago: timedelta = timedelta(),
        status: str = "open",
        **more: Any,
    ) -> Case:
        """A case of a new customer."""
        self.count += 1
        desk, at = self.desk.id, NOW - ago
        customer = await self.add(Customer(desk_id=desk))
        identity = await self.add(
            CustomerIdentity(
                desk_id=desk,
                customer_id=customer.id,
                network="vk",
                external_id=f"{desk}{self.count}",
                name=name,
                url=url,
            )
        )
        case: Case = await self.add(
            Case(
                desk_id=desk,
                account_id=self.account.id,
                customer_id=customer.id,
                number=self.count,
                kind="comment",
                status=status,
                opened_at=at,
                closed_at=at if status == "resolved" else None,
            )
        )
        conversation = await self.add(
            Conversation(
                desk_id=desk,
                account_id=self.account.id,
                identity_id=identity.id,
                case_id=case.id,
                kind="comment",
                thread_key="t",
            )
        )
        message = Message(
            desk_id=desk,
            account_id=self.account.id,
            conversation_id=conversation.id,
            case_id=case.id,
            direction="in",
            ordinal=1,
            text=said,
            at=at,
            **more,
        )
        await self.add(message)
        self.cases[said] = case
        return case

    async def finds(self, asked: str) -> Found:
        return await find(
            self.session,
            self.desk,
            understood(asked, [words("en")], NOW.date(), stems=self.desk.language in STEMMED),
            NOW,
        )

    async def said(self, asked: str) -> list[int]:
        """Numbers of the cases found."""
        numbers = {case.id: case.number for case in self.cases.values()}
        return [numbers[case_id] for case_id, _ in (await self.finds(asked)).cases]


async def open_desk(session: AsyncSession, number: int = 1) -> Place:
    desk = Desk(title="d", language="en", timezone="UTC", summary_at="09:00")
    session.add(desk)
    await session.flush()
    account = Account(desk_id=desk.id, network="vk", external_id=str(number))
    staff = Staff(desk_id=desk.id, user_id=number, name="Anna", role="operator")
    session.add_all((account, staff))
    await session.flush()
    return Place(session, desk, account, staff)


@pytest.fixture
async def place(session: AsyncSession) -> Place:
    return await open_desk(session)


async def test_forms_of_words_and_beginnings(place: Place) -> None:
    await place.says("Где мои Посылки, всё ещё ждём")
    await place.says("The deliveries were late")
    await place.says("Къде е пратката ми?")
    await place.says("Nie ma moich przesyłek ani paczki")
    for asked, found in {
        "посылку": [1],
        "все ещё посылка": [1],
        "ждем": [1],
        "delivery late": [2],
        "delivered": [2],
        "пратка": [3],
        "прат*": [3],
        "paczka": [4],
        "pacz*": [4],
        "przesyłka": [4],
        "посылка delivery": [],
        '"мои посылки"': [1],
        '"посылки мои"': [],
    }.items():
        assert await place.said(asked) == found, asked
    assert (await place.finds("paczka")).shortened
    place.desk.language = "bg"
    assert not (await place.finds("пратка")).shortened


async def test_what_narrows(place: Place) -> None:
    await place.says("parcel", ago=timedelta(days=40), status="resolved")
    tagged = await place.says("parcel two", ago=timedelta(days=2))
    regular = await place.says("parcel three")
    tags = [await place.add(Tag(desk_id=place.desk.id, name=name)) for name in ("XXL", "dear")]
    await place.add(CaseTag(case_id=tagged.id, tag_id=tags[0].id, at=NOW))
    await place.add(CustomerTag(customer_id=regular.customer_id, tag_id=tags[1].id, at=NOW))
    for asked, found in {
        "parcel": [3, 2, 1],
        "parcel is:closed": [1],
        "parcel is:open": [3, 2],
        "is:resolved": [1],
        "parcel #xxl": [2],
        "#xxl": [2],
        "#dear": [3],
        "#none": [],
        "parcel #xxl #dear": [],
        "parcel 10.2026": [1],
        "10.2026": [1],
        "parcel >20.11": [3, 2],
        "parcel today": [3],
        "yesterday": [],
        "#2": [2],
        "2": [2],
    }.items():
        assert await place.said(asked) == found, asked


async def test_customers_by_name_handle_and_what_is_kept(place: Place) -> None:
    vera = await place.says("one", name="Вера Соколова", url="https://vk.com/vera.s")
    await place.says("two", name="Tim Becker", url="https://vk.com/id5")
    assert (await place.finds("соколовой")).customers == [vera.customer_id]
    assert await place.said("вера соколова") == [1]
    assert await place.said("@vera.s") == [1]
    assert await place.said("two @id5") == [2]
    assert await place.said("one @id5") == []
    note = await place.add(CustomerNote(customer_id=vera.customer_id, text="allergic to nuts", at=NOW))
    assert await place.said("nuts") == [1]
    note.deleted_at = NOW
    await place.session.flush()
    assert await place.said("nuts") == []
    customer = await place.session.get_one(Customer, vera.customer_id)
    customer.name = "Princess"
    await place.session.flush()
    page = await page_of(place.session, place.desk, await place.finds("princess"), 0)
    assert [(one.name, one.cases) for one in page.customers] == [("Princess", 1)]


async def test_many_of_one_name(place: Place) -> None:
    for number in range(5):
        await place.says(f"word{number}", name="Anna")
    found = await place.finds("anna")
    assert (len(found.customers), found.namesakes, found.cases) == (3, 2, [])


async def test_what_changes_later_is_found_as_it_is(place: Place) -> None:
    case = await place.says("first")
    other = await place.says("second")
    messages = update(Message).where(Message.case_id == case.id)
    await place.session.execute(messages.values(text="edited words"))
    assert await place.said("first") == []
    assert await place.said("edited") == [1]
    await place.session.execute(messages.values(case_id=other.id))
    assert await place.said("edited") == [2], "merged"
    note = await place.add(Note(case_id=other.id, text="secret thought"))
    page = await page_of(place.session, place.desk, await place.finds("thoughts"), 0)
    assert [one.said is not None and one.said.note for one in page.hits] == [True]
    await place.session.delete(note)
    await place.session.flush()
    assert await place.said("thoughts") == []
    await place.says("closed until tomorrow", automatic=True)
    assert await place.said("tomorrow") == [], "a notice that nobody wrote"
    await place.says("", title="Dreadful service")
    assert await place.said("services") == [4], "the title of a review"


async def test_desks_do_not_see_each_other(place: Place, session: AsyncSession) -> None:
    other = await open_desk(session, 2)
    await place.says("parcel here", name="Vera")
    theirs = await other.says("parcel elsewhere", name="Vera", url="https://vk.com/vera")
    tag = await other.add(Tag(desk_id=other.desk.id, name="xxl"))
    await other.add(CaseTag(case_id=theirs.id, tag_id=tag.id, at=NOW))
    await other.add(Note(case_id=theirs.id, text="parcel note"))
    for asked in ("parcel", "vera", "1", "is:open", "today"):
        assert await place.said(asked) == [1], asked
    for asked in ("elsewhere", "@vera", "#xxl", "#2", "note"):
        assert not await place.finds(asked), asked
    kept = await keep(session, place.staff, "parcel", await place.finds("parcel"), NOW)
    assert await kept_of(session, kept.id, place.staff) is kept
    assert await kept_of(session, kept.id, other.staff) is None
    foreign = Found(cases=[(theirs.id, None)])
    assert not (await page_of(session, place.desk, foreign, 0)).hits


async def test_more_than_a_hundred_and_looked_back_so_far(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    await place.says("parcel", ago=timedelta(days=900))
    await place.session.execute(
        text(
            "WITH made AS (INSERT INTO cases (desk_id, account_id, customer_id, number, kind, status, opened_at)"
            " SELECT desk_id, account_id, customer_id, 1000 + n, kind, status, opened_at FROM cases,"
            " generate_series(1, 120) AS n RETURNING id, desk_id, account_id) INSERT INTO messages (desk_id, account_id,"
            " conversation_id, case_id, direction, ordinal, text, at) SELECT made.desk_id, made.account_id, c.id, made.id,"
            " 'in', 1, 'parcel', now() FROM made, conversations c"
        )
    )
    found = await place.finds("parcels")
    assert (len(found.cases), found.more) == (lookup.CASES, True)
    assert Found.unpack(found.pack()) == found
    monkeypatch.setattr(lookup, "BUDGET", -1)
    late = await place.finds("parcels")
    assert late.back_to is not None
    assert Found.unpack(late.pack()) == late


async def test_only_what_every_message_has(place: Place) -> None:
    for asked in ("и в на", '"to be or not"', "the and"):
        with pytest.raises(Refused, match="find-says-nothing"):
            await place.finds(asked)
    await place.says("to the moon")
    assert await place.said("the is:open") == [1], "a filter is enough"
    found = await place.finds("the moon")
    assert (found.silent, len(found.cases)) == (["the"], 1)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(asked=st.one_of(st.text(max_size=LONGEST), st.text("':*&|!<->()\\\"#@ аa1", max_size=40)))
async def test_no_words_are_an_error_of_syntax(place: Place, asked: str) -> None:
    with suppress(Refused):  # nothing but what every message has
        await page_of(place.session, place.desk, await place.finds(asked), 0)


async def test_a_part_is_found_with_the_case_that_it_is_part_of(place: Place) -> None:
    part = await place.says("one", name="Vera", status="resolved")
    whole = await place.says("two")
    whole.customer_id, part.merged_into_id = part.customer_id, whole.id
    await place.session.flush()
    for asked in ("is:resolved", "is:closed", "11.2026 is:closed"):
        assert await place.said(asked) == [], asked
    assert await place.said("today") == [2]
    found = await place.finds("vera")
    assert [case_id for case_id, _ in found.cases] == [whole.id]
    page = await page_of(place.session, place.desk, found, 0)
    assert [(one.name, one.cases) for one in page.customers] == [("Vera", 1)]
    assert await place.said("#1") == [1], "by its number"


async def test_a_handle_that_is_nobodys_is_a_word(place: Place) -> None:
    await place.says("my order is id12345, thanks")
    await place.says("ask @courier_bob about the order", name="Tim", url="https://vk.com/tim")
    await place.says("order", name="Courier Bob")
    for asked, found in {
        "order id12345": [1],
        "@courier_bob": [2],
        "order @tim": [2],
        "id12345 @courier_bob": [],
        "order @nobody": [],
        "@..": [],
    }.items():
        assert await place.said(asked) == found, asked


async def test_who_turned_out_to_be_another_who_turned_out_to_be_a_third(place: Place) -> None:
    first, second, third = [
        await place.says(word, name=name) for word, name in zip("abc", "XYZ", strict=True)
    ]
    customers = [await place.session.get_one(Customer, one.customer_id) for one in (first, second, third)]
    customers[0].name = "Princess"
    customers[0].merged_into_id, customers[1].merged_into_id = customers[1].id, customers[2].id
    for case in (first, second):
        case.customer_id = customers[2].id
    await place.session.flush()
    assert (await place.finds("princess")).customers == [customers[2].id]


async def test_a_case_of_very_many_hits_hides_no_other(place: Place) -> None:
    await place.says("parcel", ago=timedelta(hours=2))
    await place.says("parcel, again and again", ago=timedelta(hours=1))
    await place.session.execute(
        text(
            "INSERT INTO messages (desk_id, account_id, conversation_id, case_id, direction, ordinal, text, at)"
            " SELECT m.desk_id, m.account_id, m.conversation_id, m.case_id, 'in', 1, m.text, m.at"
            " FROM messages m JOIN cases c ON c.id = m.case_id, generate_series(1, 1100) WHERE c.number = 2"
        )
    )
    assert await place.said("parcel") == [2, 1]
