"""What VK remembers: people, communities, walls, dialogs. Plain data and look-ups; nothing is announced here."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from sandbox.vk.media import Attachment


@dataclass(frozen=True)
class Ban:
    """`end_date` 0: for ever. `reason`: groups_ban_info_reason of spec/vk/groups."""

    admin_id: int
    date: int
    end_date: int = 0
    reason: int = 0
    comment: str = ""


@dataclass(eq=False)
class Group:
    """A community. `owner_id` is its id as an owner and an author: negative."""

    id: int
    name: str
    screen_name: str
    members: set[int] = field(default_factory=set)
    strangers: int = 0
    """Members that nobody made up: they only count."""
    bans: dict[int, Ban] = field(default_factory=dict)
    forbids_links: bool = False
    bot_features: bool = True
    """Its messages may bring keyboards."""

    @property
    def owner_id(self) -> int:
        return -self.id

    def bans_now(self, now: int) -> dict[int, Ban]:
        """Who is on the blacklist at this moment."""
        return {who: ban for who, ban in self.bans.items() if not ban.end_date or ban.end_date > now}


@dataclass(eq=False)
class User:
    """A person. `refuses` is the error code (900, 902, 950 …) that every message to them meets."""

    id: int
    first_name: str
    last_name: str
    city: str | None = None
    followers: int | None = None
    screen_name: str | None = None
    deactivated: str | None = None
    refuses: int | None = None

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()


@dataclass(eq=False)
class Post:
    """An entry on a wall. `post_type`: post, suggest, postpone."""

    id: int
    owner_id: int
    from_id: int
    text: str
    date: int
    post_type: str = "post"
    attachments: list[Attachment] = field(default_factory=list)
    comments_closed: bool = False
    deleted: bool = False
    likes: set[int] = field(default_factory=set)
    views: int = 0
    copy_of: "Post | None" = None
    signer_id: int | None = None

    @property
    def url(self) -> str:
        return f"https://vk.com/wall{self.owner_id}_{self.id}"


@dataclass(eq=False)
class Comment:
    """A comment under a post. `parents_stack` is empty, or holds the root: VK's walls have two levels."""

    id: int
    post: Post
    from_id: int
    text: str
    date: int
    reply_to_comment: int | None = None
    reply_to_user: int | None = None
    parents_stack: list[int] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    guid: str = ""
    deleted: bool = False
    edited: int | None = None
    likes: set[int] = field(default_factory=set)

    @property
    def owner_id(self) -> int:
        return self.post.owner_id

    @property
    def url(self) -> str:
        return f"{self.post.url}?reply={self.id}"


@dataclass(eq=False)
class DirectMessage:
    """A message of a dialog with a community. `peer_id` is the person; `out` is 1 when the community wrote it."""

    id: int
    conversation_message_id: int
    peer_id: int
    from_id: int
    out: int
    text: str
    date: int
    random_id: int = 0
    attachments: list[Attachment] = field(default_factory=list)
    admin_author_id: int | None = None
    reply_to: "DirectMessage | None" = None
    keyboard: dict[str, object] | None = None
    payload: str = ""
    forwards: "list[DirectMessage]" = field(default_factory=list)
    geo: dict[str, object] | None = None
    update_time: int | None = None
    deleted: bool = False


@dataclass(eq=False)
class Conversation:
    """A dialog between a community and a person. `in_read`/`out_read` are message ids, as VK counts them."""

    group_id: int
    peer_id: int
    allowed: bool = False
    in_read: int = 0
    out_read: int = 0
    messages: list[DirectMessage] = field(default_factory=list)

    @property
    def visible(self) -> list[DirectMessage]:
        return [message for message in self.messages if not message.deleted]

    @property
    def unread(self) -> int:
        return sum(1 for message in self.visible if not message.out and message.id > self.in_read)


class World:
    """Everything there is. `first_id` is where every counter begins, so that two runs need not share ids."""

    def __init__(self, clock: Callable[[], float], first_id: int = 1) -> None:
        self.clock = clock
        self.first_id = first_id
        self.groups: dict[int, Group] = {}
        self.users: dict[int, User] = {}
        self.posts: dict[tuple[int, int], Post] = {}
        self.comments: dict[tuple[int, int], Comment] = {}
        self.conversations: dict[tuple[int, int], Conversation] = {}
        self._under: dict[Post, list[Comment]] = {}
        self._counters: Counter[str] = Counter()

    def now(self) -> int:
        return int(self.clock())

    def next_id(self, name: str) -> int:
        """Posts and comments of a wall share one counter, as on VK."""
        self._counters[name] += 1
        return self.first_id - 1 + self._counters[name]

    def post(self, owner_id: int, post_id: int) -> Post | None:
        post = self.posts.get((owner_id, post_id))
        return None if post is None or post.deleted else post

    def reposts_of(self, post: Post) -> list[Post]:
        """Newest first."""
        copies = [each for each in self.posts.values() if each.copy_of is post and not each.deleted]
        return copies[::-1]

    def comments_of(self, post: Post) -> list[Comment]:
        """All comments of a post in the order they came, the deleted among them."""
        return self._under.get(post, [])

    def add_comment(self, comment: Comment) -> None:
        self.comments[comment.owner_id, comment.id] = comment
        self._under.setdefault(comment.post, []).append(comment)

    def conversation(self, group_id: int, peer_id: int) -> Conversation:
        key = (group_id, peer_id)
        if key not in self.conversations:
            self.conversations[key] = Conversation(group_id, peer_id)
        return self.conversations[key]

    def conversations_of(self, group_id: int) -> list[Conversation]:
        """The dialogs of a community that hold a message, the latest first."""
        mine = [each for each in self.conversations.values() if each.group_id == group_id and each.visible]
        return sorted(mine, key=lambda each: each.visible[-1].id, reverse=True)

    def messages_of(self, group_id: int) -> list[DirectMessage]:
        return [m for each in self.conversations.values() if each.group_id == group_id for m in each.messages]

    def user_by_name(self, screen_name: str) -> User | None:
        return next((user for user in self.users.values() if user.screen_name == screen_name), None)

    def group_by_name(self, screen_name: str) -> Group | None:
        return next((group for group in self.groups.values() if group.screen_name == screen_name), None)

    def name_of(self, from_id: int) -> str:
        """The name of an author, person or community."""
        if from_id < 0:
            group = self.groups.get(-from_id)
            return group.name if group else f"club{-from_id}"
        user = self.users.get(from_id)
        return user.name if user else f"id{from_id}"
