"""Many processes on one database, each the real program: who dies or stops is followed, nothing is lost or doubled."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from pathlib import Path

from sandbox.faults import Fault
from sandbox.telegram import Limits
from sandbox.telegram import Message as Said
from storage.models import Case, Event, Outbox
from tests.chaos.checks import whole
from tests.flows.answering import answered, attempts, brings_dialog, copies, happened
from tests.flows.program import Program, balancing, free_port, programs
from tests.flows.stage import ANNA, BORIS, BRAND, OLGA, OPERATORS, TIM, VERA, Stage
from tests.frozen import way_to

TAKEN_OVER = 10.0
STOPPED = 10.0


class Crowd:
    """Customers who keep asking, each once, and an operator who claims and answers each as soon as there is a card."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.post = stage.post()
        self._dialogs: list[asyncio.Task[None]] = []
        self._asking = asyncio.create_task(self._ask())

    async def _ask(self) -> None:
        while True:
            number = len(self._dialogs)
            self.stage.vk.add_user(7000 + number, f"Customer{number}", "Testova")
            self.stage.comment(f"Question {number:03}", self.post, 7000 + number)
            self._dialogs.append(asyncio.create_task(self._served(number)))
            await asyncio.sleep(1)

    async def _served(self, number: int) -> None:
        tg = self.stage.telegram
        card = await tg.wait(lambda: self._card(f"Question {number:03}"), 120)
        tg.press(ANNA, OPERATORS, card.message_id, "Claim")
        tg.say(ANNA, OPERATORS, f"Answer {number:03}", reply_to=card.message_id)

    def _card(self, words: str) -> Said:
        return [one for one in self.stage.cards() if words in self.stage.text(one)][0]

    async def heard(self, more: int = 2) -> None:
        """So many more customers got their answers."""
        before = len(self.stage.answers(self.post))
        await self.stage.vk.wait(lambda: len(self.stage.answers(self.post)) >= before + more, 60)

    async def quiet(self) -> None:
        """Nobody asks any more; who asked is being served."""
        self._asking.cancel()
        with suppress(asyncio.CancelledError):
            await self._asking

    async def all_served(self) -> None:
        """Each got one answer, once; each has one case, claimed once."""
        await asyncio.gather(*self._dialogs)
        count = len(self._dialogs)
        expected = [f"Answer {number:03}" for number in range(count)]
        await self.stage.vk.wait(lambda: len(self.stage.answers(self.post)) >= count)
        await whole(self.stage)
        assert sorted(self.stage.answers(self.post)) == expected
        assert len(await self.stage.rows(Case)) == count
        claims = [one.case_id for one in await self.stage.rows(Event, Event.kind == "claim")]
        assert len(claims) == len(set(claims)) == count


async def test_two_replicas_behind_a_balancer(stage: Stage, tmp_path: Path) -> None:
    stage.telegram.webhook.backoff = 0.05
    stage.telegram.start_bot(OLGA)
    one, two = (f"127.0.0.1:{free_port()}" for _ in range(2))
    stage.telegram.meter.limits = Limits.off()
    async with (
        balancing(one, two) as (balancer, url),
        programs(stage, tmp_path, PUBLIC_URL=url, TELEGRAM_GROUP_PER_MINUTE="0") as started,
    ):
        first, second = await started.start(address=one), await started.start(address=two)
        await asyncio.gather(first.at_work(), second.at_work())
        holder, waits = await _who_listens(first, second)
        assert f"vk {BRAND}: standing by\n" in await waits.readiness()
        for replica in (one, two):
            await balancer.until(replica, ready=True)
        # What was said before the first poll of a new desk is none of its business.
        await stage.vk.wait(lambda: stage.vk.longpoll.waiting)
        crowd = Crowd(stage)
        await crowd.heard()

        # One after the other is told to stop and started again: who holds everything first.
        for old, other in ((holder, waits), (waits, None)):
            stopping = asyncio.create_task(old.stopped())
            await balancer.until(old.address, ready=False)
            assert not stopping.done(), "it still serves while the balancer finds out"
            assert await stopping < STOPPED
            if other is not None:
                await other.says(f"vk {BRAND}: ok", TAKEN_OVER)
            new = await started.start(address=old.address)
            await new.at_work()
            await balancer.until(new.address, ready=True)
            await crowd.heard()
        assert balancer.lost == 0, "no update met a replica that was going"
        assert stage.telegram.webhook.last_error is None

        # And one dies, with whatever it has in hand.
        holder, waits = await _who_listens(*started.started[-2:])
        await holder.killed()
        assert await waits.says(f"vk {BRAND}: ok") < TAKEN_OVER
        await waits.says("telegram: ok", TAKEN_OVER)
        await waits.says("clock: ok", TAKEN_OVER)
        await crowd.heard()
        await crowd.quiet()
        assert await waits.stopped() < STOPPED
    # What the dead one had in hand is free a minute later.
    async with stage.at_work(UNDO_SECONDS="0"):
        stage.time.let_pass(61)
        await crowd.all_served()


async def _who_listens(*two: Program) -> tuple[Program, Program]:
    """The one that holds the long poll, and the other."""
    async with asyncio.timeout(TAKEN_OVER):
        while True:
            for one, other in (two, two[::-1]):
                if f"vk {BRAND}: ok" in await one.readiness():
                    return one, other


