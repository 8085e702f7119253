"""What came by hand, in one case with what networks brought; and answers by phone in a case of several people."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot import byhand, elsewhere
from bot.byhand import Heard, Opened
from bot.desk.files import File
from bot.desk.kinds import ELSEWHERE, HAND_FILE
from bot.desk.states import Refused, Unseen
from bot.drafts import Words
from bot.merging import take_apart
from bot.networks import Networks
from bot.outcomes import Source
from bot.views import look
from connectors.base import AttachmentKind
from storage.models import HAND, Account, Desk, Message, Note, Outbox, Role, Staff
from storage.models import Elsewhere as Way
from tests.merging.ground import Ground

Sessions = async_sessionmaker[AsyncSession]
ANNA = 101
NOTHING = Words("", None)


@pytest.fixture
async def ground(sessions: Sessions) -> Ground:
    return await Ground.begin(sessions, accounts=2)


async def forwards(
    ground: Ground,
    number: int,
    text: str = "",
    who: int = ANNA,
    file: str | None = None,
    person: str = "user7",
) -> Opened:
    """What a shop's customer wrote to somebody of the desk."""
    files = [] if file is None else [File(AttachmentKind.PHOTO, file, None, None, None, None, number, None)]
    heard = Heard(text, Source(who, number), ground.now, "Zoe", None, person, files=files, forwarded=True)
    async with ground.sessions() as session, session.begin():
        staff = (await session.scalars(select(Staff).where(Staff.user_id == who))).one()
        desk = await session.get_one(Desk, ground.desk_id)
        return await byhand.open_by_hand(session, desk, heard, staff, ground.now)


async def belongs(ground: Ground, case_id: int, to_id: int, version: int) -> None:
    async with ground.sessions() as session, session.begin():
        staff = await session.get_one(Staff, ground.staff_id)
        await byhand.belongs_to(session, case_id, to_id, staff, ground.now, version)


async def phoned(ground: Ground, case_id: int, words: Words = NOTHING, version: int | None = None) -> Message:
    async with ground.sessions() as session, session.begin():
        staff = await session.get_one(Staff, ground.staff_id)
        return await elsewhere.answered(session, case_id, Way.PHONE, words, staff, ground.now, version)


async def waiting(ground: Ground) -> list[int]:
    """The customer messages that nothing answers."""
    query = select(Message.id).where(Message.answered_by_id.is_(None), Message.direction == "in")
    async with ground.sessions() as session:
        return list((await session.scalars(query.order_by(Message.id))).all())


async def test_more_of_what_was_merged_stays_on_its_own_account(ground: Ground) -> None:
    case = await ground.case_of(await ground.says(1))
    opened = await forwards(ground, 1, "It smokes")
    await ground.merge(opened.case.id, case)
    assert (await forwards(ground, 2, "Hello?")).case.id == case
    async with ground.sessions() as session, session.begin():
        query = select(Account.network).join(Message).where(Message.key.in_([f"{ANNA}_1", f"{ANNA}_2"]))
        assert (await session.scalars(query)).all() == [HAND, HAND]
        desk, staff = (
            await session.get_one(Desk, ground.desk_id),
            await session.get_one(Staff, ground.staff_id),
        )
        source = Source(ANNA, 2)
        assert await byhand.correct(session, desk, source, None, "Hello there?", staff, ground.now)


@pytest.mark.parametrize("by_hand_takes_in", [True, False])
async def test_what_is_answered_decides_how(ground: Ground, *, by_hand_takes_in: bool) -> None:
    said = await ground.says(1)
    case, opened = await ground.case_of(said), await forwards(ground, 1, "It smokes")
    pair = (case, opened.case.id) if by_hand_takes_in else (opened.case.id, case)
    await ground.merge(*pair)
    whole = pair[1]
    async with ground.sessions() as session, session.begin():
        theirs = (await session.scalars(select(Message.id).where(Message.key == f"{ANNA}_1"))).one()
        for about, takes_word in ((said, False), (theirs, True), (None, True)):
            assert await elsewhere.takes_word(session, whole, Words("Yes", None, about)) == takes_word
        able = Networks()
        seen = await look(session, whole, lambda account, to: able.capabilities(account, to, ground.now))
        assert seen.view.takes_word
    await phoned(ground, whole, Words("", None, theirs))
    async with ground.sessions() as session, session.begin():
        assert not (await look(session, whole)).view.takes_word
        assert not await elsewhere.takes_word(session, whole, Words("Yes", None))


async def test_who_is_phoned_leaves_the_others_waiting(ground: Ground) -> None:
    anna, boris, more = [await ground.says(who) for who in (1, 2, 1)]
    whole, part = await ground.case_of(anna), await ground.case_of(boris)
    await ground.merge(part, whole)
    assert (await phoned(ground, whole, Words("", None, anna))).seen_to == more
    assert await waiting(ground) == [boris]
    with pytest.raises(Refused, match="noted-already"):
        await phoned(ground, whole, Words("", None, anna))
    assert (await phoned(ground, whole)).answers_id == boris
    assert await waiting(ground) == []
    assert (await ground.case(whole)).status == "waiting"


