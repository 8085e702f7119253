"""What modified clients, channels and other bots send, on the wire."""

from __future__ import annotations

from sandbox.faults import Fault
from storage.models import Case, Draft, Event, Note, Role, Staff, Update, UpdateState
from tests.flows.given import NINA, given
from tests.flows.stage import ANNA, OLGA, OPERATORS, STRANGER, VERA, Stage
from tests.flows.words import hears, told

CHANNEL = -1001000000777
AWAY = {"ok": False, "error_code": 502, "description": "Bad Gateway"}


async def forged(desk: Stage, who: int, message: object, data: str, chat: int = OPERATORS) -> str | None:
    """The toast; None: silence."""
    answer = await desk.telegram.forge(who, chat, message, data).answered()  # type: ignore[arg-type]
    return answer.text or None


async def test_forged_buttons_do_nothing_elsewhere(desk: Stage) -> None:
    desk.comment("Where is my parcel?")
    first = await desk.card("Where is my parcel?")
    desk.comment("And mine?", who=VERA)
    second = await desk.card("And mine?")
    await given(desk, NINA, Role.SUPERVISOR)
    before = [desk.text(first), desk.text(second)]

    # A page of one's own is not drawn where others read, nor over a card; nor is a private chat open by it.
    assert await forged(desk, OLGA, first, "s2::1") is None
    assert await forged(desk, NINA, first, "r1:list:0:0:") is None
    assert [one.private_at for one in await desk.rows(Staff, Staff.user_id == NINA)] == [None]

    # One case's card does not become a pointer to another one's.
    assert await forged(desk, ANNA, first, "o1:more:2:1:0") is None
    # What no button of ours carries is refused in words, or politely out of date.
    for data in ("o1:deed:1:1:9999", "o1:else>:1:1:9", "o1:cust!:1:1:63", "h1:notice:notice:boo"):
        assert await forged(desk, OLGA, first, data) is not None or data.startswith("h1")
    assert "out of date" in (await forged(desk, ANNA, first, f"o1:claim:{2**70}:1:0") or "")
    await desk.calm()
    assert [desk.text(first), desk.text(second)] == before
    assert await desk.rows(Update, Update.state == UpdateState.PARKED) == []
    assert {one.kind for one in await desk.rows(Event)}.isdisjoint({"claim", "setting"})


async def test_in_a_public_group_only_members_act(desk: Stage) -> None:
    """Anybody may press there. Telegram tells who is a member; where it does not, a stranger is none."""
    desk.telegram.chat_of(OPERATORS).username = "nordlicht_care"
    desk.comment("Where is my parcel?")
    card = await desk.card("Where is my parcel?")
    assert await forged(desk, STRANGER, card, "o1:claim:1:1:0") is None
    desk.telegram.faults.add("getChatMember", Fault.error(502, AWAY))
    assert await forged(desk, STRANGER, card, "o1:claim:1:1:0") is None
    desk.telegram.faults.clear()
    assert await desk.rows(Staff, Staff.user_id == STRANGER) == []
    assert await desk.press(ANNA, card, "Claim") == "#1 is yours."
    desk.telegram.set_member_status(ANNA, OPERATORS, "kicked")
    await desk.sql(f"UPDATE staff SET left_at = NULL WHERE user_id = {ANNA}")  # the news of it was lost
    assert await forged(desk, ANNA, card, "o1:resolve:1:2:0") is None
    assert [one.status for one in await desk.rows(Case)] == ["open"]


async def test_who_writes_as_a_channel_is_nobody(desk: Stage) -> None:
    """Whoever has a channel may write in its name: that proves neither membership nor a role."""
    desk.comment("Where is my parcel?")
    card = await desk.card("Where is my parcel?")
    for number, words in enumerate(("// it was me", "An answer", "/claim", "/setup"), 50):
        _as_channel(desk, number, words, card.message_id)
    await hears(desk, "You write anonymously.", OPERATORS)
    await desk.calm()
    assert len(told(desk, "You write anonymously.", OPERATORS)) == 4, (
        "/note is no command of ours, and a reply"
    )
    assert await desk.rows(Note) == []
    assert await desk.rows(Draft) == []
    assert [one.holder_id for one in await desk.rows(Case)] == [None]


def _as_channel(desk: Stage, number: int, words: str, reply_to: int) -> None:
    place = desk.telegram.chat_of(OPERATORS)
    group = {"id": OPERATORS, "type": "supergroup", "title": "Customer care"}
    bot = {"id": desk.telegram.bot.id, "is_bot": True, "first_name": "Otklik"}
    about = {"message_id": reply_to, "date": 1, "chat": group, "from": bot, "text": "card"}
    message = {
        "message_id": number,
        "date": int(desk.time.seconds()),
        "chat": group,
        "from": {"id": 136817688, "is_bot": True, "first_name": "Channel"},
        "sender_chat": {"id": CHANNEL, "type": "channel", "title": "My channel"},
        "text": words,
        "reply_to_message": about,
    }
    if words.startswith("/") and not words.startswith("//"):
        message["entities"] = [{"type": "bot_command", "offset": 0, "length": len(words.split()[0])}]
    desk.telegram.tell("message", place, message)
