"""A storm that goes on for minutes: what is urgent has its cards at once all the while."""

from __future__ import annotations

from functools import partial

from sandbox.telegram import Call
from storage.models import Case
from tests.flows.panels import FIRST, digest, passes
from tests.flows.stage import ANNA, BRAND, OPERATORS, Stage

STEP = 2.0
"""Seconds between gusts."""
GUST = 4
"""Comments at once: two a second, six times what the group takes."""


class Storm:
    """Each gust is heard, and time goes on; `direct` messages come with it."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._posts = [stage.post("Win a grinder"), stage.post("Our new blend")]
        self._said = 0
        self.written: dict[str, float] = {}
        """Words of direct messages, and when they were written."""

    async def blow(self, seconds: float, direct: int = 0) -> None:
        """For so long; as many direct messages come with its first gust."""
        until = self._stage.time.seconds() + seconds
        for _ in range(direct):
            self._write()
        while self._stage.time.seconds() < until:
            for _ in range(GUST):
                self._comment()
            heard = self._said + len(self.written)
            await self._stage.until(partial(self._stage.rows, Case, Case.number == heard))
            await passes(self._stage, STEP)

    def _comment(self) -> None:
        self._stage.vk.add_user(FIRST + self._said, f"Guest{self._said}", "Crowd")
        self._stage.comment(f"words {self._said}.", self._posts[self._said % 2], FIRST + self._said)
        self._said += 1

    def _write(self) -> None:
        text = f"direct {len(self.written)}."
        self._stage.vk.add_user(9000 + len(self.written), "Vip", f"No{len(self.written)}")
        self._stage.vk.message(9000 + len(self.written), BRAND, text)
        self.written[text] = self._stage.time.seconds()


def posted(stage: Stage, text: str) -> list[Call]:
    """Messages in the group with these words that arrived."""
    mine = [one for one in stage.telegram.calls if str(one.params.get("chat_id")) == str(OPERATORS)]
    sent = [one for one in mine if one.method == "sendMessage" and one.status == 200]
    return [one for one in sent if text in str(one.params.get("text"))]


async def test_ten_direct_messages_in_the_middle_of_a_long_storm_have_their_cards_within_ten_seconds(
    crowd: Stage,
) -> None:
    """Notes on cards are worth an edit each; those wait for quieter minutes."""
    storm = Storm(crowd)
    await storm.blow(64)
    for card in crowd.cards()[:8]:
        crowd.telegram.say(ANNA, OPERATORS, "// looked at it", reply_to=card.message_id)
    await storm.blow(6)
    await storm.blow(STEP, direct=5)
    await storm.blow(12, direct=5)
    took = {text: [call.at - at for call in posted(crowd, text)] for text, at in storm.written.items()}
    assert all(len(cards) == 1 and cards[0] <= 10 for cards in took.values()), took
    await storm.blow(36)
    assert crowd.telegram.too_many == []
    assert "more cases are collected here" in crowd.text(await digest(crowd))
    assert len(crowd.cards()) < 45, "the others do not come one by one"
