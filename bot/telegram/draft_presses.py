"""Buttons of words that wait: sent, sent privately, dropped. Whatever stands in the way is asked about, not refused."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from bot import answers, drafts, privately
from bot.desk.states import HeldByOther
from bot.desk.view import Command
from bot.drafts import Kept
from bot.telegram import prompts
from bot.telegram.pressing import Answerer, Pressing
from bot.telegram.replies import hinted, leaving
from bot.telegram.reply import Reply
from storage.models import Staff


async def send(pressing: Pressing, *, surely: bool = False) -> Reply:
    """`surely`: they were asked, because somebody else has the case."""
    data, texts = pressing.data, pressing.texts
    try:
        queued = await answers.send_draft(
            pressing.session,
            data.arg,
            pressing.staff,
            data.version,
            pressing.bench.terms(),
            data.case,
            confirmed=surely,
        )
    except HeldByOther as held:
        holder = await pressing.session.get_one(Staff, held.holder_id)
        drawn = prompts.surely_send((await pressing.seen()).view, data.arg, texts, holder=holder.name)
        return Reply(whispers=[pressing.whisper(drawn)], replaces=True)
    if isinstance(queued, Kept):
        drawn = prompts.kept((await pressing.seen()).view, queued, texts)
        return Reply(whispers=[pressing.whisper(drawn)], replaces=True)
    whispers = leaving(pressing.bench, queued, data.case, data.version, texts)
    hints = await hinted(pressing.session, pressing.staff, pressing.bench, texts)
    return Reply(toast=texts("toast-sending"), whispers=[*whispers, *hints], replaces=True)


async def private(pressing: Pressing, *, surely: bool = False) -> Reply:
    """Asks the network first: nobody shall type what cannot be sent. `surely`: they know what `doubts` told them."""
    data, terms = pressing.data, pressing.bench.terms()
    doubts = await privately.wanted(
        pressing.session, data.case, pressing.staff, data.version, terms, draft_id=data.arg, confirmed=surely
    )
    if doubts is None:
        return Reply(toast=pressing.texts("toast-private"), closes=True)
    view = (await pressing.seen()).view
    drawn = prompts.surely_send(
        view, data.arg, pressing.texts, holder=doubts.holder, misfit=doubts.misfit, privately=True
    )
    return Reply(whispers=[pressing.whisper(drawn)], replaces=True)


async def drop(pressing: Pressing) -> Reply:
    now = pressing.bench.clock()
    await drafts.drop(pressing.session, pressing.data.arg, pressing.staff, now, pressing.data.case)
    return Reply(toast=pressing.texts("toast-dropped"), closes=True)


ANSWERERS: Mapping[Command, Answerer] = {
    Command.SEND_DRAFT: send,
    Command.SEND_DRAFT_SURELY: partial(send, surely=True),
    Command.PRIVATE: private,
    Command.PRIVATE_SURELY: partial(private, surely=True),
    Command.DROP_DRAFT: drop,
}
