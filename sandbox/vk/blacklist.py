"""A community's blacklist, each act with the event it causes (facts/vk.md, section 1: user_block)."""

from sandbox.vk.events import Events
from sandbox.vk.state import Ban, Group, World


class Blacklist:
    """Acts on it. Who is on it comments nothing of the community's, and gets no messages."""

    def __init__(self, world: World, events: Events) -> None:
        self.world = world
        self.events = events

    def ban(self, group: Group, user_id: int, ban: Ban) -> None:
        """A second ban takes the place of the first."""
        group.bans[user_id] = ban
        told = {"admin_id": ban.admin_id, "user_id": user_id, "unblock_date": ban.end_date}
        self.events.emit(group.id, "user_block", {**told, "reason": ban.reason, "comment": ban.comment})

    def lift(self, group: Group, user_id: int, admin_id: int) -> bool:
        """False: they are not on it."""
        if user_id not in group.bans_now(self.world.now()):
            return False
        del group.bans[user_id]
        told = {"admin_id": admin_id, "user_id": user_id, "by_end_date": 0}
        self.events.emit(group.id, "user_unblock", told)
        return True

    def refuses(self, owner_id: int, user_id: int) -> bool:
        """Whether a person may not write under what belongs to `owner_id`."""
        group = self.world.groups.get(-owner_id)
        return group is not None and user_id in group.bans_now(self.world.now())
