"""Reports that somebody asked for are made here: outside the inbox, claimed under a lease, stopped when nobody wants them.

While it goes on this alone draws the page, and at most every few seconds: edits spend what a chat takes.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field

import structlog

from bot.bell import Bell
from bot.bench import Bench
from bot.desk.permissions import Right, may
from bot.reports import asking
from bot.reports.making import Made, make
from bot.telegram import reporting
from bot.telegram.callbacks import markup
from bot.telegram.calls import edit, send
from bot.telegram.errors import SENDING_FAILED, trouble_of
from bot.texts import words_for
from bot.transaction import transaction
from storage.errors import DATABASE_FAILED, passing
from storage.models import Desk, ReportPage, Staff

log = structlog.get_logger()

LOOK_EVERY = 1.0
FIRST = 1.0
"""Seconds after which it is worth telling that it takes its time."""
THEN = 3.0
"""Seconds between two looks whether it is wanted still, each with an edit of the page."""
TAKEN = 8
"""Reports that are in hand together; as many as `AT_ONCE` of them are computed, the others wait and say so."""
AT_ONCE = 2


@dataclass(slots=True)
class _Work:
    """`step`: as in `page.Progress`."""

    page: ReportPage
    desk: Desk
    staff: Staff
    step: str = "waits"
    shown: str = field(default="")


class Reporter:
    def __init__(self, bench: Bench, sleep: Callable[[float], Awaitable[None]]) -> None:
        self._bench, self._sleep = bench, sleep
        self._news = Bell()
        self._free = asyncio.Semaphore(TAKEN)
        self._turn = asyncio.Semaphore(AT_ONCE)

    def wake(self) -> None:
        self._news.ring()

    async def run(self) -> None:
        """Until cancelled. What is cut off is begun anew by whoever finds its lease ended."""
        async with asyncio.TaskGroup() as hands:
            while True:
                await self._free.acquire()
                work = await self._next()
                if work is not None:
                    hands.create_task(self._finish(work))
                    continue
                self._free.release()
                await self._news.heard(LOOK_EVERY)

    async def _next(self) -> _Work | None:
        """None: nothing to do, or no way to know."""
        try:
            async with transaction(self._bench.sessions) as session:
                page = await asking.claim(session, self._bench.clock())
                if page is None:
                    return None
                desk = await session.get_one(Desk, page.desk_id)
                return _Work(page, desk, await session.get_one(Staff, page.staff_id))
        except DATABASE_FAILED as error:
            log.warning("reports cannot reach the database", error=type(error).__name__)
        except Exception:
            log.exception("no report taken in hand")
        return None

    async def _finish(self, work: _Work) -> None:
        """What fails ends with itself: its lease ends, too, and after a few tries it is given up."""
        try:
            if work.page.lease_until is not None:
                await self._do(work)
            await self._draw(work, last=True)
        except Exception:
            log.exception("report left undone", page=work.page.id)
        finally:
            self._free.release()

    async def _do(self, work: _Work) -> None:
        making = asyncio.create_task(self._make(work))
        try:
            await self._watch(work, making)
        finally:
            making.cancel()
            with suppress(asyncio.CancelledError):
                await making

    async def _watch(self, work: _Work, making: asyncio.Task[None]) -> None:
        """Until it is made, or nobody wants it any more."""
        pause = FIRST
        while not making.done():
            nap = asyncio.ensure_future(self._sleep(pause))
            try:
                await asyncio.wait({making, nap}, return_when=asyncio.FIRST_COMPLETED)
            finally:
                nap.cancel()
            if making.done() or not await self._wanted(work):
                return
            pause = THEN
            await self._draw(work)

    async def _wanted(self, work: _Work) -> bool:
        """The database may be away for a moment: then it goes on as long as the lease lasts."""
        try:
            async with transaction(self._bench.sessions) as session:
                return await asking.keep(session, work.page, work.step, self._bench.clock())
        except DATABASE_FAILED as error:
            log.warning("report not looked after", error=type(error).__name__)
            return True

    async def _make(self, work: _Work) -> None:
        """Made and put on its way, or marked as failed; never raises."""
        bench = self._bench
        try:
            async with self._turn:
                made = await self._made(work)
            async with transaction(self._bench.sessions) as session:
                page = await asking.held(session, work.page)
                if page is None:
                    return
                staff = await session.get_one(Staff, work.staff.id, populate_existing=True)
                if staff.left_at is None and may(staff.role, Right.REPORT):
                    asking.end(page, await made.put_on_its_way(session, staff, bench.username, bench.clock()))
                else:
                    asking.end(page, "stopped")
        except Exception as error:
            again = passing(error)
            log.exception("report not made", page=work.page.id, again=again)
            with suppress(*DATABASE_FAILED):
                async with transaction(self._bench.sessions) as session:
                    await asking.failed(session, work.page, self._bench.clock(), again=again)

    async def _made(self, work: _Work) -> Made:
        def comes_to(step: str) -> None:
            work.step = step

        bench = self._bench
        return await make(bench.sessions, work.page, work.desk, work.staff, bench.clock(), comes_to)

    # --- the page

    async def _draw(self, work: _Work, *, last: bool = False) -> None:
        """As it is now. Feedback only: nothing depends on it. What was asked for in words needs no page if it comes at
        once.
        """
        bench, chat_id = self._bench, work.staff.user_id
        try:
            async with transaction(bench.sessions) as session:
                page = await session.get(ReportPage, work.page.id)
                if page is None:
                    return
                staff = await session.get_one(Staff, work.staff.id)
                texts = words_for(await session.get_one(Desk, work.desk.id), staff)
                drawn = await reporting.main(session, page, work.desk, texts, bench.clock())
                message_id = page.message_id
            keyboard = markup(drawn, 0, 0)
            if last and message_id is None and page.step == "done":
                return
            if message_id is not None:
                await edit(bench.bot, chat_id, message_id, drawn, keyboard)
                return
            sent = await send(bench.bot, chat_id, drawn, keyboard)
            async with transaction(bench.sessions) as session:
                page = await session.get_one(ReportPage, work.page.id, with_for_update=True)
                page.message_id = work.page.message_id = sent
        except SENDING_FAILED as error:
            log.info("page of a report not drawn", trouble=trouble_of(error).value)
        except DATABASE_FAILED as error:
            log.info("page of a report not drawn", error=type(error).__name__)
        except Exception:
            log.exception("page of a report cannot be drawn", page=work.page.id)
