"""`/find` at the wire: what was said, and by whom; pages that stay as they were; who may, and who sees it."""

from __future__ import annotations

from sandbox.telegram import Message as Shown
from storage.models import Case, Message, Note, Search
from tests.flows.stage import ANNA, BORIS, DELIVERY, OLGA, OPERATORS, PETR, STRANGER, VERA, Stage
from tests.flows.words import hears, in_private, link_to, links


async def finds(desk: Stage, words: str, says: str, who: int = ANNA) -> Shown:
    """Search in the group, and what only this person sees of it."""
    desk.telegram.say(who, OPERATORS, f"/find {words}")
    return await desk.whisper(who, says)


def bold(desk: Stage, shown: Shown) -> list[str]:
    """Offsets of entities count UTF-16."""
    raw = desk.telegram.text_of(shown).encode("utf-16-le")
    found = [one for one in shown.entities if one.type == "bold"]
    return [raw[2 * one.offset : 2 * one.end].decode("utf-16-le").strip("\u2068\u2069") for one in found]


async def test_what_was_said_is_found_in_other_forms_of_the_words(desk: Stage) -> None:
    desk.comment("Когда придёт моя посылка? Жду <b>неделю</b>")
    card = await desk.card("посылка")
    broken = desk.comment("The parcels arrived broken", who=VERA)
    await desk.card("arrived broken")
    shown = await finds(desk, "посылки неделя", "🔎 посылки · неделя")
    head, count, hit, said = [line for line in desk.text(shown).splitlines() if line]
    assert (head, count) == ("🔎 посылки · неделя", "1 case")
    assert hit == f"🔴 #1 · Tim Becker · {desk.time.now():%d.%m.%Y}"
    assert said.startswith("Когда придёт моя посылка? Жду")
    assert bold(desk, shown) == ["посылки", "неделя", "#1", "посылка", "неделю"]
    assert links(shown) == [link_to(card)]
    assert desk.labels(shown) == ["#1", "Close"]
    assert not desk.telegram.ephemerals(OPERATORS, BORIS)

    desk.telegram.say(ANNA, OPERATORS, "// обещали вернуть деньги", reply_to=card.message_id)
    desk.telegram.say(ANNA, OPERATORS, "Ваш заказ уже едет", reply_to=card.message_id)
    await desk.until(lambda: desk.rows(Message, Message.direction == "out"))
    assert "🗒 note Anna: обещали вернуть деньги" in desk.text(await finds(desk, "деньгам", "деньгам"))
    assert "↩ we Anna: Ваш заказ уже едет" in desk.text(await finds(desk, "заказы", "заказы"))
    desk.vk.delete_comment(broken)
    await desk.until(lambda: desk.rows(Message, Message.deleted_at.is_not(None)))
    gone = await finds(desk, '"the parcel arrived"', "“the parcel arrived”")
    assert "deleted by its author: The parcels arrived broken" in desk.text(gone)
    assert "Nothing found." in desk.text(await finds(desk, '"arrived parcel"', "“arrived parcel”"))


async def test_a_customer_by_name_and_handle_a_case_by_number(desk: Stage) -> None:
    desk.comment("First")
    await desk.card("First")
    desk.comment("Second", who=VERA)
    await desk.card("Second")
    by_name = desk.text(await finds(desk, "соколова", "соколова"))
    assert "Nothing found." in by_name, "names are found as they are written"
    for asked, head in (("vera sokolova", "🔎 vera · sokolova"), ("vk.com/id5002", "🔎 @id5002")):
        shown = desk.text(await finds(desk, asked, head))
        assert "👤 Vera Sokolova · VK · 1 case" in shown
        assert "#2 · Vera Sokolova" in shown
        assert "#1" not in shown
    assert "Second" in desk.text(await finds(desk, "#2", "🔎 #2\n"))
    desk.telegram.say(ANNA, OPERATORS, "/find is:open today")
    assert "2 cases" in desk.text(await desk.whisper(ANNA, "🔎 open · "))
    assert "Nothing found." in desk.text(await finds(desk, "first is:resolved", "🔎 first · resolved"))


