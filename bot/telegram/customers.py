"""`Customer`: what is known of whoever wrote, and the buttons about them. Only the person who pressed sees it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from bot import customer_merging as merging
from bot import customer_views, customers
from bot.customer_views import PAGE
from bot.desk import customer_page
from bot.desk.customers import LOOKS, CustomerView, Do, Likely, Step
from bot.desk.kinds import CUSTOMER_WORDS
from bot.desk.lanes import Urgency
from bot.desk.permissions import Right, permitted, require
from bot.desk.richtext import cut, one_line
from bot.desk.states import Refused
from bot.desk.view import Command, Drawn
from bot.forgetting import forget as forgetting
from bot.forgetting.forget import will_go
from bot.homes import group_of
from bot.record import enqueue, lock
from bot.telegram import customer_prompts as prompts
from bot.telegram.pressing import Pressing, command
from bot.telegram.reply import Reply
from storage.models import Case, CustomerMerge

Answerer = Callable[[Pressing, int], Awaitable[Reply]]
STEPS: dict[Do, Answerer] = {}

WORDS = {
    Do.NOTE: "note",
    Do.PROMISE: "promise",
    Do.NAME: "name",
    Do.TAG: "tag",
    Do.MERGE_WORDS: "merge",
}
"""What is asked for by a message, as `customer_words` takes it."""


def step(do: Do) -> Callable[[Answerer], Answerer]:
    def register(answerer: Answerer) -> Answerer:
        STEPS[do] = answerer
        return answerer

    return register


@command(Command.CUSTOMER)
async def look(pressing: Pressing) -> Reply:
    """The page, from the card or from a page that it takes the place of."""
    asked = _asked(pressing)
    if asked.do not in LOOKS:
        raise Refused("customer-changed")
    match asked.do:
        case Do.CASES:
            kept = await _kept(pressing, cases=asked.number)
            drawn = customer_page.all_cases(kept, asked.number, PAGE, pressing.texts)
        case Do.NOTES:
            kept = await _kept(pressing, notes=asked.number)
            drawn = customer_page.all_notes(kept, asked.number, PAGE, pressing.texts)
        case _:
            return await _page(pressing)
    return _shows(pressing, drawn)


@command(Command.CUSTOMER_DO)
async def do(pressing: Pressing) -> Reply:
    asked = _asked(pressing)
    if asked.do in WORDS:
        return await _ask_for_words(pressing, WORDS[asked.do])
    if asked.do not in STEPS:
        raise Refused("customer-changed")
    return await STEPS[asked.do](pressing, asked.number)


def _asked(pressing: Pressing) -> Step:
    try:
        return Step.unpack(pressing.data.arg)
    except ValueError:
        raise Refused("customer-changed") from None


async def _kept(pressing: Pressing, *, cases: int | None = None, notes: int | None = None) -> CustomerView:
    case = await pressing.session.get_one(Case, pressing.data.case, populate_existing=True)
    now = pressing.bench.clock()
    return await customer_views.look_at(pressing.session, case, pressing.staff, now, cases=cases, notes=notes)


async def _page(pressing: Pressing, toast: str | None = None) -> Reply:
    seen, kept = await pressing.seen(), await _kept(pressing)
    return _shows(pressing, customer_page.page(seen.view, kept, pressing.texts), toast)


def _shows(pressing: Pressing, drawn: Drawn, toast: str | None = None) -> Reply:
    theirs = permitted(drawn, pressing.staff.role)
    return Reply(toast=toast, whispers=[pressing.whisper(theirs)], replaces=True)


async def _ask_for_words(pressing: Pressing, what: str) -> Reply:
    """They come as a message: they are asked for by one, which is answered by a swipe."""
    case = await lock(pressing.session, pressing.data.case)
    enqueue(
        pressing.session,
        desk_id=case.desk_id,
        lane=pressing.private_lane or await group_of(pressing.session, case),
        kind=CUSTOMER_WORDS,
        urgency=Urgency.ACT,
        not_before=pressing.bench.clock(),
        case=case,
        payload={"what": what, "staff": pressing.staff.id},
    )
    return Reply(toast=pressing.texts("toast-swipe-below"))


# --- VIP, tags, language


@step(Do.VIP_ON)
async def vip_on(pressing: Pressing, _: int) -> Reply:
    return await _vip(pressing, on=True)


@step(Do.VIP_OFF)
async def vip_off(pressing: Pressing, _: int) -> Reply:
    return await _vip(pressing, on=False)


async def _vip(pressing: Pressing, *, on: bool) -> Reply:
    now = pressing.bench.clock()
    await customers.set_vip(pressing.session, pressing.data.case, pressing.staff, now, on=on)
    return await _page(pressing, pressing.texts("toast-vip-on" if on else "toast-vip-off"))


@step(Do.TAGS)
async def tags(pressing: Pressing, _: int) -> Reply:
    case = await pressing.session.get_one(Case, pressing.data.case, populate_existing=True)
    offered = await customer_views.tags_to_offer(pressing.session, case.customer_id)
    return _shows(pressing, prompts.pick_tags(await _kept(pressing), offered, pressing.texts))


@step(Do.TAG_ON)
async def tag_on(pressing: Pressing, tag_id: int) -> Reply:
    return await _switch(pressing, tag_id, on=True)


@step(Do.TAG_OFF)
async def tag_off(pressing: Pressing, tag_id: int) -> Reply:
    return await _switch(pressing, tag_id, on=False)


async def _switch(pressing: Pressing, tag_id: int, *, on: bool) -> Reply:
    now = pressing.bench.clock()
    await customers.switch_tag(pressing.session, pressing.data.case, tag_id, pressing.staff, now, on=on)
    return await tags(pressing, 0)


@step(Do.LANGUAGES)
async def languages(pressing: Pressing, _: int) -> Reply:
    return _shows(pressing, prompts.pick_language(await _kept(pressing), pressing.texts))


@step(Do.LANGUAGE)
async def language(pressing: Pressing, place: int) -> Reply:
    now = pressing.bench.clock()
    await customers.speak(pressing.session, pressing.data.case, place, pressing.staff, now)
    return await _page(pressing)


# --- notes and promises


@step(Do.KEPT)
async def kept(pressing: Pressing, note_id: int) -> Reply:
    await customers.kept(pressing.session, note_id, pressing.staff, pressing.bench.clock())
    return await _page(pressing, pressing.texts("toast-promise-kept"))


@step(Do.KEPT_TOLD)
async def kept_told(pressing: Pressing, note_id: int) -> Reply:
    note = await customers.kept(pressing.session, note_id, pressing.staff, pressing.bench.clock())
    view = (await pressing.seen()).view
    drawn = prompts.promise_kept(view, note.text, pressing.staff.name, pressing.aloud)
    return Reply(toast=pressing.texts("toast-promise-kept"), redraws=drawn)


@step(Do.DROP)
async def drop(pressing: Pressing, note_id: int) -> Reply:
    note = await customer_views.one_note(pressing.session, note_id, pressing.staff)
    return _shows(pressing, prompts.surely_drop(note, pressing.texts))


@step(Do.DROP_SURELY)
async def drop_surely(pressing: Pressing, note_id: int) -> Reply:
    await customers.drop(pressing.session, note_id, pressing.staff, pressing.bench.clock())
    return await _page(pressing, pressing.texts("toast-note-dropped"))


# --- who is who


@step(Do.MERGE)
async def merge(pressing: Pressing, _: int) -> Reply:
    case = await pressing.session.get_one(Case, pressing.data.case, populate_existing=True)
    found = await customer_views.likely(pressing.session, case.customer_id)
    return _shows(pressing, prompts.pick_same(await _kept(pressing), found, pressing.texts))


@step(Do.MERGE_WITH)
async def merge_with(pressing: Pressing, other_id: int) -> Reply:
    """Both are shown; a second tap merges them."""
    this, other = await customer_views.both(pressing.session, pressing.data.case, other_id)
    return _shows(pressing, prompts.side_by_side(this, other, pressing.texts))


@step(Do.MERGE_SURELY)
async def merge_surely(pressing: Pressing, other_id: int) -> Reply:
    now = pressing.bench.clock()
    await merging.merge(pressing.session, pressing.data.case, other_id, pressing.staff, now)
    return await _page(pressing, pressing.texts("toast-customer-merged"))


@step(Do.SPLIT)
async def split(pressing: Pressing, _: int) -> Reply:
    case = await pressing.session.get_one(Case, pressing.data.case, populate_existing=True)
    merges, single = await customer_views.parts_of(pressing.session, case.customer_id)
    if not merges and not single:
        raise Refused("customer-one-identity")
    return _shows(pressing, prompts.pick_part(await _kept(pressing), merges, single, pressing.texts))


@step(Do.APART)
async def apart(pressing: Pressing, merge_id: int) -> Reply:
    case = await pressing.session.get_one(Case, pressing.data.case, populate_existing=True)
    merges, _ = await customer_views.parts_of(pressing.session, case.customer_id)
    found: tuple[CustomerMerge, Likely] | None = next(
        ((row, who) for row, who, _ in merges if row.id == merge_id), None
    )
    if found is None:
        raise Refused("customer-apart-already")
    return _shows(pressing, prompts.surely_apart(await _kept(pressing), *found, pressing.texts))


@step(Do.APART_SURELY)
async def apart_surely(pressing: Pressing, merge_id: int) -> Reply:
    now = pressing.bench.clock()
    _, other = await merging.apart(pressing.session, merge_id, pressing.staff, now)
    return await _page(pressing, await _gone(pressing, other.id))


@step(Do.OUT)
async def out(pressing: Pressing, identity_id: int) -> Reply:
    view = await _kept(pressing)
    one = next((one for one in view.identities if one.id == identity_id), None)
    if one is None:
        raise Refused("customer-changed")
    return _shows(pressing, prompts.surely_out(view, one, pressing.texts))


@step(Do.OUT_SURELY)
async def out_surely(pressing: Pressing, identity_id: int) -> Reply:
    now = pressing.bench.clock()
    _, other = await merging.take_out(pressing.session, pressing.data.case, identity_id, pressing.staff, now)
    return await _page(pressing, await _gone(pressing, other.id))


# --- for good


@step(Do.FORGET)
async def forget(pressing: Pressing, _: int) -> Reply:
    require(pressing.staff.role, Right.FORGET)
    kept = await _kept(pressing)
    will = await will_go(pressing.session, kept.id)
    return _shows(pressing, prompts.surely_forget(kept, will, pressing.texts))


@step(Do.FORGET_SURELY)
async def forget_surely(pressing: Pressing, customer_id: int) -> Reply:
    """The case may be another customer's by now: whoever was named when it was asked is meant."""
    require(pressing.staff.role, Right.FORGET)
    session, case = pressing.session, await pressing.session.get_one(Case, pressing.data.case)
    if case.customer_id != customer_id or case.desk_id != pressing.staff.desk_id:
        raise Refused("customer-changed")
    await forgetting.forget(session, customer_id, pressing.staff, pressing.bench.clock())
    return Reply(toast=pressing.texts("toast-forgotten"), closes=True)


async def _gone(pressing: Pressing, other_id: int) -> str:
    """Who is a customer of their own again. The card's own customer may be either of the two."""
    who = await customer_views.one_likely(pressing.session, other_id)
    called = who.name or pressing.texts("card-customer-unknown")
    return pressing.texts("toast-split", name=cut(one_line(called), 60), count=who.had)
