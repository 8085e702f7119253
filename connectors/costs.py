"""What a network takes money for."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Cost:
    """Of one answer, in `currency` (ISO 4217). `with_link`: of one with an address in it, where that is another."""

    amount: Decimal
    currency: str
    with_link: Decimal | None = None

    def of(self, text: str) -> Decimal:
        links = "://" in text or "www." in text.lower()
        return self.with_link if links and self.with_link is not None else self.amount
