"""`/report` at the wire: chosen by a tap or in words, counted in a job of its own, and the cases behind each number."""

from __future__ import annotations

from bot.facts import follow_facts
from sandbox.faults import Fault
from sandbox.telegram import Message as Shown
from storage.models import Case, Desk, PageState, Report, ReportFile, ReportPage, Role
from tests.flows.given import NINA, given
from tests.flows.stage import ANNA, BORIS, OLGA, OPERATORS, VERA, Stage
from tests.flows.words import hears, in_private, link_to, links, told

DAY = 86400


async def says(stage: Stage, words: str, answer: str, who: int = OLGA) -> Shown:
    """The newest answer in private that holds these words."""
    before = len(stage.ours(who))
    stage.telegram.say(who, who, words)
    return await stage.telegram.wait(
        lambda: [one for one in stage.ours(who)[before:] if answer in stage.text(one)][-1]
    )


async def two_cases(desk: Stage) -> tuple[Shown, Shown]:
    await hears(desk, "You are the owner")
    desk.comment("Where is my parcel?")
    first = await desk.card("Where is my parcel?")
    desk.comment("And mine?", who=VERA)
    return first, await desk.card("And mine?")


def rich(desk: Stage, who: int = OLGA) -> list[Shown]:
    return [one for one in desk.ours(who) if one.rich is not None]


async def page(desk: Stage, **where: object) -> ReportPage:
    """The newest."""
    return max(await desk.rows(ReportPage), key=lambda one: one.id)


# --- in words, and the cases behind a number


async def test_in_words_and_the_cases_behind_a_number(desk: Stage) -> None:
    first, second = await two_cases(desk)
    await says(desk, "/report today network:vk against:none", "Only: Network: VK")
    (report,) = rich(desk)
    assert "Not answered yet | 2" in desk.text(report)
    (row,) = await desk.rows(Report)
    assert (row.only, row.known_at) == ({"network": "vk"}, row.end_at)
    # The link in it, as a tap sends it.
    assert f"?start=r{row.id}_unanswered" in str(report.rich)

    shown = await says(desk, f"/start r{row.id}_unanswered", "Not answered yet")
    head, days, only, _, count, _, newest, words, *_ = desk.text(shown).splitlines()
    assert (head, only, count) == ("📊 Not answered yet", "Only: VK", "2 cases")
    assert days == f"{row.start_at:%d.%m.%Y 00:00}–{row.end_at:%H:%M}"
    assert (newest, words) == (f"🔴 #2 · Vera Sokolova · {row.end_at:%d.%m.%Y}", "And mine?")
    assert links(shown) == [link_to(second), link_to(first)]
    assert desk.labels(shown) == ["#2", "#1"]
    await desk.press(OLGA, shown, "#2", OLGA)
    assert links(await hears(desk, "Case #2 is here")) == [link_to(second)]

    hours = [one.opened_at.hour for one in await desk.rows(Case)]
    in_hour = "2 cases" if len(set(hours)) == 1 else "1 case"
    await says(desk, f"/start r{row.id}_hour-{hours[0]}", in_hour)
    assert "Category: " in desk.text(await says(desk, f"/start r{row.id}_category-none", "2 cases"))
    await says(desk, f"/start r{row.id}_resolved", "There are none by now")
    shown = await says(desk, f"/start r{row.id}_all-networks", "All networks")
    await desk.press(OLGA, shown, "VK · 2", OLGA)
    shown = await hears(desk, "📊 Network: VK")
    assert desk.labels(shown) == ["#2", "#1", "Messages", "Not answered yet"], "what there is of it"
    await desk.press(OLGA, shown, "Not answered yet", OLGA)
    await desk.says(shown, "Network: VK · not answered yet")
    assert desk.labels(shown) == ["#2", "#1", "All of them", "Messages"]
    for link, answer in (
        (f"r{row.id}_nonsense", "This report has no such figure."),
        (f"r{row.id}_department_open-999", "This report has no such figure."),
        ("r99999_unanswered", "There is no such report."),
    ):
        await says(desk, f"/start {link}", answer)
    await in_private(desk, ANNA)
    await says(desk, f"/start r{row.id}_unanswered", "Only the owner and supervisors see the figures.", ANNA)
    assert not told(desk, "2 cases", ANNA)
    await desk.calm()
    assert await desk.rows(ReportPage, ReportPage.state != PageState.RESTS) == []