async def test_two_that_poll_and_one_dies(stage: Stage, tmp_path: Path) -> None:
    """Telegram's updates are asked for by one at a time: two would be a conflict."""
    stage.telegram.start_bot(OLGA)
    async with programs(stage, tmp_path) as started:
        both = [await started.start(), await started.start()]
        await asyncio.gather(*(one.at_work() for one in both))
        await stage.vk.wait(lambda: stage.vk.longpoll.waiting)
        stage.comment("Where is my parcel?")
        card = await stage.telegram.wait(lambda: stage.cards()[0])
        assert (await stage.telegram.press(ANNA, OPERATORS, card.message_id, "Claim").answered(20)).text
        holder, waits = await _who_listens(*both)
        await holder.killed()
        assert await waits.says("telegram: ok") < TAKEN_OVER
        press = stage.telegram.press(BORIS, OPERATORS, card.message_id, "Reply")
        assert (await press.answered(20)).text == "Anna has this case."
        assert await waits.stopped() < STOPPED
    polls = [one.status for one in stage.telegram.calls if one.method == "getUpdates"]
    assert 409 not in polls
    assert (await happened(stage, "claim"), len(await stage.rows(Case))) == (1, 1)


async def test_a_process_for_each_part(stage: Stage, tmp_path: Path) -> None:
    stage.telegram.start_bot(OLGA)
    address = f"127.0.0.1:{free_port()}"
    async with programs(stage, tmp_path, PUBLIC_URL=f"http://{address}") as started:
        serving = await started.start("--only", "web,clock", address=address)
        for part in ("connectors", "bot", "delivery"):
            await started.start("--only", part, address=address)
        await asyncio.gather(*(one.at_work() for one in started.started))
        assert "otklik is at work (web, clock), http://" in serving.said
        await serving.says("clock: ok\ndatabase: ok\n")
        assert await serving.readiness() == "clock: ok\ndatabase: ok\n"
        await stage.vk.wait(lambda: stage.vk.longpoll.waiting)
        post = stage.post()
        stage.comment("Where is my parcel?", post)
        card = await stage.telegram.wait(lambda: stage.cards()[0])
        press = stage.telegram.press(ANNA, OPERATORS, card.message_id, "Claim")
        assert (await press.answered(20)).text == "#1 is yours."
        stage.telegram.say(ANNA, OPERATORS, "On its way!", reply_to=card.message_id)
        await stage.vk.wait(lambda: stage.answers(post) == ["On its way!"])
        await stage.calm()
        assert max(await asyncio.gather(*(one.stopped() for one in started.started))) < STOPPED
    await whole(stage)


async def test_told_to_stop_while_telegram_and_vk_hang(stage: Stage, tmp_path: Path) -> None:
    """An answer is under its comment, a card in the group, a press acted upon: and none of it is confirmed."""
    tg, vk = stage.telegram, stage.vk
    tg.start_bot(OLGA)
    async with programs(stage, tmp_path) as started:
        otklik = await started.start()
        await vk.wait(lambda: vk.longpoll.waiting, 60)
        stage.comment("Where is my parcel?")
        first = await tg.wait(lambda: stage.cards()[0])
        posting = tg.faults.add("sendMessage", Fault.hang(applied=True), when=brings_dialog, times=1)
        vk.message(VERA, BRAND, "Are you there?")
        await tg.wait(lambda: posting.hits)
        ghost = await tg.wait(lambda: [one for one in stage.cards() if one is not first][0])
        pressing = tg.faults.add("answerCallbackQuery", Fault.hang())
        tg.press(BORIS, OPERATORS, first.message_id, "Claim")
        vk.hold_events()
        answering = vk.faults.add("wall.createComment", Fault.hang(applied=True), times=1)
        await tg.wait(lambda: pressing.hits)
        said = tg.say(BORIS, OPERATORS, "On its way!", reply_to=first.message_id)
        await vk.wait(lambda: answering.hits and copies(stage))
        assert await otklik.stopped() < STOPPED
    tg.faults.clear()
    vk.faults.clear()
    async with stage.at_work():
        stage.time.let_pass(61)
        await stage.until(lambda: stage.rows(Outbox, Outbox.kind == "answer", Outbox.state == "unknown"))
        vk.release_events()
        await answered(stage, first, said)
        second = await tg.wait(lambda: [one for one in stage.cards() if one.message_id > ghost.message_id][0])
        assert "Are you there?" in stage.text(second)
        stage.time.let_pass(61)
        await whole(stage)
        assert (copies(stage), attempts(stage, "wall.createComment")) == (["On its way!"], 1)
        assert (await happened(stage, "claim"), await happened(stage, "answer")) == (1, 1)


async def test_told_to_stop_while_the_database_hangs(stage: Stage, tmp_path: Path) -> None:
    """The answer has arrived, and that cannot be written down any more; an update cannot be stored."""
    tg, vk = stage.telegram, stage.vk
    tg.start_bot(OLGA)
    async with way_to(stage.database_url) as way, programs(stage, tmp_path, DATABASE_URL=way.url) as started:
        otklik = await started.start()
        await vk.wait(lambda: vk.longpoll.waiting, 60)
        post = stage.post()
        stage.comment("Where is my parcel?", post)
        card = await tg.wait(lambda: stage.cards()[0])
        answering = vk.faults.add("wall.createComment", Fault.hang(), times=1)
        said = tg.say(ANNA, OPERATORS, "On its way!", reply_to=card.message_id)
        await vk.wait(lambda: answering.hits)
        way.freeze()
        vk.faults.clear()
        await vk.wait(lambda: copies(stage))
        vk.message(TIM, BRAND, "Hello?")
        tg.say(ANNA, OPERATORS, "// not lost", reply_to=card.message_id)
        await tg.wait(lambda: not tg.queue.pending or tg.queue.pending)
        assert await otklik.stopped() < STOPPED
    async with stage.at_work():
        await stage.says(card, "1 note")
        await stage.card("Hello?")
        stage.time.let_pass(61)
        await answered(stage, card, said)
        stage.time.let_pass(61)
        await whole(stage)
        assert (copies(stage), attempts(stage, "wall.createComment")) == (["On its way!"], 1)
