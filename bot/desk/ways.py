"""By what a customer was answered, if not by the network: buttons, and how `/answered` is read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.desk.view import Button, Command, Texts
from storage.models import Elsewhere

WAYS: Sequence[Elsewhere] = (Elsewhere.PHONE, Elsewhere.EMAIL, Elsewhere.OTHER)
"""Old buttons carry places in it: new ones are added at the end."""
SIGNS: Mapping[Elsewhere, str] = {Elsewhere.PHONE: "📞", Elsewhere.EMAIL: "📧", Elsewhere.OTHER: "🤝"}

SPOKEN: Mapping[Elsewhere, frozenset[str]] = {
    Elsewhere.PHONE: frozenset(
        [
            "phone",
            "call",
            "called",
            "телефон",
            "телефону",
            "звонок",
            "телефона",
            "обаждане",
            "telefon",
            "telefonicznie",
        ]
    ),
    Elsewhere.EMAIL: frozenset("email e-mail mail почта почте письмо письмом имейл поща mejl mailem".split()),  # noqa: SIM905
    Elsewhere.OTHER: frozenset("other otherwise иначе другое друго inaczej".split()),  # noqa: SIM905
}
"""What people call them, in every language of the desk: whoever types it has no list before them."""


def pack(way: Elsewhere, draft: int = 0) -> int:
    """What a button carries."""
    return draft * 10 + WAYS.index(way)


def unpack(arg: int) -> tuple[Elsewhere, int]:
    """The way, and the draft it is about. Raises IndexError for what we never packed."""
    draft, place = divmod(arg, 10)
    return WAYS[place], draft


def read(args: str) -> tuple[Elsewhere, str]:
    """`/answered phone He comes on Friday`. Without a way's name, all of it are the words."""
    first, _, rest = args.strip().partition(" ")
    for way, names in SPOKEN.items():
        if first.casefold().rstrip(":,") in names:
            return way, rest.strip()
    return Elsewhere.OTHER, args.strip()


def rows(
    command: Command, texts: Texts, draft: int = 0, number: int | None = None
) -> tuple[tuple[Button, ...], ...]:
    """A button for each way. `number`: which of several drafts on the card it is about."""
    buttons = [Button(_label(way, texts, number), command, pack(way, draft)) for way in WAYS]
    return (tuple(buttons[:2]), tuple(buttons[2:]))


def _label(way: Elsewhere, texts: Texts, number: int | None) -> str:
    label = f"{SIGNS[way]} " + texts("button-way", way=way.value)
    return label if number is None else f"{label} {number}"