async def test_the_pages_of_a_list_outlive_a_restart_and_rights_are_looked_at_anew(stage: Stage) -> None:
    async with stage.at_work():
        await given(stage, NINA, Role.SUPERVISOR)
        await in_private(stage, NINA)
        post = stage.post()
        for number in range(7):
            stage.vk.add_user(7000 + number, f"Customer{number}", "Lang")
            stage.comment(f"Parcel {number} is late", post, who=7000 + number)
        await stage.card("Parcel 6 is late")
        (desk,) = await stage.rows(Desk)
        now = stage.time.now()
        await stage.sql(
            "INSERT INTO reports (desk_id, start_at, end_at, known_at)"
            f" VALUES ({desk.id}, '{now:%Y-%m-%d}', '{now.isoformat()}', '{now.isoformat()}')"
        )
        (row,) = await stage.rows(Report)
        assert stage.desk is not None
        await stage.desk.clock.tick(follow_facts)
        shown = await says(stage, f"/start r{row.id}_cases", "7 cases", NINA)
        assert stage.labels(shown) == ["#7", "#6", "#5", "#4", "#3", "2/2 ›"]
    async with stage.at_work():
        await stage.press(NINA, shown, "2/2 ›", NINA)
        await stage.telegram.wait(lambda: stage.labels(shown) == ["#2", "#1", "‹ 1/2"])
        assert "Customer0" in stage.text(shown)
        await given(stage, NINA, Role.OPERATOR)
        toast = await stage.press(NINA, shown, "‹ 1/2", NINA)
        assert toast == "Only the owner and supervisors see the figures."
        assert stage.labels(shown) == ["#2", "#1", "‹ 1/2"]


# --- who may, and where


async def test_who_may_and_where(desk: Stage) -> None:
    await hears(desk, "You are the owner")
    desk.telegram.say(OLGA, OPERATORS, "/report")
    way = await desk.whisper(OLGA, "private chat")
    assert desk.text(way) == "Reports are made in your private chat with me: @otklik_demo_bot"
    assert not desk.telegram.ephemerals(OPERATORS, BORIS)
    desk.telegram.say(BORIS, OPERATORS, "/report")
    await desk.whisper(BORIS, "Only the owner and supervisors see the figures.")
    await in_private(desk, ANNA)
    await says(desk, "/report", "Only the owner and supervisors see the figures.", ANNA)
    assert await desk.rows(ReportPage) == []


# --- what is refused


async def test_bad_input_is_answered_with_what_is_expected(desk: Stage) -> None:
    await hears(desk, "You are the owner")
    today = desk.time.now()
    for words, answer in (
        ("15.11.2026-01.11.2026", "Did you mean /report 01.11.2026-15.11.2026?"),
        ("01.01.2100", f"01.01.2100 is yet to come; today is {today:%d.%m.%Y}."),
        ("2020", "Not understood: 2020."),
        ("10.2020", "Nothing is known of that time: the desk began on"),
        ("31.02", "There is no such day: 31.02."),
        ("<b>all</b> of it", "Not understood: <b>all</b> it."),
        ("network:<i>ok</i>", "No network is called <i>ok</i>. There are: VK"),
        ("#xxl", "No tag is called xxl. There are: —"),
        ("person:petr", "Nobody is called petr, or more than one is. There are: Olga"),
    ):
        await says(desk, f"/report {words}", answer)
    assert await desk.rows(ReportPage) == []


async def test_nothing_in_it_is_said_kindly(desk: Stage) -> None:
    await hears(desk, "You are the owner")
    shown = await says(desk, "/report today", "Nothing happened in that time")
    assert "Show" in desk.labels(shown)
    assert await desk.rows(Report) == []


# --- by a tap


