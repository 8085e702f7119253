"""Who is forgotten where cases and customers were merged: theirs goes, the others' stays."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.desk.lanes import Urgency
from bot.desk.states import Refused
from bot.forgetting.export import export
from bot.forgetting.forget import forget, forget_once_more
from bot.forgetting.whom import candidates
from bot.record import enqueue
from bot.transaction import transaction
from storage.models import (
    BotMessage,
    Case,
    Customer,
    CustomerIdentity,
    Event,
    Message,
    Note,
    Outbox,
    RowState,
    Update,
    UpdateState,
)
from tests.merging.ground import Ground

Sessions = async_sessionmaker[AsyncSession]


async def customer_of(sessions: Sessions, case_id: int) -> int:
    async with sessions() as session:
        return (await session.get_one(Case, case_id)).customer_id


async def texts(sessions: Sessions) -> list[tuple[str, str | None]]:
    """Each message with the name of its author, in order."""
    query = (
        select(Message.text, CustomerIdentity.name)
        .join(Message.conversation)
        .join(CustomerIdentity)
        .order_by(Message.id)
    )
    async with sessions() as session:
        return [(one.text, one.name) for one in await session.execute(query)]


async def test_in_a_case_of_two_the_others_words_stay(sessions: Sessions) -> None:
    ground = await Ground.begin(sessions)
    one, other = [await ground.case_of(await ground.says(who)) for who in (1, 2)]
    await ground.notes(other, "who is that?")
    await ground.merge(other, one)
    theirs = await customer_of(sessions, other)
    async with transaction(sessions) as session:
        held = await export(session, theirs, ground.now)
    assert [case["number"] for case in held["cases"]] == [1, 2]
    assert [len(case["messages"]) for case in held["cases"]] == [1, 0]
    assert held["cases"][0].keys() == {"number", "messages"}
    assert "Customer 1" not in json.dumps(held)
    async with transaction(sessions) as session:
        await forget(session, theirs, None, ground.now)
    assert await texts(sessions) == [("words", "Customer 1"), ("", None)]
    whole, part = await ground.case(one), await ground.case(other)
    assert (whole.status, whole.erased_at) == ("open", None)
    assert part.erased_at is not None
    async with sessions() as session:
        assert (await session.scalars(select(Note.text))).all() == [""]
        kinds = (await session.scalars(select(Event.kind).where(Event.kind.like("%forgotten")))).all()
    assert kinds == ["customer_forgotten"], "what is part of another case was closed before"
    with pytest.raises(Refused, match="customer-forgotten"):
        async with transaction(sessions) as session:
            await forget(session, theirs, None, ground.now)


async def test_nobody_is_forgotten_while_an_answer_to_them_leaves(sessions: Sessions) -> None:
    """Nothing is changed then."""
    ground = await Ground.begin(sessions)
    said = await ground.says(1)
    case_id = await ground.case_of(said)
    theirs = await customer_of(sessions, case_id)
    async with transaction(sessions) as session:
        case = await session.get_one(Case, case_id)
        enqueue(
            session,
            desk_id=ground.desk_id,
            lane="vk:1",
            kind="answer",
            urgency=Urgency.ACT,
            not_before=ground.now,
            case=case,
            message_id=said,
        ).state = RowState.SENDING
    with pytest.raises(Refused, match="forget-busy"):
        async with transaction(sessions) as session:
            await forget(session, theirs, None, ground.now)
    assert await texts(sessions) == [("words", "Customer 1")]
    async with transaction(sessions) as session:
        await session.execute(update(Outbox).values(state=RowState.SENT, payload={"random_id": 7}))
        await forget(session, theirs, None, ground.now)
    async with sessions() as session:
        assert (await session.scalars(select(Outbox.payload).where(Outbox.kind == "answer"))).all() == [{}]


async def test_who_is_meant_is_told_by_many_names(sessions: Sessions) -> None:
    ground = await Ground.begin(sessions)
    for who in (1, 11):
        await ground.says(who)

    async def meant(words: str) -> list[str]:
        async with sessions() as session:
            return [one.types for one in await candidates(session, ground.desk_id, words)]

    assert await meant("#1") == ["vk:1"]
    assert await meant("2") == ["vk:11"]
    assert await meant("VK:11") == ["vk:11"]
    assert await meant("Customer 1") == ["vk:1"]
    assert sorted(await meant("Customer")) == ["vk:1", "vk:11"]
    assert await meant("vk:2") == await meant("ok:1") == await meant("#3") == await meant("") == []
    async with transaction(sessions) as session:
        customer = (await session.scalars(select(Customer.id).order_by(Customer.id))).all()[0]
        await forget(session, customer, None, ground.now)
    assert await meant("#1") == await meant("vk:1") == []


async def test_what_was_being_sent_meanwhile_goes_soon_after(sessions: Sessions) -> None:
    """A message that was remembered only then, and what an update quoted; once, and not for ever."""
    ground = await Ground.begin(sessions)
    case_id = await ground.case_of(await ground.says(1))
    theirs = await customer_of(sessions, case_id)
    async with transaction(sessions) as session:
        await forget(session, theirs, None, ground.now)
        session.add(
            BotMessage(chat_id=-1001, message_id=5, desk_id=ground.desk_id, case_id=case_id, purpose="failed")
        )
        session.add(Update(bot_id=1, id=1, payload={"text": "words"}, state=UpdateState.DONE))
    for after, rows in ((timedelta(hours=2), []), (timedelta(minutes=5), [5]), (timedelta(minutes=9), [5])):
        async with transaction(sessions) as session:
            await forget_once_more(session, ground.now + after)
        async with sessions() as session:
            blank = select(Outbox.payload["message_id"].as_integer()).where(Outbox.kind == "blank")
            assert (await session.scalars(blank)).all() == rows
    async with sessions() as session:
        assert (await session.scalars(select(Update.payload))).all() == [{}]
