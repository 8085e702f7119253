"""What comments stand under, other than posts: by its kind, how a stage gets one."""

from __future__ import annotations

from collections.abc import Callable

from sandbox.vk.things import Thing
from tests.flows.stage import BRAND, Stage

THINGS: dict[str, Callable[[Stage], Thing]] = {
    "photo": lambda stage: stage.vk.add_photo(BRAND, "Our counter"),
    "video": lambda stage: stage.vk.add_video(BRAND, "How we roast"),
    "product": lambda stage: stage.vk.add_product(BRAND, "Blue mug", "590 ₽"),
    "topic": lambda stage: stage.vk.add_topic(BRAND, "Delivery"),
}