async def test_chosen_by_taps(desk: Stage) -> None:
    await two_cases(desk)
    await desk.sql(
        "INSERT INTO staff (desk_id, user_id, name, role, left_at)"
        " SELECT id, 888, '<b>Igor</b> & Co', 'operator', now() FROM desks"
    )
    await desk.sql(
        "INSERT INTO tags (desk_id, name, used) SELECT id, 'tag' || n, n FROM desks, generate_series(1, 10) n"
    )
    shown = await says(desk, "/report", "Today: ")
    assert "In words: /report october network:vk #xxl" in desk.text(shown)
    assert [[one.text for one in row] for row in shown.buttons] == [
        ["✓ Today", "Yesterday", "7 days"],
        ["This month", "Last month"],
        ["Other days…"],
        ["Network: all", "Department: all"],
        ["Person: all", "Tag: all"],
        ["Against the time before"],
        ["Show", "XLSX", "CSV"],
    ]

    async def press(label: str, then: str | None = None) -> str | None:
        toast = await desk.press(OLGA, shown, label, OLGA)
        if then is not None:
            await desk.telegram.wait(lambda: then in desk.labels(shown) or then in desk.text(shown))
        return toast

    await press("7 days", "✓ 7 days")
    await press("Person: all", "Whose cases?")
    await press("<b>Igor</b> & Co (left)", "Only: <b>Igor</b> & Co (left)")
    await press("Tag: all", "✓ All of them")
    assert desk.labels(shown)[:2] == ["✓ All of them", "tag10"]
    await press("2/2 ›", "tag1")
    await press("tag1", "Only: <b>Igor</b> & Co (left) · tag1")
    await press("Person: <b>Igor</b> & Co", "✓ <b>Igor</b> & Co (left)")
    await press("All of them", "Person: all")
    await press("Against the time before", "What to compare with?")
    await press("Against nothing", "Compared with nothing")
    kept = (await page(desk)).wanted
    assert (kept["span"], kept["against"], sorted(kept["only"])) == ("days-7", "none", ["tag_id"])

    # A calendar: what cannot be chosen is a dot.
    await press("Other days…", "From which day?")
    today = desk.time.now()
    await press(str(today.day), "until which day?")
    await press(str(today.day), f"The chosen days: {today:%d.%m.%Y}")
    assert (await page(desk)).wanted["first"] == f"{today:%Y-%m-%d}"
    assert "✓ Other days…" in desk.labels(shown)

    # Two of one name are told apart.
    await desk.sql(
        "INSERT INTO staff (desk_id, user_id, name, role, username)"
        " SELECT id, 888 + n, 'Maria', 'operator', 'maria_' || n FROM desks, generate_series(1, 2) n"
    )
    await press("Person: all", "Maria (@maria_1)")
    await press("Maria (@maria_2)", "Only: Maria (@maria_2) · tag1")
    assert "Person: Maria (@maria_2)" in desk.labels(shown)

    # What was chosen is there after a restart, and other people's pages are not ours.
    number = (await page(desk)).id
    await desk.sql(
        f"UPDATE report_pages SET staff_id = (SELECT id FROM staff WHERE user_id = 888) WHERE id = {number}"
    )
    assert await desk.press(OLGA, shown, "Today", OLGA) == "This page is too old. Send /report for a new one."


async def test_as_a_workbook_and_as_csv(desk: Stage) -> None:
    """A connection that breaks brings the file later."""
    await two_cases(desk)
    desk.telegram.faults.add("sendDocument", Fault.reset_before(), times=1)
    desk.telegram.say(OLGA, OLGA, "/report today xlsx network:vk")
    await desk.until(lambda: desk.rows(ReportFile))
    await desk.until(lambda: _file(desk, ".xlsx"))
    await desk.calm()
    (sent,) = files(desk)
    today = f"{desk.time.now():%d.%m.%Y}"
    assert desk.text(sent).startswith(f"Report {today} 00:00–")
    assert desk.text(sent).endswith("Network: VK")
    desk.telegram.say(OLGA, OLGA, "/report csv")
    await desk.until(lambda: _file(desk, ".zip"))
    await desk.calm()
    assert await desk.rows(ReportFile) == []


