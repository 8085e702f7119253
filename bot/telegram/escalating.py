"""Buttons by which a case goes to a department, and those of the department's card."""

from __future__ import annotations

from bot import escalations
from bot.desk import arrangement
from bot.desk.arrangement import Pick
from bot.desk.lanes import Urgency, telegram_lane
from bot.desk.states import Action, Refused
from bot.desk.view import Command
from bot.record import enqueue, lock
from bot.telegram import prompts
from bot.telegram.asking import place_of
from bot.telegram.pressing import Pressing, command
from bot.telegram.reply import Reply, in_words
from storage.models import Department
from storage.queries import asked_of_department, departments_of


@command(Command.ESCALATE)
async def escalate(pressing: Pressing) -> Reply:
    seen = await pressing.seen()
    if Action.ESCALATE not in seen.view.actions:
        raise Refused(seen.view.status.value, action=Action.ESCALATE.value)
    departments = await departments_of(pressing.session, pressing.place.desk.id)
    if not departments:
        return Reply(toast=pressing.texts("toast-no-departments"), alert=True)
    picks = [await _pick(pressing, one) for one in departments]
    return Reply(whispers=[pressing.whisper(arrangement.pick(seen.view, picks, pressing.texts))])


async def _pick(pressing: Pressing, one: Department) -> Pick:
    waits = await asked_of_department(pressing.session, one.id)
    try:
        await escalations.check_asked(pressing.session, one)
    except Refused:
        return Pick(one, waits, reached=False)
    return Pick(one, waits, reached=True)


@command(Command.ESCALATE_TO)
async def escalate_to(pressing: Pressing) -> Reply:
    department = await _department(pressing)
    drawn = prompts.with_question((await pressing.seen()).view, department, pressing.texts)
    return Reply(whispers=[pressing.whisper(drawn)], replaces=True)


@command(Command.ESCALATE_NOW)
async def escalate_now(pressing: Pressing) -> Reply:
    department = await escalations.escalate(
        pressing.session, pressing.data.case, pressing.data.arg, None, pressing.staff, pressing.bench.clock()
    )
    return Reply(toast=pressing.texts("toast-escalated", department=department.name), closes=True)


@command(Command.ASK)
async def ask(pressing: Pressing) -> Reply:
    """The question comes as a message: it is asked for by one, which is answered by a swipe."""
    department = await _department(pressing)
    case = await lock(pressing.session, pressing.data.case)
    desk = pressing.place.desk
    enqueue(
        pressing.session,
        desk_id=desk.id,
        lane=pressing.private_lane or (None if desk.chat_id is None else telegram_lane(desk.chat_id)),
        kind="ask",
        urgency=Urgency.ACT,
        not_before=pressing.bench.clock(),
        case=case,
        payload={"department": department.id, "staff": pressing.staff.id},
    )
    return Reply(closes=True)


async def _department(pressing: Pressing) -> Department:
    """Raises Refused: gone, or nobody reads there."""
    department = await pressing.session.get(Department, pressing.data.arg)
    if department is None or department.desk_id != pressing.place.desk.id:
        raise Refused("department-gone")
    await escalations.check_asked(pressing.session, department)
    return department


# --- on the department's card


@command(Command.TAKE_ASKED)
async def take(pressing: Pressing) -> Reply:
    data, place_id = pressing.data, place_of(pressing.place)
    before = await escalations.take(
        pressing.session, data.arg, pressing.staff, pressing.bench.clock(), place_id, data.case
    )
    if before is not None:
        return Reply(toast=pressing.texts("toast-taken-from", name=before.name))
    return Reply(toast=pressing.texts("toast-taken"))


@command(Command.ASK_BACK)
async def ask_back(pressing: Pressing) -> Reply:
    return await _prompt(pressing, "asking")


@command(Command.GIVE_BACK)
async def give_back(pressing: Pressing) -> Reply:
    return await _prompt(pressing, "returning")


async def _prompt(pressing: Pressing, kind: str) -> Reply:
    """The words come as a message: they are asked for by one, which is answered by a swipe."""
    data, place_id, now = pressing.data, place_of(pressing.place), pressing.bench.clock()
    await escalations.prompt(pressing.session, kind, data.arg, pressing.staff, now, place_id, data.case)
    return Reply(toast=pressing.texts("toast-swipe-below"))


@command(Command.GIVE_BACK_NOW)
async def give_back_now(pressing: Pressing) -> Reply:
    data, place_id, now = pressing.data, place_of(pressing.place), pressing.bench.clock()
    await escalations.give_back(pressing.session, data.arg, None, pressing.staff, now, place_id, data.case)
    told = "toast-given-back"
    return Reply(toast=pressing.texts(told), redraws=in_words(pressing.aloud, told))
