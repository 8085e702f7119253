"""Answers of API methods → what the desk speaks. Pure."""

from __future__ import annotations

import html
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from connectors.base import Attempt, Profile, Sent
from connectors.errors import Transient
from connectors.vk import links
from connectors.vk.comments import read_comment, words_of
from connectors.vk.files import same_files
from connectors.vk.places import WALL, Place
from connectors.vk.scene import Scene
from connectors.vk.values import Odd, items, mapping, moment, number, storable, text

SKEW = timedelta(seconds=60)
"""How far VK's clock may be behind ours when we look for what we sent. Too little would send an answer twice; too
much can only find the same words given to the same message a minute before."""


def read_group(answer: object, group_id: int) -> Profile:
    """groups.getById: `{"groups": […]}` since API 5.131 or so, a bare list before."""
    listed = items(mapping(answer).get("groups")) or items(answer)
    group = next((each for each in map(mapping, listed) if number(each.get("id")) == group_id), {})
    return Profile(
        str(-group_id),
        name=_name(group.get("name")),
        url=links.profile_url(-group_id),
        city=_city(group),
        followers=number(group.get("members_count")),
        deactivated=bool(group.get("deactivated")),
    )


def read_own_group(answer: object) -> int | None:
    """groups.getById without an id, asked with a community's token: which community that is."""
    listed = items(mapping(answer).get("groups")) or items(answer)
    return number(mapping(listed[0]).get("id")) if len(listed) == 1 else None


def read_managed(answer: object, group_id: int) -> bool | None:
    """groups.getById, asked with a person's token: whether they manage the community (schema: groups_group.is_admin)."""
    listed = items(mapping(answer).get("groups")) or items(answer)
    group = next((each for each in map(mapping, listed) if number(each.get("id")) == group_id), {})
    told = group.get("is_admin")
    return None if told is None else told in (1, "1", True)


def read_allowed(answer: object) -> bool:
    """messages.isMessagesFromGroupAllowed."""
    return mapping(answer).get("is_allowed") in (1, "1", True)


def read_user(answer: object, user_id: int) -> Profile:
    """users.get: any field may be missing; somebody unknown to VK is no entry at all."""
    user = next((each for each in map(mapping, items(answer)) if number(each.get("id")) == user_id), {})
    return Profile(
        str(user_id),
        name=_name(f"{text(user.get('first_name'))} {text(user.get('last_name'))}"),
        url=links.profile_url(user_id),
        city=_city(user),
        followers=number(user.get("followers_count")),
        deactivated=bool(user.get("deactivated")),
    )


def read_created(answer: object, place: Place, target: Mapping[str, Any]) -> Sent | None:
    """wall.createComment tells `{comment_id, parents_stack}`, the other sections a bare number. None if it does not
    say which comment it made.
    """
    told = mapping(answer)
    comment_id = number(told.get("comment_id")) or number(answer)
    if not comment_id:
        return None
    root = next((found for found in map(number, items(told.get("parents_stack"))) if found), None)
    if root is None and place.threads and place is not WALL:
        root = target.get("root_id")
    owner_id, within = target["owner_id"], target[place.number]
    return Sent(
        place.comment_key(owner_id, within, comment_id),
        place.comment_url(owner_id, within, comment_id, root),
    )


def peer_answer(answer: object, peer_id: int) -> Mapping[str, Any]:
    """messages.send with peer_ids: the entry of this peer, which may hold an `error` in a successful answer."""
    return next((each for each in map(mapping, items(answer)) if number(each.get("peer_id")) == peer_id), {})


def read_sent(message: Mapping[str, Any], group_id: int, peer_id: int) -> Sent | None:
    """A message of ours, as messages.send (`message_id`) or messages.getHistory (`id`) tell of it."""
    own_id = number(message.get("message_id")) or number(message.get("id"))
    key = links.message_key(peer_id, number(message.get("conversation_message_id")), own_id)
    return Sent(key, links.dialog_url(group_id, peer_id)) if key else None


def find_comment(
    comments: Sequence[object], place: Place, attempt: Attempt, since: datetime, scene: Scene
) -> Sent | None:
    """Our comment among those of a thing or thread: by its author, its words, its time and what it answers."""
    for comment in map(mapping, comments):
        told = {
            **comment,
            place.number: attempt.target[place.number],
            place.owner: attempt.target["owner_id"],
        }
        if not _ours(comment, words_of(place, comment), attempt, since, scene.group_id):
            continue
        try:
            where = read_comment(place, told, scene)
        except Odd:
            continue
        if number(comment.get("reply_to_comment")) in (None, 0, attempt.target.get("comment_id")):
            return Sent(where.key, where.url)
    return None


def find_message(messages: Sequence[object], attempt: Attempt, since: datetime, group_id: int) -> Sent | None:
    """Our message in a dialog: by random_id where VK gives it back, else by author, words and time."""
    for message in map(mapping, messages):
        random_id = number(message.get("random_id"))
        mine = (
            random_id == attempt.random_id
            if random_id
            else not message.get("admin_author_id")
            and _ours(message, text(message.get("text")), attempt, since, group_id)
        )
        if mine and (sent := read_sent(message, group_id, attempt.target["peer_id"])):
            return sent
    return None


def entries(answer: object) -> list[Any]:
    """The `items` of wall.getComments and messages.getHistory. Raises Transient for something else."""
    if not isinstance(mapping(answer).get("items"), list):
        raise Transient("an answer without items")
    return items(answer)


def reaches_back(entries: Iterable[object], since: datetime) -> bool:
    """Whether a list, newest first, goes back before `since`: what is not in it was not sent."""
    dates = [moment(mapping(each).get("date")) for each in entries]
    return not dates or any(date is not None and date < since - SKEW for date in dates)


def _ours(entry: Mapping[str, Any], words: str, attempt: Attempt, since: datetime, group_id: int) -> bool:
    date = moment(entry.get("date"))
    return (
        number(entry.get("from_id")) == -group_id
        and date is not None
        and date >= since - SKEW
        and _same_words(words, attempt.text)
        and same_files(entry.get("attachments"), attempt.attachments)
    )


def _same_words(found: str, sent: str) -> bool:
    """VK trims texts, and some of its answers have `<&>"` escaped."""
    return " ".join(sent.split()) in (" ".join(found.split()), " ".join(html.unescape(found).split()))


def _name(value: object) -> str | None:
    return storable(text(value)).strip() or None


def _city(told: Mapping[str, Any]) -> str | None:
    return storable(text(mapping(told.get("city")).get("title"))) or None