def files(desk: Stage) -> list[Shown]:
    return [one for one in desk.ours(OLGA) if one.media is not None]


async def _file(desk: Stage, ending: str) -> bool:
    """A lane that failed rests a while."""
    found = [one for one in files(desk) if one.media is not None and one.media.file.name.endswith(ending)]
    if not found:
        desk.time.let_pass(1)
    return bool(found)


# --- counting


async def test_progress_stop_one_at_a_time_and_a_restart(stage: Stage) -> None:
    """The facts are locked from outside: whoever counts waits, and says so."""
    async with stage.at_work():
        stage.telegram.start_bot(OLGA)
        await two_cases(stage)
        shown = await says(stage, "/report", "Today: ")
        other = await says(stage, "/report", "Today: ")
        await stage.calm()
        await stage.tick(follow_facts)  # else it would first say that it catches up
        async with stage.engine.connect() as lock:
            await lock.exec_driver_sql("LOCK TABLE case_facts IN ACCESS EXCLUSIVE MODE")
            assert await stage.press(OLGA, shown, "Show", OLGA) == "One moment…"
            busy = "A report of yours is being counted already. Wait for it, or stop it."
            assert await stage.press(OLGA, other, "XLSX", OLGA) == busy
            assert await stage.press(OLGA, shown, "Yesterday", OLGA) == busy, "an old button"
            await stage.telegram.wait(lambda: stage.time.sleeps(0.1, 1))
            stage.time.let_pass(1)
            await stage.says(shown, "⏳ Counting…")
            assert stage.labels(shown) == ["Stop"]
            assert await stage.press(OLGA, shown, "Stop", OLGA) == "Stopped."
            await stage.telegram.wait(lambda: "Show" in stage.labels(shown))
            assert "Stopped." in stage.text(shown)
            await stage.telegram.wait(lambda: stage.time.sleeps(1, 3))
            stage.time.let_pass(3)
            await stage.until(lambda: _nobody_waits(stage))

            # Stopped in the middle of it, the program begins anew when it is back.
            assert await stage.press(OLGA, shown, "CSV", OLGA) == "One moment…"
            await stage.until(lambda: stage.rows(ReportPage, ReportPage.state == PageState.COUNTS))
    assert rich(stage) == files(stage) == []
    async with stage.at_work():
        stage.time.let_pass(31)
        await stage.telegram.wait(lambda: files(stage))
        await stage.says(shown, "✅ Done, see below.")
        await stage.calm()
    assert len(files(stage)) == 1


async def _nobody_waits(stage: Stage) -> bool:
    """For the lock."""
    return not await stage.sql("SELECT 1 FROM pg_locks WHERE NOT granted")


async def test_one_that_cannot_be_made_nor_drawn_ends_itself_only(desk: Stage) -> None:
    """Its page is of days that no calendar has before them."""
    await two_cases(desk)
    await says(desk, "/report", "Today: ")
    broken = await page(desk)
    days = '{"span": "", "first": "0001-01-02", "last": "2026-11-22", "only": {}, "against": "before"}'
    await desk.sql(
        f"UPDATE report_pages SET wanted = '{days}', state = 'waits', gives = 'show', step = 'waits',"
        f" asked_at = made_at, not_before = made_at WHERE id = {broken.id}"
    )
    await desk.until(lambda: desk.rows(ReportPage, ReportPage.step == "failed"))
    desk.telegram.say(OLGA, OLGA, "/report today csv")
    await desk.telegram.wait(lambda: files(desk))
    assert desk.desk is not None
    assert not desk.desk.failed.done()


async def test_what_fails_says_so_and_may_be_tried_again(desk: Stage) -> None:
    await two_cases(desk)
    await desk.sql("ALTER TABLE troubles RENAME TO elsewhere")
    shown = await says(desk, "/report today csv", "⚠️ That did not work.")
    assert "Show" in desk.labels(shown)
    await desk.sql("ALTER TABLE elsewhere RENAME TO troubles")
    await desk.press(OLGA, shown, "CSV", OLGA)
    await desk.telegram.wait(lambda: files(desk))
    await desk.says(shown, "✅ Done, see below.")
