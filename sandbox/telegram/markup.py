"""reply_markup: parsing and checking.

Rows and buttons are read as the official server reads them. Stricter in one point: a button with more than one
action is refused, as the documentation of InlineKeyboardButton demands, where the real server takes the first.
The number of buttons is bounded by what the community found (facts/telegram.md, section 2).
"""

from .errors import bad
from .fields import Fields, array, parsed
from .model import Button, Chat, Json, Keyboard, Markup
from .texts.links import WrongLink, check_link

ACTIONS = (
    "url",
    "callback_data",
    "web_app",
    "login_url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "copy_text",
    "callback_game",
    "pay",
    "disabled",
)
MAY_BE_EMPTY = ("switch_inline_query", "switch_inline_query_current_chat")
STYLES = ("danger", "success", "primary")
MAX_BUTTONS = 100
MAX_ROW = 8


def parse_markup(raw: str, chat: Chat, *, ephemeral: bool = False) -> Markup:
    """The markup of a message sent to `chat`. Raises ApiError."""
    if not raw:
        return Markup()
    fields = Fields(
        parsed(raw, "Can't parse reply keyboard markup JSON object"), "Object expected as reply markup"
    )
    rows = inline_rows(fields.raw.get("inline_keyboard"))
    if rows:
        check_size(rows)
        check_place(rows, chat, ephemeral=ephemeral)
        return Markup(rows)
    return Markup(other=tuple(other_markup(fields).items()))


def inline_rows(value: object) -> Keyboard:
    if value is None:
        return ()
    if not isinstance(value, list):
        raise bad('Field "inline_keyboard" must be of type Array')
    rows: list[tuple[Button, ...]] = []
    for row in value:
        if not isinstance(row, list):
            raise bad('Field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays')
        if row:
            rows.append(tuple(parse_button(each) for each in row))
    return tuple(rows)


def other_markup(fields: Fields) -> Json:
    """ForceReply, a reply keyboard, its removal: kept as sent, because such messages can never be edited."""
    placeholder = fields.optional_text("input_field_placeholder")
    if placeholder is not None and len(placeholder) > 64:
        raise bad("INPUT_FIELD_PLACEHOLDER_TOO_LONG")
    kinds = [
        fields.flag("force_reply"),
        fields.flag("remove_keyboard"),
        bool(array(fields.raw.get("keyboard"))),
    ]
    return fields.raw if any(kinds) else {}


def parse_button(value: object) -> Button:
    if not isinstance(value, dict):
        raise bad("Can't parse inline keyboard button: InlineKeyboardButton must be an Object")
    fields = ButtonFields(value)
    text = fields.text("text")
    style = (fields.optional_text("style") or "").lower()
    if style not in ("", "default", *STYLES):
        raise bad("Can't parse inline keyboard button: invalid button style specified")
    actions = [name for name in ACTIONS if used(name, fields.raw.get(name))]
    if not actions:
        raise bad("Can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    if not text.strip():
        raise bad("Inline keyboard button text must be non-empty")
    if len(actions) > 1:
        raise bad("BUTTON_TYPE_INVALID")
    return Button(
        text=text,
        style=style if style in STYLES else None,
        icon_custom_emoji_id=fields.optional_text("icon_custom_emoji_id"),
        callback_data=callback_data(fields),
        url=url(fields.optional_text("url"), "URL"),
        web_app=url(inner(fields, "web_app", "url"), "Web App URL", https_only=True),
        login_url=url(inner(fields, "login_url", "url"), "login URL"),
        copy_text=copied(inner(fields, "copy_text", "text")),
        switch_inline_query=fields.optional_text("switch_inline_query"),
        switch_inline_query_current_chat=fields.optional_text("switch_inline_query_current_chat"),
        disabled=used("disabled", fields.raw.get("disabled")),
    )


class ButtonFields(Fields):
    """Complaints about a button are prefixed by the server."""

    def __init__(self, value: object) -> None:
        super().__init__(value, "Can't parse inline keyboard button: InlineKeyboardButton must be an Object")

    def text(self, name: str) -> str:
        if self.raw.get(name) is None:
            raise bad(f"Can't parse inline keyboard button: Can't find field \"{name}\"")
        return super().text(name)

    def optional_text(self, name: str) -> str | None:
        value = self.raw.get(name)
        if isinstance(value, bool | list | dict):
            raise bad(f'Can\'t parse inline keyboard button: Field "{name}" must be of type String')
        return super().optional_text(name)


def used(name: str, value: object) -> bool:
    """Empty strings and false do not count; an empty object does."""
    return value is not None and value is not False and (value != "" or name in MAY_BE_EMPTY)


def inner(fields: Fields, name: str, key: str) -> str | None:
    if fields.raw.get(name) is None:
        return None
    complaint = f'Can\'t parse inline keyboard button: Field "{name}" must be of type Object'
    return Fields(fields.raw[name], complaint).text(key)


def callback_data(fields: Fields) -> str | None:
    data = fields.optional_text("callback_data") or None
    if data is not None and len(data.encode()) > 64:
        raise bad("BUTTON_DATA_INVALID")
    return data


def url(link: str | None, kind: str, *, https_only: bool = False) -> str | None:
    if not link:
        return None
    try:
        return check_link(link, https_only=https_only)
    except WrongLink as wrong:
        prefix = "Inline keyboard button " + kind.removesuffix("URL")
        raise bad(f"{prefix}URL '{link}' is invalid: {wrong}") from None


def copied(text: str | None) -> str | None:
    if text is not None and not 1 <= len(text) <= 256:
        raise bad("BUTTON_COPY_TEXT_INVALID")
    return text


def check_size(rows: Keyboard) -> None:
    if sum(len(row) for row in rows) > MAX_BUTTONS or any(len(row) > MAX_ROW for row in rows):
        raise bad("reply markup is too long")


def check_place(rows: Keyboard, chat: Chat, *, ephemeral: bool) -> None:
    """web_app works in private chats only; login_url not in ephemeral messages (Bot API 10.2)."""
    buttons = [button for row in rows for button in row]
    if chat.is_group and any(button.web_app for button in buttons):
        raise bad("BUTTON_TYPE_INVALID")
    if ephemeral and any(button.login_url for button in buttons):
        raise bad("BUTTON_TYPE_INVALID")
