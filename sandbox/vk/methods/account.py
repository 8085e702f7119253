"""account.*: what a person's token may do."""

from sandbox.vk.api import method
from sandbox.vk.core import Asked
from sandbox.vk.errors import VkError


@method("account.getAppPermissions", "admin")
def get_app_permissions(asked: Asked) -> object:
    """A mask, for a user's token alone (VKCOM/vk-api-schema 5.199: account/methods.json, account/responses.json)."""
    user_id = asked.params.integer("user_id", asked.token.user_id or 0, minimum=1)
    if user_id != asked.token.user_id:
        raise VkError(15)
    return asked.token.mask
