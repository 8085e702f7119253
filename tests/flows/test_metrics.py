"""`/metrics`: every figure moves as it should when the desk lives, with few series, and only for whom it is meant."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.app import running
from bot.config import load
from bot.monitoring.catalogue import ASKED, COUNTED
from bot.parts import Part
from bot.troubles import what_lasts
from sandbox.faults import Fault
from storage.models import Case
from tests.flows.answering import answer
from tests.flows.faults import as_time_passes, to_operators
from tests.flows.program import free_port
from tests.flows.scraped import PREFIX, Scrape, read, scrape, shows
from tests.flows.stage import ANNA, BRAND, OPERATORS, Stage

VK = f"vk:{BRAND}"
TOKEN = "a-token-for-prometheus"


async def test_an_ordinary_day(desk: Stage) -> None:
    before = await scrape(desk)
    assert (before("cases"), before("items_total"), before("answer_seconds_count")) == (0, 0, 0)
    post = desk.post()
    desk.comment("Where is my parcel?", post)
    card = await desk.card("Where is my parcel?")
    await desk.press(ANNA, card, "Claim")
    await desk.says(card, "With ")
    await desk.calm()
    seen = await shows(desk, lambda one: one("card_seconds_count", since="heard"))
    assert seen("items_total", account=VK, kind="incoming") == 1
    assert seen("polls_total", account=VK, outcome="heard") >= 1
    assert seen("card_seconds_count", since="written") == 1
    assert seen("card_seconds_sum", since="heard") < 10
    assert seen("updates_total", kind="press", outcome="done") == 1
    assert seen("updates_total", kind="message", outcome="done") >= 1, "the owner opened the private chat"
    assert seen("update_seconds_count", kind="press") == 1
    assert seen("deliveries_total", lane="group", what="card", outcome="sent") >= 2
    assert seen("delivery_seconds_count", lane="group") >= 2
    assert (seen("cases", state="open"), seen("unanswered_cases")) == (1, 1)
    assert seen("leads", work="clock") == seen("leads", work=VK) == 1
    assert seen("part_well") >= 4
    assert (seen("database_connections", state="most"), seen("database_up")) == (15, 1)
    assert seen("database_connections", state="used") >= 1
    assert seen("build_info") == 1
    assert seen("ticks_total", tick="follow", outcome="done") >= 1
    assert seen("http_requests_total", route="/metrics", status="200") >= 1

    await answer(desk, card)
    waiting = await scrape(desk)
    assert waiting("queue", lane="network", state="later") == 1
    assert waiting("unanswered_age_seconds") >= 6
    desk.time.let_pass(5)
    await desk.vk.wait(lambda: desk.answers(post))
    answered = await shows(desk, lambda one: one("cases", state="waiting"))
    assert answered("answer_seconds_count") == 1
    assert 10 <= answered("answer_seconds_sum") < 60
    assert answered("deliveries_total", lane="network", what="answer", outcome="sent") == 1
    assert (answered("unanswered_cases"), answered("cases", state="open")) == (0, 0)


async def test_telegram_asks_for_patience_and_then_puts_us_out(desk: Stage) -> None:
    desk.telegram.faults.add("sendMessage", Fault.flood(900), times=1, when=to_operators)
    desk.comment("Hello?")
    late = await shows(
        desk,
        lambda one: one("lanes", lane="group", state="paused") and one("lane_pauses_total", lane="group"),
    )
    assert late("lane_pauses_total", lane="group") == 1
    assert late("deliveries_total", lane="group", what="card", outcome="again") == 1
    desk.comment("Is anybody there?")
    due = await shows(desk, lambda one: one("queue", lane="group", state="due"))
    assert due("queue", lane="group", state="later") >= 1, "what was refused is tried again later"
    assert (await scrape(desk))("queue_age_seconds", lane="group") >= 5
    desk.telegram.set_member_status(desk.telegram.bot, OPERATORS, "left")
    desk.time.let_pass(900)

    def stands(one: Scrape) -> bool:
        """What the process counts and what the database says are not of one moment."""
        counted = one("deliveries_total", lane="group", outcome="stopped")
        waits = one("queue", lane="group", state="stopped")
        return bool(counted and waits and one("lanes", lane="group", state="stopped"))

    out = await shows(desk, stands)
    assert out("queue_age_seconds", lane="group") == 0, "what waits for a person is not late"
    desk.time.let_pass(31 * 60)
    over = await shows(desk, lambda one: one("overdue_deadlines", measure="first"))
    assert over("card_seconds_count") == 0


async def test_answers_that_fail_and_answers_that_nobody_knows_of(desk: Stage) -> None:
    post = desk.post()
    desk.comment("Where is my parcel?", post)
    card = await desk.card()
    desk.vk.faults.add("wall.createComment", Fault.html(502), times=1)
    await answer(desk, card, "On its way!")
    desk.time.let_pass(11)
    doubt = await shows(
        desk,
        lambda one: (
            one("queue", lane="network", state="unknown")
            and one("deliveries_total", lane="network", what="answer", outcome="doubt")
        ),
    )
    assert doubt("deliveries_total", lane="network", what="answer", outcome="doubt") == 1
    desk.vk.fail("wall.createComment", 15, times=None)
    desk.comment("And mine?")
    await answer(desk, await desk.card("And mine?"), "Here!")
    desk.time.let_pass(11)
    failed = await shows(desk, lambda one: one("deliveries_total", lane="network", outcome="failed"))
    assert failed("answer_seconds_count") == 0


async def test_a_network_that_is_away(desk: Stage) -> None:
    await desk.vk.stop()
    desk.time.let_pass(90)
    away = await shows(desk, lambda one: one("polls_total", account=VK, outcome="failed"))
    assert away("account_silent_seconds", account=VK) >= 90
    assert away("part_well", part=VK) == 0
    clock = desk.desk.clock if desk.desk else None
    assert clock is not None
    desk.time.let_pass(400)
    await clock.tick(what_lasts)
    assert (await scrape(desk))("troubles", about="ear") == 1
    lost = '{"since": "2020-01-01T00:00:00+00:00", "until": "2020-01-02T00:00:00+00:00", "told": false}'
    await desk.sql(
        f"UPDATE cursors SET value = value || '{{\"lost\": {lost}}}'::text::jsonb".replace(":00", "\\:00")
    )
    assert (await scrape(desk))("account_lost_seconds", account=VK) > 1e8
    await desk.vk.start()
    await as_time_passes(desk, lambda: desk.vk.longpoll.waiting)
    desk.comment("Hello again")
    back = await shows(desk, lambda one: one("part_well", part=VK) and not one("account_lost_seconds"))
    assert back("account_silent_seconds", account=VK) < 90


async def test_what_is_not_dealt_with(desk: Stage) -> None:
    """Three failures park an update; what waits is as old as it is; what a report lacks is counted."""
    await desk.sql("ALTER TABLE notes ADD CONSTRAINT trouble CHECK (false) NOT VALID")
    desk.comment("Hello?")
    card = await desk.card()
    desk.telegram.say(ANNA, OPERATORS, "//a note", reply_to=card.message_id)
    parked = await shows(desk, lambda one: one("updates_total", kind="message", outcome="parked"))
    assert parked("updates_total", kind="message", outcome="failed") == 2
    await desk.sql(
        "INSERT INTO updates (bot_id, id, payload, received_at, not_before)"
        " VALUES (1, 1, '{}', now() - interval '1 hour', 'infinity')"
    )
    await desk.sql("INSERT INTO stale_facts (case_id, not_before) SELECT id, 'infinity' FROM cases")
    late = await scrape(desk)
    assert (late("inbox_updates"), late("facts_behind") >= 1) == (1, True)
    assert late("inbox_age_seconds") >= 3600


async def test_the_database_is_away(desk: Stage) -> None:
    """A scrape is answered all the same, by what this process knows itself."""
    assert (await scrape(desk))("database_up") == 1
    await desk.sql("ALTER TABLE lanes RENAME TO gone")
    away = await scrape(desk)
    assert (away("database_up"), away("database_connections", state="most")) == (0, 15)
    await desk.sql("ALTER TABLE gone RENAME TO lanes")
    assert (await scrape(desk))("database_up") == 1


async def test_many_customers_make_no_more_series(desk: Stage) -> None:
    desk.comment("Hello?")
    await desk.card("Hello?")
    await desk.calm()
    before = {(one.name, *sorted(one.labels.items())) for one in (await scrape(desk)).samples}
    for number in range(8):
        desk.vk.add_user(7000 + number, f"Customer{number}", "Someone")
        desk.comment(f"secret words {number}", who=7000 + number)
        desk.telegram.add_user(900 + number, f"Person{number}")
        desk.telegram.start_bot(900 + number)
    await desk.until(lambda: desk.rows(Case, Case.number == 9))
    await desk.calm()
    after = await scrape(desk)
    more = {(one.name, *sorted(one.labels.items())) for one in after.samples} - before
    assert len(more) < 40, more
    assert len(after.samples) < 1000
    told = " ".join(str(one.labels) for one in after.samples)
    for secret in ("secret", "Customer", "Someone", "7001", "901", "Hello", "Anna"):
        assert secret not in told


# --- who may


async def test_with_a_token_only_who_shows_it(stage: Stage) -> None:
    async with stage.at_work(METRICS_TOKEN=TOKEN):
        at = str(stage.desk.address) if stage.desk else ""
        assert (await scrape(stage, at, TOKEN))("build_info") == 1
        for wrong in (None, "", TOKEN[:-1], TOKEN + "x", "\xff"):
            status, text = await read(at, wrong)
            assert (status, text) == (401, "METRICS_TOKEN is needed\n")


async def test_without_a_token_only_this_machine_and_no_proxy(stage: Stage) -> None:
    async with stage.at_work():
        at = str(stage.desk.address) if stage.desk else ""
        assert (await read(at))[0] == 200
        for name in ("Forwarded", "X-Forwarded-For", "X-Real-IP", "Via"):
            assert (await read(at, None, **{name: "203.0.113.7"}))[0] == 403
    async with stage.at_work(PUBLIC_URL="https://desk.example"):
        at = str(stage.desk.address) if stage.desk else ""
        assert await read(at) == (403, "not from there without METRICS_TOKEN\n")


@pytest.mark.parametrize("more", [{}, {"PUBLIC_URL": "https://desk.example"}])
async def test_an_address_of_its_own(stage: Stage, more: dict[str, str]) -> None:
    own = f"127.0.0.1:{free_port()}"
    async with stage.at_work(METRICS_LISTEN=own, **more):
        assert (await scrape(stage, own))("part_well", part="database") >= 0
        assert (await read(str(stage.desk.address) if stage.desk else ""))[0] == 404


async def test_a_process_that_serves_nothing_else(stage: Stage) -> None:
    own = f"127.0.0.1:{free_port()}"
    loaded = load({**stage.settings, "METRICS_LISTEN": own}, env_file=None)
    only = frozenset({Part.CLOCK})
    async with running(loaded, stage.engine, only=only, clock=stage.time.now, sleep=stage.time.sleep) as desk:
        assert desk.address is None

        async def leads() -> bool:
            return (await scrape(stage, own))("leads", work="clock") == 1

        await stage.until(leads)
        assert (await scrape(stage, own))("leads") == 1, "what it does not do it does not tell of"


def test_every_figure_is_asked_for_here() -> None:
    """One that never moves is a defect."""
    here = Path(__file__).read_text("utf-8")
    assert [
        one.name for one in (*COUNTED, *ASKED) if f'("{one.full_name.removeprefix(PREFIX)}' not in here
    ] == []
