"""What the settings say of private data: the owner's own patterns, whose phone numbers are known, what is ours."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import BeforeValidator

from bot.accounts import Hint
from bot.desk.privacy import SORTS, Mask

PATTERNS = "names and shapes such as contract: D-####/##; pass: ??######  (# is a figure, ? a letter)"
COUNTRIES = "two-letter countries separated by commas, such as RU,KZ"
CONTACTS = "phone numbers and e-mail addresses separated by commas, such as 8 495 123-45-67, info@example.com"

LONGEST = 40
"""Of a name and of a shape."""


def _patterns(value: str) -> tuple[Mask, ...]:
    masks = [_mask(part) for part in value.split(";") if part.strip()]
    if len({mask.name for mask in masks}) < len(masks):
        raise Hint("a name is there twice")
    return tuple(masks)


def _mask(part: str) -> Mask:
    name, colon, shape = (piece.strip() for piece in part.partition(":"))
    if not colon or not name or not shape:
        raise Hint("each needs a name, a colon and a shape")
    if name.casefold() in SORTS:
        raise Hint(f"{name.casefold()} is found already, choose another name")
    if len(name) > LONGEST or len(shape) > LONGEST:
        raise Hint(f"a name or a shape is longer than {LONGEST} characters")
    if shape.count("#") + shape.count("?") < 3:
        raise Hint("a shape of fewer than three figures and letters is found everywhere")
    return Mask(name, shape)


def _countries(value: str) -> tuple[str, ...]:
    from phonenumbers import SUPPORTED_REGIONS

    codes = tuple(dict.fromkeys(part.upper() for part in re.split(r"[,;\s]+", value) if part))
    if unknown := [code for code in codes if code not in SUPPORTED_REGIONS]:
        raise Hint(f"no such country: {unknown[0][:10]}")
    return codes


def _contacts(value: str) -> tuple[str, ...]:
    contacts = tuple(part.strip() for part in re.split(r"[,;]", value) if part.strip())
    if any("@" not in one and len(re.sub(r"\D", "", one)) < 5 for one in contacts):
        raise Hint("one is neither an e-mail address nor a phone number")
    return contacts


Patterns = Annotated[tuple[Mask, ...], BeforeValidator(_patterns)]
Countries = Annotated[tuple[str, ...], BeforeValidator(_countries)]
Contacts = Annotated[tuple[str, ...], BeforeValidator(_contacts)]
