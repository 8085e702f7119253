"""Files that operators send to customers, and what the customers get of them."""

from __future__ import annotations

import aiohttp

from sandbox.telegram import Message as Said
from sandbox.vk import Attachment
from storage.models import Outbox
from tests.flows.stage import BRAND, TIM, Stage
from tests.flows.things import THINGS

PLACES = ("dialog", "post", "visitor's post", *THINGS)


class Asked:
    """A question on the screen; `ours`: what the customer got in answer, text and attachments."""

    def __init__(self, stage: Stage, place: str) -> None:
        self.stage, self.place = stage, place
        if place == "dialog":
            stage.vk.message(TIM, BRAND, "Is it new?")
        elif place == "post":
            self.post = stage.post()
            stage.comment("Is it new?", self.post)
        elif place == "visitor's post":
            self.post = stage.vk.add_post(BRAND, "Is it new?", author=TIM)
        else:
            self.thing = THINGS[place](stage)
            stage.vk.remark(TIM, self.thing, "Is it new?")

    async def card(self) -> Said:
        return await self.stage.card("Is it new?")

    def ours(self) -> list[tuple[str, list[Attachment]]]:
        vk = self.stage.vk
        if self.place == "dialog":
            return [(one.text, one.attachments) for one in self.stage.dialog() if one.out]
        if self.place in ("post", "visitor's post"):
            return [(one.text, one.attachments) for one in vk.comments(self.post) if one.from_id == -BRAND]
        mention = f"[id{TIM}|Tim], "
        return [
            (one.text.removeprefix(mention).removeprefix(mention.strip()), one.attachments)
            for one in vk.remarks(self.thing)
            if one.from_id == -BRAND
        ]


async def leaves(stage: Stage, said: Said) -> None:
    """The time for taking back is over, and the answer has arrived."""
    await stage.telegram.wait(lambda: stage.reaction(said) == "👀")
    await arrives(stage, said)


async def arrives(stage: Stage, said: Said) -> None:
    stage.time.let_pass(11)
    await stage.telegram.wait(lambda: stage.reaction(said) == "👌")
    await stage.calm()
    assert {one.state for one in await stage.rows(Outbox, Outbox.kind == "answer")} == {"sent"}


async def content(stage: Stage, attachment: Attachment) -> bytes:
    async with aiohttp.ClientSession() as http, http.get(stage.vk.file_url(attachment)) as response:
        return await response.read()
