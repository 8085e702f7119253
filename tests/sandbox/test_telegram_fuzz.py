"""Whatever a client sends, the server answers in its own words: it never breaks."""

from contextlib import suppress

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sandbox.telegram import Limits, TelegramSandbox
from sandbox.telegram.errors import ApiError
from sandbox.telegram.methods import METHODS
from sandbox.telegram.model import Text
from sandbox.telegram.params import Params
from sandbox.telegram.texts import formatted

PIECES = st.sampled_from(
    [
        *("<", ">", "/", "&", ";", "=", '"', "'", " ", "\n", "#", "x", "😀", "ы", "\r", "\u202e"),
        *("<b>", "</b>", "<i>", "</i>", "<a href=", "</a>", "<pre>", "</pre>", "<code>", "</code>", "</>"),
        *(
            "<blockquote expandable>",
            "</blockquote>",
            "<tg-time unix='7' format=r>",
            "</tg-time>",
            "&lt;",
            "&#x1F600;",
        ),
    ]
)
NAMES = (
    "text",
    "callback_data",
    "url",
    "message_id",
    "force_reply",
    "type",
    "emoji",
    "receiver_user_id",
    "disabled",
)
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-5, 5)
    | st.text(max_size=3)
    | st.sampled_from(["https://vk.com", "👍"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(NAMES), inner, max_size=3),
    max_leaves=8,
)
ARGUMENTS = (
    "message_id",
    "text",
    "reply_markup",
    "reply_parameters",
    "link_preview_options",
    "reaction",
    "entities",
    "commands",
    "message_ids",
    "ephemeral_message_parameters",
    "message_thread_id",
    "photo",
    "user_id",
    "receiver_user_id",
    "ephemeral_message_id",
)


def units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


@given(st.lists(PIECES, max_size=12).map("".join))
@settings(deadline=None, max_examples=300)
def test_html_parses_or_is_refused(raw: str) -> None:
    text = Text()
    with suppress(ApiError):
        text = formatted(raw, "HTML")
    for entity in text.entities:
        assert 0 <= entity.offset < entity.end <= units(text.plain)


@given(st.text(max_size=30))
@settings(deadline=None)
def test_escaped_text_is_itself(raw: str) -> None:
    escaped = raw.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert formatted(f"<b>{escaped}</b>", "HTML").plain.strip() == formatted(raw).plain.strip()


@given(
    st.sampled_from(sorted(METHODS)),
    st.dictionaries(st.sampled_from(ARGUMENTS), VALUES, max_size=4),
    st.sampled_from([-1, 1, 2, "@x", None]),
)
@settings(deadline=None, max_examples=300, suppress_health_check=[HealthCheck.too_slow])
def test_every_method_answers(method: str, arguments: dict[str, object], chat_id: object) -> None:
    tg = TelegramSandbox(limits=Limits.off())
    anna = tg.add_user(1, "Anna")
    desk = tg.add_group(-1, "Desk", members=[anna], is_forum=True)
    tg.add_user(2, "Boris")
    tg.start_bot(anna)
    METHODS["sendmessage"](tg, Params.from_json({"chat_id": -1, "text": "card"}))
    tg.say(anna, desk, "hello")
    with suppress(ApiError):
        METHODS[method](tg, Params.from_json({"text": "y", "message_id": 2, **arguments, "chat_id": chat_id}))
