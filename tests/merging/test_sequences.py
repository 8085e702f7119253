"""Cases merged and taken apart in any order, against the plainest model there is: who is part of whom."""

import random

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.desk.states import Refused
from storage.models import Case, CaseTag, Conversation, Direction, Message, Tag
from storage.queries import WAITS
from tests.merging.ground import Ground

Sessions = async_sessionmaker[AsyncSession]


class Model:
    """`into`: what each part was merged into."""

    def __init__(self, cases: list[int]) -> None:
        self.cases, self.into = cases, dict[int, int]()

    def whole(self, case: int) -> int:
        while case in self.into:
            case = self.into[case]
        return case

    def tags(self, case: int, own: dict[int, set[str]]) -> set[str]:
        """Its own, and those of its parts."""
        parts = [part for part, whole in self.into.items() if whole == case]
        return own[case].union(*(self.tags(part, own) for part in parts))


async def tagged_alike(ground: Ground, model: Model, own: dict[int, set[str]]) -> None:
    async with ground.sessions() as session:
        rows = (await session.execute(select(CaseTag.case_id, Tag.name).join(Tag))).all()
        for case in model.cases:
            assert {name for of, name in rows if of == case} == model.tags(case, own)
        for tag in (await session.scalars(select(Tag))).all():
            assert tag.used == len([name for _, name in rows if name == tag.name])


async def agrees(ground: Ground, model: Model, home: dict[int, int]) -> None:
    """`home`: in which case each conversation began."""
    async with ground.sessions() as session:
        for conversation in (await session.scalars(select(Conversation))).all():
            assert conversation.case_id == model.whole(home[conversation.id])
        for message in (await session.scalars(select(Message))).all():
            assert message.case_id == model.whole(home[message.conversation_id])
            assert message.direction == Direction.OUT or message.ordinal is not None
        for case in (await session.scalars(select(Case))).all():
            waits = select(Message.at).where(
                Message.case_id == case.id, Message.direction == Direction.IN, WAITS
            )
            since = min((await session.scalars(waits)).all(), default=None)
            part = case.id in model.into
            assert case.merged_into_id == model.into.get(case.id)
            assert (case.closed_at is not None) == part
            assert case.unanswered_since == (None if part else since)
            assert part or case.status == ("waiting" if since is None else "open")


@pytest.mark.parametrize("seed", range(2))
async def test_whatever_is_merged_and_taken_apart_every_word_is_where_it_belongs(
    sessions: Sessions, seed: int
) -> None:
    chance = random.Random(seed)
    ground = await Ground.begin(sessions)
    said = [await ground.says(who) for who in range(1, 5)]
    cases = [await ground.case_of(one) for one in said]
    async with sessions() as session:
        home = {one.id: one.case_id or 0 for one in (await session.scalars(select(Conversation))).all()}
    model = Model(cases)
    own = {case: set(chance.sample(["xxl", "late", "praise"], chance.randint(0, 2))) for case in cases}
    for case, names in own.items():
        await ground.tags(case, *names)
    for _ in range(60):
        match chance.choice(("merge", "merge", "merge", "apart", "apart", "says", "answered")):
            case "merge":
                source, into = chance.choice(cases), chance.choice(cases)
                if source in model.into or into in model.into or source == into:
                    if model.into.get(source) != into:
                        with pytest.raises(Refused):
                            await ground.merge(source, into)
                else:
                    await ground.merge(source, into)
                    model.into[source] = into
            case "apart":
                part = chance.choice(cases)
                if part in model.into:
                    await ground.apart(part)
                    del model.into[part]
                else:
                    with pytest.raises(Refused, match="not-merged"):
                        await ground.apart(part)
            case "says":
                said.append(await ground.says(chance.randint(1, 4)))
            case "answered":
                await ground.answered(said[-1])
        await agrees(ground, model, home)
        await tagged_alike(ground, model, own)
