"""likes.add, likes.delete: with a user's token only."""

from sandbox.vk.api import method
from sandbox.vk.core import Asked
from sandbox.vk.errors import VkError
from sandbox.vk.things import SORTS

REMARKS = {f"{name}_comment": name for name in SORTS}
"""`type` of what stands under a thing (spec/vk/likes: likes_type), and whose."""


@method("likes.add", "admin", admin="wall")
def add(asked: Asked) -> object:
    return _like(asked, on=True)


@method("likes.delete", "admin", admin="wall")
def delete(asked: Asked) -> object:
    return _like(asked, on=False)


def _like(asked: Asked, *, on: bool) -> dict[str, object]:
    """104 for what is not there, or not any more."""
    params = asked.params
    params.required("type")
    kind = params.choice("type", ("post", "comment", *REMARKS))
    owner_id = params.integer("owner_id", asked.token.user_id or 0)
    item_id = params.required_integer("item_id", minimum=0)
    liker = asked.own_group().owner_id if params.flag("from_group") else asked.token.user_id or 0
    if kind in REMARKS:
        remark = asked.core.things.remarks.get((REMARKS[kind], owner_id, item_id))
        if remark is None or remark.deleted:
            raise VkError(104)
        return {"likes": asked.core.things.like(remark, liker, on)}
    world = asked.core.world
    post, comment = world.post(owner_id, item_id), world.comments.get((owner_id, item_id))
    what = post if kind == "post" else comment if comment and not comment.deleted else None
    if what is None:
        raise VkError(104)
    return {"likes": asked.core.wall.like(what, liker, on)}
