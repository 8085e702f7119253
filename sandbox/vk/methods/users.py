"""users.get."""

from sandbox.vk import shapes
from sandbox.vk.api import method
from sandbox.vk.core import Asked
from sandbox.vk.errors import VkError, bad_param
from sandbox.vk.state import User

MOST = 1000


@method("users.get", "community service admin")
def get(asked: Asked) -> object:
    """Unknown ids are left out; a name that is not an id nor anybody's is error 113."""
    wanted = asked.params.strings("user_ids")
    if len(wanted) > MOST:
        raise bad_param(f"user_ids should contain not more than {MOST} items")
    if not wanted and asked.token.user_id is not None:
        wanted = [str(asked.token.user_id)]
    if not wanted:
        raise bad_param("user_ids is undefined")
    fields = asked.params.strings("fields")
    found = [user for each in wanted if (user := _find(asked, each)) is not None]
    return [shapes.user(user, fields) for user in dict.fromkeys(found)]


def _find(asked: Asked, name: str) -> User | None:
    number = name.removeprefix("id")
    if number.isascii() and number.isdigit():
        return asked.core.world.users.get(int(number))
    user = asked.core.world.user_by_name(name)
    if user is None:
        raise VkError(113)
    return user
