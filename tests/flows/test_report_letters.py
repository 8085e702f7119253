"""A report on its way: a rich message with its pictures, or plain ones with the same facts; never both, never twice."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.clock import cleaning
from bot.reports.charts import Picture
from bot.reports.sending import keep_pictures, send_report
from bot.reports.summary import Summary
from bot.transaction import transaction
from sandbox.faults import Fault
from sandbox.telegram.files import png
from storage.models import Desk, Report, ReportPicture
from tests.flows.stage import OLGA, OPERATORS, Stage
from tests.flows.words import hears, told

NAMES = ("hours", "first")
RICH = (
    "<h2>The figures</h2><table><tr><td>Cases</td><td>3</td></tr></table>"
    '<img src="tg://photo?id=hours"/><img src="tg://photo?id=first"/>'
)
PLAIN = ("<b>The figures</b>\nCases: 3", "And <i>more</i> of them: 3")
NO_METHOD = Fault.error(404, {"ok": False, "error_code": 404, "description": "Not Found"})
REFUSED = Fault.error(
    400, {"ok": False, "error_code": 400, "description": "Bad Request: RICH_MESSAGE_HTML_INVALID"}
)


async def report(stage: Stage, told: Summary, chat_id: int = OLGA, pictures: tuple[str, ...] = NAMES) -> None:
    assert stage.desk is not None
    now = stage.time.now()
    async with transaction(stage.desk.bench.sessions) as session:
        (desk,) = await stage.rows(Desk)
        one = Report(desk_id=desk.id, start_at=now - timedelta(days=1), end_at=now, known_at=now)
        session.add(one)
        await session.flush()
        drawn = [Picture(name, png(), f"The <{name}>", 1, 1) for name in pictures]
        await keep_pictures(session, one.id, "en", drawn, now)
        send_report(session, desk.id, told, now, report_id=one.id, language="en", chat_id=chat_id)


def pictures_sent(stage: Stage, chat: int = OLGA) -> list[str | None]:
    return [one.caption for one in stage.ours(chat) if one.media is not None]


def tries(stage: Stage) -> int:
    return sum(one.method == "sendRichMessage" for one in stage.telegram.calls)


def rich_sent(stage: Stage, chat: int = OLGA) -> int:
    return sum(one.rich is not None for one in stage.ours(chat))


async def test_rich_with_its_pictures(desk: Stage) -> None:
    await report(desk, Summary(RICH, PLAIN, NAMES))
    message = await hears(desk, "Cases | 3")
    assert message.rich is not None
    assert [one["type"] for one in message.rich.blocks] == ["heading", "table", "photo", "photo"]
    await desk.calm()
    assert told(desk, "Cases: 3") == []


@pytest.mark.parametrize("fault", [REFUSED, NO_METHOD], ids=["refused", "an old server"])
async def test_refused_the_plain_ones_and_an_album_follow_once(desk: Stage, fault: Fault) -> None:
    """Also when the connection breaks between the words and the pictures."""
    desk.telegram.faults.add("sendRichMessage", fault)
    desk.telegram.faults.add("sendMediaGroup", Fault.reset_before(), times=1)
    await report(desk, Summary(RICH, PLAIN, NAMES))
    await hears(desk, "And more of them: 3")
    await desk.until(lambda: _retries(desk))
    await desk.telegram.wait(lambda: pictures_sent(desk) == ["The <hours>", "The <first>"])
    await desk.calm()
    assert len(told(desk, "The figures\nCases: 3")) == len(told(desk, "And more of them")) == 1
    assert rich_sent(desk) == 0


async def _retries(stage: Stage) -> bool:
    """A lane that failed rests a while."""
    if not pictures_sent(stage):
        stage.time.let_pass(5)
    return bool(pictures_sent(stage))


async def test_trouble_on_the_way_is_no_refusal(desk: Stage) -> None:
    desk.telegram.faults.add("sendRichMessage", Fault.flood(3), times=1)
    desk.telegram.faults.add("sendRichMessage", Fault.reset_before(), times=1)
    await report(desk, Summary(RICH, PLAIN, NAMES))

    async def arrives() -> bool:
        desk.time.let_pass(5)
        return rich_sent(desk) == 1

    await desk.until(arrives)
    await desk.calm()
    assert told(desk, "Cases: 3") == []


async def test_what_we_do_not_understand_of_the_answer_is_sent_all_the_same(desk: Stage) -> None:
    """Telegram has new blocks before aiogram knows them: the message is there, and must not come again."""
    odd = {
        "message_id": 4711,
        "date": 1,
        "chat": {"id": OLGA, "type": "private"},
        "rich_message": {"blocks": [{}]},
    }
    desk.telegram.faults.add("sendRichMessage", Fault.error(200, {"ok": True, "result": odd}))
    await report(desk, Summary(RICH, PLAIN, NAMES))
    await desk.telegram.wait(lambda: tries(desk))
    await desk.calm()
    desk.time.let_pass(600)
    await desk.calm()
    assert tries(desk) == 1
    assert told(desk, "Cases: 3") == []


async def test_pictures_are_kept_some_days_then_the_words_come_without(desk: Stage) -> None:
    assert desk.desk is not None
    await report(desk, Summary(RICH, PLAIN, NAMES))
    await hears(desk, "Cases | 3")
    desk.time.let_pass(8 * 86_400)
    await desk.desk.clock.tick(cleaning)
    assert await desk.rows(ReportPicture) == []
    await report(desk, Summary(RICH, PLAIN, NAMES), pictures=())
    await hears(desk, "And more of them: 3")
    await desk.calm()
    assert pictures_sent(desk) == []
    assert rich_sent(desk) == 1


async def test_into_the_group_one_picture_alone(desk: Stage) -> None:
    desk.telegram.faults.add("sendRichMessage", REFUSED)
    await report(desk, Summary(RICH, PLAIN[:1], NAMES[:1]), OPERATORS)
    await desk.telegram.wait(lambda: pictures_sent(desk, OPERATORS) == ["The <hours>"])
    await desk.calm()
    assert len(told(desk, "Cases: 3", OPERATORS)) == 1
