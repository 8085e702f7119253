"""How a community of ours stands with VK: whose each token is, what it may do, what a person should mend.

Kinds of tokens and their methods: VKCOM/vk-api-schema 5.199, access_token_type; rights of the community's token by
groups.getTokenPermissions, of a person's by account.getAppPermissions (dev.vk.com, "Access rights": the bits).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from connectors.errors import ConnectorError, Permanent, Permission
from connectors.standing import Lack, Notice, Powers, TokenSeen
from connectors.vk.answers import read_managed, read_own_group
from connectors.vk.client import Client, Slot
from connectors.vk.settings import read_rights
from connectors.vk.sharing import Shared
from connectors.vk.values import number

USER_RIGHTS: Mapping[str, int] = {
    "photos": 1 << 2,
    "video": 1 << 4,
    "wall": 1 << 13,
    "docs": 1 << 17,
    "groups": 1 << 18,
    "notifications": 1 << 19,
    "market": 1 << 27,
}
KINDS: Mapping[Slot, str] = {Slot.COMMUNITY: "community", Slot.SERVICE: "service", Slot.ADMIN: "user"}
"""What kind of token belongs where."""
NOTICES: Mapping[Slot, tuple[str, str]] = {
    Slot.SERVICE: ("vk-service-refused", "vk-service-check"),
    Slot.ADMIN: ("vk-admin-refused", "vk-admin-check"),
}
"""Refused; a human is needed. The community's own token is no notice: without it nothing goes on."""
READS_TOO = (Slot.SERVICE, "user")
"""A person's token reads what a service token reads."""


class Ability(NamedTuple):
    """`by`: the tokens that can do it, the first one preferred, each with the rights it needs (facts/vk.md, section 0)."""

    name: str
    by: Mapping[Slot, tuple[str, ...]]


ABILITIES = (
    Ability("vk-comments", {Slot.COMMUNITY: ("manage", "wall")}),
    Ability("vk-messages", {Slot.COMMUNITY: ("manage", "messages")}),
    Ability("vk-photos", {Slot.COMMUNITY: ("photos",)}),
    Ability("vk-documents", {Slot.COMMUNITY: ("docs",)}),
    Ability("vk-close", {Slot.COMMUNITY: ("wall",), Slot.ADMIN: ("wall",)}),
    Ability("vk-posts", {Slot.SERVICE: (), Slot.ADMIN: ("wall",)}),
    Ability("vk-missed", {Slot.SERVICE: (), Slot.ADMIN: ("wall",)}),
    Ability("vk-search", {Slot.SERVICE: (), Slot.ADMIN: ()}),
    Ability("vk-hide", {Slot.ADMIN: ("wall",)}),
    Ability("vk-edit", {Slot.ADMIN: ("wall",)}),
    Ability("vk-like", {Slot.ADMIN: ("wall",)}),
    Ability("vk-ban", {Slot.ADMIN: ("groups",)}),
    Ability("vk-photo-comments", {Slot.ADMIN: ("photos",)}),
    Ability("vk-video-comments", {Slot.ADMIN: ("video",)}),
    Ability("vk-market-comments", {Slot.ADMIN: ("market",)}),
    Ability("vk-topics", {Slot.ADMIN: ("groups",)}),
    Ability("vk-mentions", {Slot.ADMIN: ()}),
)


async def refuse_another(client: Client, group_id: int) -> None:
    """Raises Permission if the community's token is another community's: VK shows everybody's name to everybody."""
    try:
        own = read_own_group(await client.ask(Slot.COMMUNITY, "groups.getById", {}))
    except Permanent:
        return  # whatever is wrong, the calls that matter will say it
    if own is not None and own != group_id:
        raise Permission(f"the token is of community {own}, not of {group_id}")


async def try_others(client: Client, group_id: int) -> list[Notice]:
    """Whether VK takes the service and the administrator's token; `token_notices` knows afterwards."""
    found: list[Notice] = []
    for slot in (Slot.SERVICE, Slot.ADMIN):
        if slot not in client.shared:
            continue
        try:
            answer = await client.ask(slot, "groups.getById", {"group_id": group_id})
        except ConnectorError:
            continue
        if slot is Slot.ADMIN and read_managed(answer, group_id) is False:
            found.append(Notice("vk-admin-not-manager"))
    return found


def token_notices(shared: Mapping[Slot, Shared]) -> Iterator[Notice]:
    """What is wrong with the service and the administrator's token, by what calls have shown."""
    for slot, (refused, check) in NOTICES.items():
        token = shared.get(slot)
        if token is None:
            continue
        if token.refused is not None:
            yield Notice(refused, about=token.about)
        elif token.checks:
            link = next((each.link for each in token.checks.values() if each.link), None)
            yield Notice(check, {"link": link or "none"}, token.about)


async def look_at_powers(client: Client) -> Powers:
    """Asks VK what each token is. Raises ConnectorError where it cannot be told: the network, or a limit."""
    seen = [await _seen(client, slot) for slot in client.shared]
    of = {Slot(each.slot): each for each in seen if each.kind is not None}
    can: list[str] = []
    cannot: dict[str, Lack] = {}
    for ability in ABILITIES:
        lack = _lack(ability, of)
        if lack is None:
            can.append(ability.name)
        else:
            cannot[ability.name] = lack
    return Powers(seen, can, cannot)


def _lack(ability: Ability, of: Mapping[Slot, TokenSeen]) -> Lack | None:
    """None: one of the tokens can. Else what the first one lacks that is there, or which one is needed."""
    lacks: list[Lack] = []
    for slot, needed in ability.by.items():
        token = of.get(slot)
        if token is None or (token.kind != token.expected and not token.useful):
            continue
        missing = [] if token.rights is None else [right for right in needed if right not in token.rights]
        if not missing:
            return None
        lacks.append(Lack(slot, missing))
    return lacks[0] if lacks else Lack(next(iter(ability.by)))


async def _seen(client: Client, slot: Slot) -> TokenSeen:
    """A community's token, a person's or a service token: each has a method that VK allows it alone."""
    expected = KINDS[slot]
    try:
        rights = read_rights(await client.ask(slot, "groups.getTokenPermissions", {}))
        return TokenSeen(slot, expected, "community", rights)
    except Permanent as error:
        if not isinstance(error, Permission) or error.code in REFUSED:
            return TokenSeen(slot, expected, None, error=error)
    try:
        mask = number(await client.ask(slot, "account.getAppPermissions", {})) or 0
        rights = [name for name, bit in USER_RIGHTS.items() if mask & bit]
        return TokenSeen(slot, expected, "user", rights, useful=(slot, "user") == READS_TOO)
    except Permission as error:
        if error.code in REFUSED:
            return TokenSeen(slot, expected, None, error=error)
        return TokenSeen(slot, expected, "service", ())
    except Permanent as error:
        return TokenSeen(slot, expected, None, error=error)


REFUSED: Sequence[int] = (5, 28, 1117)
"""VK does not know the token (any more)."""
