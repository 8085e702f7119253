"""What the owner is told, seen from the private chat: of each trouble once, and once more when it is well.

The owner mends what only a person can mend, and only on having read of it: who is not told lets the desk stand. So
each trouble that was injected has to be told, and what was not must not be.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from bot.troubles import what_lasts
from sandbox.telegram import Call
from storage.models import BotMessage, Trouble
from tests.flows.stage import ANNA, OLGA, OPERATORS, Stage

VK = "VK · Nordlicht Coffee"
NO_ALARM = ("You are the owner", "Summary of the day", "🚨")
"""A case that nobody answers is long overdue in hours that pass in a moment."""
REFUSED = re.compile(r"case #(\d+) could not be shown")
AWAY = "I could not reach Telegram"


@dataclass(frozen=True)
class Matter:
    """`wrong` and `well`: words that the owner reads, and that tell it from all other matters."""

    name: str
    wrong: str
    well: str


RIGHTS = Matter(
    "rights taken", "Operators' group: I cannot write there.", "Operators' group: all is well there again"
)
SILENT = Matter("account silent", f"{VK}: silent for", f"{VK}: heard again")
ANSWERS = Matter("answers stopped", f"{VK}: answers have stopped", f"{VK}: answers go out again")
MATTERS = (RIGHTS, SILENT, ANSWERS)


class Owner:
    """Reads the private chat and does what it asks for. `begun`: what was injected, by matter, each once at most."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self.begun: Counter[Matter] = Counter()
        self.mended: Counter[Matter] = Counter()
        self._asked_for: set[str] = set()

    def read(self, words: str) -> int:
        """How many messages hold these words; one that was sent twice, because its answer was lost, is read twice."""
        return len([one for one in self._stage.ours(OLGA) if words in self._stage.text(one)])

    def act(self) -> bool:
        """Gives the bot its rights back. Whether there was anything to do."""
        if self.mended[RIGHTS] == self.begun[RIGHTS] or not self.read(RIGHTS.wrong):
            return False
        self._stage.telegram.chat_of(OPERATORS).write_forbidden = False
        self.mended[RIGHTS] += 1
        return True

    @property
    def restarts(self) -> bool:
        """The token is a new one now: the program is started anew, as the owner was asked to."""
        return self.begun[ANSWERS] > 0 and self.read(ANSWERS.wrong) > 0

    def ask_for_cards(self) -> bool:
        """`/case N`, as the owner is advised to when a card could not be shown. Whether there was anything to do."""
        said = "\n".join(self._stage.text(one) for one in self._stage.ours(OLGA))
        new = set(REFUSED.findall(said)) - self._asked_for
        for number in new:
            self._stage.telegram.say(ANNA, OPERATORS, f"/case {number}")
        self._asked_for |= new
        return bool(new)


async def tell_what_lasts(stage: Stage) -> None:
    """The clock looks every ten seconds; when a scenario lets time pass, it has to look as often as time says."""
    if stage.desk is not None:
        await stage.desk.clock.tick(what_lasts)


async def misled(stage: Stage, seen: Counter[str], owner: Owner | None = None) -> list[str]:
    """A sentence for everything the owner should have read and did not, read twice, or should never have read."""
    texts = await _read_of(stage)
    begun = Counter[Matter]() if owner is None else owner.begun
    found = []
    for matter in MATTERS:
        heard = [words for text in texts for words in (matter.wrong, matter.well) if words in text]
        _count(seen, f"owner told: {matter.name}", heard.count(matter.wrong))
        _count(seen, f"owner told that it is well: {matter.name}", heard.count(matter.well))
        if heard != [matter.wrong, matter.well] * begun[matter]:
            found.append(f"{matter.name}: it was so {begun[matter]} times, and the owner heard {heard}")
    found += _of_dead_letters(stage, texts, seen)
    found += await _of_telegram(stage, texts, seen)
    others = [text for text in texts if not text.startswith(NO_ALARM) and not _is_known(text)]
    found += [f"the owner was alarmed: {text!r}" for text in others]
    if not begun and not any(_is_known(text) for text in texts) and not others:
        seen["owner left in peace"] += 1
    return found


async def _read_of(stage: Stage) -> list[str]:
    """What the owner read, oldest first. One whose answer was lost is told once more: that is no second word of it.

    Unless it was not so any more: then the first one, which the desk knows nothing of, is the only one.
    """
    known = {one.message_id for one in await stage.rows(BotMessage, BotMessage.chat_id == OLGA)}
    told = {stage.text(one) for one in stage.ours(OLGA) if one.message_id in known}
    texts: list[str] = []
    for one in stage.ours(OLGA):
        text = stage.text(one)
        if one.message_id in known or text not in told.union(texts):
            texts.append(text)
    return texts


def _is_known(text: str) -> bool:
    return any(words in text for one in MATTERS for words in (one.wrong, one.well)) or bool(
        AWAY in text or REFUSED.search(text)
    )


def refused_cards(stage: Stage) -> Counter[str]:
    """The cases whose card Telegram refused for a defect, by number: how often."""
    return Counter(number for call in stage.telegram.calls if (number := _refused(call)) is not None)


def _refused(call: Call) -> str | None:
    if call.method != "sendMessage" or call.status != 400 or call.description is not None:
        return None  # what the sandbox itself refuses, it describes
    number = re.search(r"#(\d+)", str(call.params.get("text")))
    return None if number is None else number[1]


def _of_dead_letters(stage: Stage, texts: list[str], seen: Counter[str]) -> list[str]:
    """Each case once; once more only if it was refused again, which may have been an hour later."""
    told = Counter(number for text in texts for number in REFUSED.findall(text))
    refused = refused_cards(stage)
    _count(seen, "owner told: dead letter", sum(told.values()))
    return [
        f"the card of #{number} was refused {refused[number]} times, and the owner heard it {told[number]} times"
        for number in sorted(refused.keys() | told.keys())
        if not 1 <= told[number] <= refused[number]
    ]


async def _of_telegram(stage: Stage, texts: list[str], seen: Counter[str]) -> list[str]:
    """Told when it is over, if it was long: how long the desk could not poll is known to nobody but itself."""
    over = await stage.rows(Trouble, Trouble.part == "telegram", Trouble.ended_at.is_not(None))
    long = len([one for one in over if one.ended_at is not None and one.ended_at >= one.tell_at])
    told = len([text for text in texts if AWAY in text])
    _count(seen, "owner told: Telegram was away", told)
    _count(seen, "owner not told: Telegram was away for a moment", len(over) - long)
    return (
        []
        if told == long
        else [f"Telegram was away {long} times for long, and the owner heard it {told} times"]
    )


def _count(seen: Counter[str], what: str, times: int) -> None:
    """What never happened needs no place in the table."""
    if times:
        seen[what] += times