async def test_an_answer_by_phone_is_on_the_account_of_what_it_answers(ground: Ground) -> None:
    one, other = await ground.says(1), await ground.says(2, account=1)
    whole = await ground.case_of(one)
    await ground.merge(await ground.case_of(other), whole)
    given = await phoned(ground, whole, Words("Yes", None, other))
    assert (given.account_id, given.answers_id) == (ground.accounts[1], other)


async def test_a_button_does_not_answer_what_it_had_not_seen(ground: Ground) -> None:
    case = await ground.case_of(await ground.says(1))
    version = (await ground.case(case)).version
    await ground.says(1)
    with pytest.raises(Unseen):
        await phoned(ground, case, version=version)
    assert len(await waiting(ground)) == 2
    await phoned(ground, case, version=(await ground.case(case)).version)
    assert await waiting(ground) == []


async def test_words_and_then_without_words_is_one_answer(ground: Ground) -> None:
    case = await ground.case_of(await ground.says(1))
    given = await phoned(ground, case, Words("On Friday", None))
    with pytest.raises(Refused, match="noted-already"):
        await phoned(ground, case)
    async with ground.sessions() as session:
        assert (await session.scalars(select(Message.id).where(Message.elsewhere.is_not(None)))).all() == [
            given.id
        ]


async def test_a_press_that_comes_twice_asks_for_words_once(ground: Ground) -> None:
    case = await ground.case_of(await ground.says(1))
    for way in (Way.PHONE, Way.PHONE, Way.EMAIL):
        async with ground.sessions() as session, session.begin():
            staff = await session.get_one(Staff, ground.staff_id)
            await elsewhere.ask(session, case, way, staff, "telegram:-1001", ground.now)
    async with ground.sessions() as session:
        rows = (await session.scalars(select(Outbox).where(Outbox.kind == ELSEWHERE))).all()
    assert sorted(one.payload["way"] for one in rows) == ["email", "phone"]


async def test_files_go_along_to_the_case_they_belong_to(ground: Ground) -> None:
    case = await ground.case_of(await ground.says(1))
    opened = await forwards(ground, 1, file="photo")
    await forwards(ground, 2, "See")
    await belongs(ground, opened.case.id, case, opened.case.version)
    async with ground.sessions() as session:
        rows = (
            await session.scalars(select(Outbox).where(Outbox.case_id == case, Outbox.kind == HAND_FILE))
        ).all()
        assert [one.payload for one in rows] == [{"chat": ANNA, "message": 1}]
        assert (await session.scalars(select(Note.text))).all() == ["See"]
    assert (await ground.case(opened.case.id)).status == "dismissed"


async def test_what_became_more_than_was_forwarded_is_not_dismissed(ground: Ground) -> None:
    case, other = [await ground.case_of(await ground.says(who)) for who in (1, 2)]
    opened = await forwards(ground, 1, "It smokes")
    await ground.merge(other, opened.case.id)
    for to in (case, other, opened.case.id):
        with pytest.raises(Refused, match="no-case-to-note"):
            await belongs(ground, opened.case.id, to, 9)
    await ground.apart(other)
    async with ground.sessions() as session, session.begin():
        session.add(Staff(desk_id=ground.desk_id, user_id=102, name="Boris", role=Role.OPERATOR))
    await forwards(ground, 2, "To somebody else", who=102)
    with pytest.raises(Refused, match="no-case-to-note"):
        await belongs(ground, opened.case.id, case, opened.case.version)
    assert (await ground.case(opened.case.id)).status == "open"


async def test_what_another_case_is_part_of_by_now_is_not_dismissed(ground: Ground) -> None:
    case = await ground.case_of(await ground.says(1))
    opened, other = (
        await forwards(ground, 1, "It smokes"),
        await forwards(ground, 2, "Mine too", person="user8"),
    )
    await ground.merge(other.case.id, opened.case.id)
    with pytest.raises(Refused, match="no-case-to-note"):
        await belongs(ground, opened.case.id, case, 9)


async def test_what_belongs_to_a_part_is_noted_in_the_whole(ground: Ground) -> None:
    whole, part = [await ground.case_of(await ground.says(who)) for who in (1, 2)]
    opened = await forwards(ground, 1, "It smokes")
    await ground.merge(part, whole)
    await belongs(ground, opened.case.id, part, opened.case.version)
    assert await ground.noted() == {"It smokes": whole}


async def test_taking_apart_by_a_tap_that_comes_twice_is_done_once(ground: Ground) -> None:
    whole, part = [await ground.case_of(await ground.says(who)) for who in (1, 2)]
    await ground.merge(part, whole)
    for seconds, again in ((0, True), (20, True), (60, False)):
        async with ground.sessions() as session, session.begin():
            staff = await session.get_one(Staff, ground.staff_id)
            if again:
                found = await take_apart(session, part, staff, ground.now + timedelta(seconds=seconds))
                assert [one.id for one in found] == [part, whole]
                continue
            with pytest.raises(Refused, match="not-merged"):
                await take_apart(session, part, staff, ground.now + timedelta(seconds=seconds))
    assert await ground.case_of(1) == whole
