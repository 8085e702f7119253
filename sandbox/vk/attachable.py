"""What people attach besides pictures, files and voice, in VK's shapes (spec/vk/{base,market,wall,poll,…}/objects.json)."""

from sandbox.vk.core import Core
from sandbox.vk.media import Attachment
from sandbox.vk.shapes import post as post_shape
from sandbox.vk.state import Post
from sandbox.vk.things import Thing, thing_shape

Json = dict[str, object]


class Attachable:
    """`owner` is whose thing it is: a person, or a community as a negative number."""

    core: Core

    def sticker(self, number: int = 7) -> Attachment:
        sizes = (64, 128, 256, 352, 512)
        images = [
            {"url": f"https://vk.com/sticker/1-{number}-{side}b", "width": side, "height": side}
            for side in sizes
        ]
        shape: Json = {
            "inner_type": "base_sticker_new", "sticker_id": number, "product_id": 1, "is_allowed": True,
            "images": images, "images_with_background": images,
        }  # fmt: skip
        return self._made("sticker", 1, shape)

    def link(self, url: str, title: str = "") -> Attachment:
        return self._made("link", 1, {"url": url, "title": title, "caption": "", "description": ""})

    def shared(self, what: Thing | Post) -> Attachment:
        """A product, a video, a photo or a post of somebody's, put into a message."""
        if isinstance(what, Post):
            return self._made("wall", what.owner_id, post_shape(what, self.core.world))
        return self._made(what.sort.name, what.owner_id, thing_shape(what, 0))

    def music(self, artist: str, title: str, duration: int = 200) -> Attachment:
        shape = self._own(1) | {"artist": artist, "title": title, "duration": duration, "url": ""}
        return self._made("audio", 1, shape)

    def poll(self, question: str, owner: int = 1) -> Attachment:
        shape = self._own(owner) | {"question": question, "answers": [], "votes": 0, "anonymous": False}
        return self._made("poll", owner, shape)

    def gift(self, number: int = 12) -> Attachment:
        pictures = {
            f"thumb_{side}": f"https://vk.com/images/gift/{number}/{side}.jpg" for side in (48, 96, 256)
        }
        return self._made("gift", 1, {"id": number, **pictures})

    def story(self, owner: int) -> Attachment:
        return self._made("story", owner, self._own(owner) | {"type": "photo", "can_see": 1})

    def geo(self, latitude: float, longitude: float, title: str = "") -> Json:
        """A place for `message(…, geo=…)`: it is no attachment (base_geo)."""
        geo: Json = {"type": "point", "coordinates": {"latitude": latitude, "longitude": longitude}}
        return geo | ({"place": {"id": 0, "title": title, "city": title}} if title else {})

    def _own(self, owner: int) -> Json:
        return {"id": self.core.world.next_id("attached"), "owner_id": owner, "date": self.core.world.now()}

    def _made(self, kind: str, owner: int, shape: Json) -> Attachment:
        return self.core.media.other(kind, owner, shape)
