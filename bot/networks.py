"""The connectors at hand, by the account they serve."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot import lacking
from bot.desk.lacking import deeds_without, without
from bot.desk.view import Texts
from connectors.acting import Acts
from connectors.addresses import Reach
from connectors.base import Capabilities, Capability, Connector, Deed, Json
from connectors.files import NamesFiles
from connectors.standing import Warns
from storage.models import HAND

Able = Callable[[int, Json], Capabilities]
"""What can be done now with the message of an account (its id) that a target came with."""

NOT_CONNECTED = Capabilities(reply=Capability(supported=False, reason="why-not-connected"))
BY_HAND = Capabilities(reply=Capability(supported=False, reason="why-by-hand"))
"""Of what no network brought."""


def needs(connector: Connector, texts: Texts) -> list[str]:
    """What a person should mend in the account, after `start` has looked at it."""
    warnings = connector.warnings if isinstance(connector, Warns) else ()
    return [texts(f"needs-{one.key}", **one.args) for one in warnings]


class Networks:
    """Filled at the start; an account that is no longer configured stays readable but cannot be answered."""

    def __init__(self) -> None:
        self._of_account: dict[int, Connector] = {}
        self._lacks: Mapping[int, frozenset[str]] = {}

    def add(self, account_id: int, connector: Connector) -> None:
        self._of_account[account_id] = connector

    def of(self, account_id: int) -> Connector | None:
        return self._of_account.get(account_id)

    def reach(self, account_id: int, otherwise: Reach) -> Reach:
        """How files of an account are fetched; `otherwise` where that is not known (any more)."""
        connector = self.of(account_id)
        return connector.reach if isinstance(connector, NamesFiles) else otherwise

    def capabilities(self, account_id: int, target: Json, now: datetime) -> Capabilities:
        connector = self.of(account_id)
        if connector is None:
            return BY_HAND if target.get("kind") == HAND else NOT_CONNECTED
        return without(connector.capabilities(target, now), self._lacks.get(account_id, ()))

    def own(
        self, account_id: int, target: Json, sent_at: datetime, now: datetime
    ) -> Mapping[Deed, Capability]:
        """What can be done to an answer of ours to that target."""
        connector = self.of(account_id)
        if not isinstance(connector, Acts):
            return {}
        return deeds_without(connector.own(target, sent_at, now), self._lacks.get(account_id, ()))

    async def learn(self, session: AsyncSession, *, some: bool = True) -> None:
        """What was refused since, in whatever process. `some`: whether anything was, a moment ago: others may have learned
        more meanwhile.
        """
        if some or self._lacks:
            self._lacks = await lacking.known(session)

    def __iter__(self) -> Iterator[tuple[int, Connector]]:
        return iter(self._of_account.items())
