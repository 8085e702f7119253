"""execute: VKScript is not interpreted here, and says so with error 33 (spec/vk/errors.json)."""

from sandbox.vk.api import method
from sandbox.vk.core import Asked
from sandbox.vk.errors import VkError


@method("execute", "community service admin")
def execute(asked: Asked) -> object:
    asked.params.required("code")
    raise VkError(33, "the sandbox has no VKScript")
