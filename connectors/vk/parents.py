"""What comments stand under, asked of VK: which call tells it, and its answer → `Parent`. Pure.

Shapes: photos_photo, video_video, market_market_item and board_topic of VKCOM/vk-api-schema 5.199.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from connectors.base import Parent
from connectors.vk.attachments import largest
from connectors.vk.places import BOARD, MARKET, PHOTO, VIDEO, WALL, Place
from connectors.vk.posts import read_post
from connectors.vk.values import address, items, mapping, number, storable, text

Object = Mapping[str, Any]


class Question(NamedTuple):
    method: str
    ids: str
    """The parameter that takes `-1234_5`; of a board it takes the bare number."""
    says: Callable[[Object], dict[str, str | None]]


def _photo(photo: Object) -> dict[str, str | None]:
    return {"text": text(photo.get("text")), "photo_url": largest(photo.get("sizes"))}


def _video(video: Object) -> dict[str, str | None]:
    return {
        "text": text(video.get("description")),
        "title": _named(video),
        "photo_url": largest(video.get("image")),
    }


def _product(product: Object) -> dict[str, str | None]:
    return {
        "text": text(product.get("description")),
        "title": _named(product),
        "price": text(mapping(product.get("price")).get("text")) or None,
        "photo_url": address(product.get("thumb_photo")),
    }


def _topic(topic: Object) -> dict[str, str | None]:
    return {"text": "", "title": _named(topic)}


def _named(thing: Object) -> str | None:
    return text(thing.get("title")) or None


QUESTIONS: Mapping[Place, Question] = {
    WALL: Question("wall.getById", "posts", lambda _: {}),
    PHOTO: Question("photos.getById", "photos", _photo),
    VIDEO: Question("video.get", "videos", _video),
    MARKET: Question("market.getById", "item_ids", _product),
    BOARD: Question("board.getTopics", "topic_ids", _topic),
}


def asks(place: Place, owner_id: int, thing_id: int) -> tuple[str, Mapping[str, object]]:
    """The call that tells of one thing."""
    question = QUESTIONS[place]
    if place is BOARD:
        return question.method, {"group_id": -owner_id, question.ids: thing_id}
    return question.method, {question.ids: f"{owner_id}_{thing_id}"}


def read_parent(place: Place, answer: object, owner_id: int, thing_id: int) -> Parent | None:
    """A list or `{"items": […]}`; what was deleted is not in it."""
    found = (each for each in map(mapping, items(answer)) if number(each.get("id")) == thing_id)
    thing = next(map(storable, found), None)
    if thing is None:
        return None
    if place is WALL:
        return read_post(thing, owner_id, thing_id)
    key, url = place.key(owner_id, thing_id), place.url(owner_id, thing_id)
    return Parent(key, url, kind=place.parent, **QUESTIONS[place].says(thing))