async def test_pages_outlive_a_restart(stage: Stage) -> None:
    async with stage.at_work():
        post = stage.post()
        for number in range(7):
            stage.vk.add_user(7000 + number, f"Customer{number}", "Lang")
            stage.comment(f"Parcel {number} is late", post, who=7000 + number)
        await stage.until(lambda: _cases(stage, 7))
        shown = await finds(stage, "parcels", "7 cases")
        first = stage.labels(shown)
        assert first == ["#7", "#6", "#5", "#4", "#3", "2/2 ›", "Close"]
    stage.comment("Parcel 8 is late", post)
    async with stage.at_work():
        await stage.until(lambda: _cases(stage, 8))
        await stage.press_whisper(ANNA, shown, "2/2 ›")
        await stage.telegram.wait(lambda: "#1" in stage.labels(shown))
        assert stage.labels(shown) == ["#2", "#1", "‹ 1/2", "Close"]
        assert await stage.press_whisper(ANNA, shown, "#2") == "#2 is below."
        below = max(one.message_id for one in stage.cards())
        await stage.telegram.wait(lambda: [one for one in stage.cards() if one.message_id > below])
        (kept,) = await stage.rows(Search)
        assert kept.query == "parcels"
        await stage.sql("DELETE FROM searches")
        toast = await stage.press_whisper(ANNA, shown, "‹ 1/2")
        assert toast == "This result is too old. Search again: /find"


async def _cases(stage: Stage, count: int) -> bool:
    return len(await stage.rows(Case)) == count


async def test_what_says_nothing_is_answered_with_the_reason(desk: Stage) -> None:
    desk.comment("Where is it? & | ! <-> ':*")
    await desk.card("Where is it?")
    await finds(desk, "", "Write what to look for after /find")
    await finds(desk, "?! … '(:", "Write what to look for after /find")
    await finds(desk, "x" * 1000, "That is 1,000 characters, 200 are the most.")
    await finds(desk, "where is the", "Nearly every message has this: where, is, the.")
    await finds(desk, "& | ! <-> ':*' \\ ); DROP TABLE", "🔎 DROP · TABLE")
    left_out = desk.text(await finds(desk, "the parcel is:sleepy", "🔎 parcel\n"))
    assert "Left out, because nearly every message has it: the" in left_out
    assert "Not understood: is:sleepy" in left_out
    assert not await desk.rows(Search), "nothing was found, nothing is kept"


async def test_who_may_search_and_where(desk: Stage) -> None:
    desk.comment("Where is my parcel?")
    card = await desk.card("parcel")
    desk.telegram.say(ANNA, OPERATORS, "// very dear", reply_to=card.message_id)
    await desk.until(lambda: desk.rows(Note))
    await in_private(desk, ANNA)
    desk.telegram.say(ANNA, ANNA, "/find dear")
    shown = await hears(desk, "very dear", ANNA)
    await desk.press(ANNA, shown, "#1", ANNA)
    assert links(await hears(desk, "Case #1 is here: #1", ANNA)) == [link_to(card)]
    await desk.press(ANNA, shown, "Close", ANNA)
    await desk.telegram.wait(lambda: shown not in desk.ours(ANNA))
    desk.telegram.say(OLGA, DELIVERY, "/department Delivery")
    await desk.card("department", DELIVERY)
    desk.telegram.say(PETR, DELIVERY, "/find parcel")
    refused = await desk.whisper(PETR, "You", DELIVERY)
    assert "parcel" not in desk.text(refused)
    await in_private(desk, STRANGER)
    desk.telegram.say(STRANGER, STRANGER, "/find parcel")
    desk.telegram.say(ANNA, ANNA, "/find parcel")
    await hears(desk, "🔎 parcel", ANNA)
    assert not [one for one in desk.ours(STRANGER) if "parcel" in desk.text(one)]
