"""When what the desk depends on was not well."""

from __future__ import annotations

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.ext.asyncio import AsyncSession

from bot.reports.failures import failures, together
from bot.reports.results import Failures, Outage
from bot.reports.scope import Only
from storage.models import Trouble
from tests.reports.facts import DAY, HOUR, MINUTE, MONDAY, Facts

BEGINS = st.integers(0, 60).map(lambda minutes: MONDAY + minutes * MINUTE)
SPANS = st.lists(st.tuples(BEGINS, st.integers(0, 30)).map(lambda one: (one[0], one[0] + one[1] * MINUTE)))


@given(SPANS)
def test_what_overlaps_is_counted_once(spans: list[tuple[datetime, datetime]]) -> None:
    minutes = [MONDAY + minute * MINUTE for minute in range(100)]
    covered = sum(any(began <= at < ended for began, ended in spans) for at in minutes)
    assert together(spans) == covered * 60


async def test_accounts_are_called_by_name_and_the_group_out_of_reach_is_an_outage(
    session: AsyncSession,
) -> None:
    facts = await Facts.begin(session, chat_id=-1001)
    shop, ok = await facts.account("vk"), await facts.account("ok")
    shop.title = "Nordlicht Coffee"
    hears, answers, other = f"vk:{shop.external_id}", f"lane vk:{shop.external_id}", f"ok:{ok.external_id}"

    async def trouble(part: str, begins: timedelta, lasts: timedelta, *, told: bool = True) -> None:
        began = MONDAY + begins
        at = began + 5 * MINUTE
        await facts.add(
            Trouble(
                desk_id=facts.desk.id,
                part=part,
                key="ear-silent",
                began_at=began,
                tell_at=at,
                told_at=at if told else None,
                ended_at=began + lasts,
            )
        )

    await trouble(hears, -HOUR, 3 * HOUR)
    await trouble(answers, HOUR, 2 * HOUR)
    await trouble(hears, 10 * HOUR, HOUR)
    await trouble("tg:-1001", 10 * HOUR + 30 * MINUTE, HOUR)
    await trouble("telegram", 20 * HOUR, 3 * MINUTE, told=False)
    await trouble(other, 23 * HOUR, 2 * HOUR)
    await trouble("tg:-2002", 15 * HOUR, HOUR)
    found = await failures(session, facts.day(), ())
    assert found == Failures(
        0,
        (
            Outage(hears, "Nordlicht Coffee", 3 * 3600, 2),
            Outage(answers, "Nordlicht Coffee", 2 * 3600, 1),
            Outage(other, ok.external_id, 3600, 1),
            Outage("tg:-1001", "", 3600, 1),
        ),
        downtime=(3 + 1.5 + 1) * 3600,
    )
    only = await failures(session, facts.day(known=MONDAY + DAY / 2, only=Only(network="ok")), ())
    assert [one.part for one in only.outages] == ["tg:-1001"]
