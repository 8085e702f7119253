"""What should not stand where everybody can read it: phone numbers, e-mail addresses, cards, order numbers. Pure.

What is found is told by its sort alone: the words themselves go nowhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from phonenumbers import PhoneNumberMatcher, PhoneNumberType, number_type

EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{2,63})+")
CARD = re.compile(r"(?<![\d+])\d(?:[ \u00a0-]?\d){12,18}(?!\d)", re.ASCII)
ORDER = re.compile(
    r"(?:заказ|поръчк|накладн|договор|трек|order|tracking|invoice|zam[oó]wieni|przesyłk)"
    r"\w{0,6}\W{0,3}(?:(?:номер|number|numer|no|nr)\w{0,2}\W{0,3})?[#№]?\s?[a-zа-я]{0,4}-?\d[\d-]{3,}"
    r"(?![\d-]|\s?(?:руб|р\b|₽|тенге|тг\b|грн|лв|zł|€|\$|eur|usd|euro))",
    re.IGNORECASE,
)
"""A word for an order, and at least four figures soon after it that are no price: `заказ № 1234`, `order AB-10045`."""
COMPANYS = (PhoneNumberType.TOLL_FREE, PhoneNumberType.SHARED_COST, PhoneNumberType.UAN)
"""Numbers of this kind are nobody's own."""
FIGURES = re.compile(r"\d\D{0,3}\d\D{0,3}\d")

PUBLIC = frozenset({"comment", "post", "repost", "mention", "review"})
"""Kinds of words (`connectors.base.Kind`) that everybody can read, and whose answers everybody can."""

PHONE_SORT, EMAIL_SORT, CARD_SORT, ORDER_SORT = "phone", "email", "card", "order"
SORTS = (PHONE_SORT, EMAIL_SORT, CARD_SORT, ORDER_SORT)
"""What the program knows by itself; the owner's own sorts are told by the names they gave."""


@dataclass(frozen=True, slots=True)
class Mask:
    """The owner's pattern: in `shape` a `#` is a figure, a `?` a letter, all else itself."""

    name: str
    shape: str

    @property
    def expression(self) -> str:
        parts = {"#": "[0-9]", "?": "[^\\W\\d_]"}
        return r"(?<!\w)" + "".join(parts.get(sign, re.escape(sign)) for sign in self.shape) + r"(?!\w)"


@dataclass(frozen=True)
class Privacy:
    """What counts as private. `regions`: countries whose phone numbers are known without their `+`, as `RU`.

    `ours`: addresses and numbers of our own, which anybody may read.
    """

    regions: tuple[str, ...] = ("RU",)
    masks: tuple[Mask, ...] = ()
    ours: tuple[str, ...] = ()

    def sorts(self, text: str) -> tuple[str, ...]:
        """The sorts of private data in a text, in a fixed order; none for most."""
        return tuple(dict.fromkeys(self._found(text)))

    def _found(self, text: str) -> Iterable[str]:
        if FIGURES.search(text) and self._phone(text):
            yield PHONE_SORT
        if any(_plain(found[0]) not in self._ours for found in EMAIL.finditer(text)):
            yield EMAIL_SORT
        if any(_is_card(found[0]) for found in CARD.finditer(text)):
            yield CARD_SORT
        if ORDER.search(text):
            yield ORDER_SORT
        for name, expression in self._masks:
            if expression.search(text):
                yield name

    def _phone(self, text: str) -> bool:
        return any(
            number_type(found.number) not in COMPANYS
            and not ({_plain(found.raw_string), str(found.number.national_number)} & self._ours)
            for region in self.regions
            for found in PhoneNumberMatcher(text, region)
        )

    @cached_property
    def _ours(self) -> frozenset[str]:
        told = [_plain(one) for one in self.ours]
        return frozenset(told) | {
            one.removeprefix(code) for one in told for code in ("8", "7") if len(one) == 11
        }

    @cached_property
    def _masks(self) -> Sequence[tuple[str, re.Pattern[str]]]:
        return [(mask.name, re.compile(mask.expression, re.IGNORECASE)) for mask in self.masks]


def _plain(written: str) -> str:
    """An address in small letters; of a number its figures."""
    return written.casefold() if "@" in written else re.sub(r"\D", "", written)


def _is_card(written: str) -> bool:
    """By the check digit every card has (ISO/IEC 7812-1, Luhn); one figure repeated is none."""
    figures = [int(sign) for sign in written if sign.isdigit()]
    if len(set(figures)) == 1:
        return False
    doubled = (sum(divmod(2 * figure, 10)) for figure in figures[-2::-2])
    return (sum(figures[-1::-2]) + sum(doubled)) % 10 == 0
