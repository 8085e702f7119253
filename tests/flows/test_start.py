"""What a start says of what a person should mend; and a whole day's work in Russian."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack

import pytest

from sandbox.telegram import Message as Said
from storage.models import Account, Case, Desk
from tests.flows.stage import ANNA, BORIS, DELIVERY, OLGA, OPERATORS, PETR, STRANGER, Stage
from tests.flows.words import hears

BASIC = -4000001


@pytest.mark.parametrize(
    ("status", "words"),
    [
        ("member", "I am not an administrator."),
        ("left", "I am not in the group. Please add me as administrator"),
    ],
)
async def test_not_an_administrator_at_the_start(
    stage: Stage, capsys: pytest.CaptureFixture[str], status: str, words: str
) -> None:
    stage.telegram.set_member_status(stage.telegram.bot, OPERATORS, status)  # type: ignore[arg-type]
    async with stage.at_work():
        stage.telegram.start_bot(OLGA)
        await hears(stage, f"Operators' group: {words}")
    assert "administrator" in capsys.readouterr().out
    async with stage.at_work():
        await stage.calm()
    assert len([one for one in stage.ours(OLGA) if words in stage.text(one)]) == 1, "not at every restart"


async def test_a_basic_group_at_the_start(stage: Stage, capsys: pytest.CaptureFixture[str]) -> None:
    stage.telegram.add_group(BASIC, "Small", members=[ANNA], owner=OLGA, type="group")
    async with stage.at_work(OPERATORS_CHAT_ID=str(BASIC)):
        stage.telegram.start_bot(OLGA)
        await hears(stage, "Operators' group: it must be a supergroup")
    assert "The group must be a supergroup" in capsys.readouterr().out


async def test_single_rights_are_for_the_log_alone(stage: Stage, capsys: pytest.CaptureFixture[str]) -> None:
    stage.telegram.set_rights(stage.telegram.chat_of(OPERATORS), can_pin_messages=False)
    async with stage.at_work():
        stage.telegram.start_bot(OLGA)
        await hears(stage, "You are the owner")
        await stage.telegram.wait(
            lambda: [one for one in stage.telegram.calls if one.method == "getChatMember"]
        )
        await stage.calm()
        assert len(stage.ours(OLGA)) == 1
    assert "Please allow me to pin messages." in capsys.readouterr().out


async def test_two_processes_that_start_together_make_one_desk(stage: Stage) -> None:
    async with AsyncExitStack() as stack:
        both = [stage.at_work(OWNER_IDS="") for _ in range(2)]
        one, two = await asyncio.gather(*(stack.enter_async_context(desk) for desk in both))
        assert one.owner_link == two.owner_link is not None
        assert (len(await stage.rows(Desk)), len(await stage.rows(Account))) == (1, 1)


async def test_a_start_tries_what_stands_still_and_tells_nobody_again(stage: Stage) -> None:
    async with stage.at_work():
        stage.telegram.start_bot(OLGA)
        await hears(stage, "You are the owner")
        stage.telegram.set_member_status(stage.telegram.bot, OPERATORS, "left")
        stage.comment("Where is my parcel?")
        await hears(stage, "Operators' group: I am not in the group.")
    for _ in range(2):
        tried = len([one for one in stage.telegram.calls if one.params.get("chat_id") == OPERATORS])
        async with stage.at_work():
            await stage.telegram.wait(
                lambda n=tried: [one for one in stage.telegram.calls[n:] if one.method == "sendMessage"]  # type: ignore[misc]
            )
            await stage.calm()
    assert len([one for one in stage.ours(OLGA) if "Operators' group" in stage.text(one)]) == 1
    stage.telegram.set_member_status(stage.telegram.bot, OPERATORS, "administrator")
    async with stage.at_work():
        await stage.card("Where is my parcel?")


async def test_commands_are_offered(desk: Stage) -> None:
    offered = await desk.telegram.wait(lambda: list(desk.telegram.commands.values())[0])
    wanted = "queue mine case shift handover private templates me report staff settings help"
    assert [one["command"] for one in offered] == wanted.split()


async def test_the_main_flow_in_russian(stage: Stage) -> None:
    async with stage.at_work(LANGUAGE="ru"):
        stage.telegram.start_bot(OLGA)
        await hears(stage, "Вы владелец. Сводка дня приходит сюда")
        stage.telegram.start_bot(STRANGER)
        await hears(stage, "Этот бот работает для закрытой команды.", STRANGER)
        stage.telegram.say(OLGA, DELIVERY, "/department Доставка")
        await stage.card("Теперь здесь отдел Доставка.", DELIVERY)
        post = stage.post("Новая смесь")
        stage.comment("Где посылка?", post)
        card = await stage.card("Где посылка?")
        assert stage.labels(card) == ["Взять", "Ответить", "В отдел", "Решено", "Ещё", "Открыть в VK"]
        assert stage.text(card).startswith("🔴 #1 · VK · комментарий")
        await _work(stage, card)
        await _ask_department(stage, card)
        await stage.vk.wait(lambda: stage.answers(post) == ["Уже едет", "В Риге"])
        await _close(stage, card)


async def _work(stage: Stage, card: Said) -> None:
    assert await stage.press(ANNA, card, "Взять") == "#1 – ваше."
    assert await stage.press(BORIS, card, "Взять") == "Обращение уже в работе: Anna."
    await stage.says(card, "В работе: Anna")
    stage.telegram.say(ANNA, OPERATORS, "Уже едет", reply_to=card.message_id)
    leaving = await stage.whisper(ANNA, "Уйдёт клиенту через 10 секунд")
    assert stage.labels(leaving) == ["Отменить", "Пусть посмотрят"]
    stage.telegram.say(BORIS, OPERATORS, "И я отвечу", reply_to=card.message_id)
    kept = await stage.whisper(BORIS, "Всё равно отправить ваш ответ?")
    assert await stage.press_whisper(BORIS, kept, "Убрать") == "Черновик убран."
    note = stage.telegram.say(BORIS, OPERATORS, "// постоянный клиент", reply_to=card.message_id)
    await stage.telegram.wait(lambda: stage.reaction(note) == "✍")
    stage.time.let_pass(11)
    await stage.says(card, "Ждём клиента")
    await stage.says(card, "1 заметка")


async def _ask_department(stage: Stage, card: Said) -> None:
    await stage.press(ANNA, card, "В отдел")
    picker = await stage.whisper(ANNA, "Кого спросить про #1?")
    await stage.press_whisper(ANNA, picker, "Доставка")
    await stage.says(picker, "задать вопрос?")
    await stage.press_whisper(ANNA, picker, "Написать вопрос")
    prompt = await stage.followup("Anna, что спросить у отдела Доставка про #1?")
    stage.telegram.say(ANNA, OPERATORS, "Где 77?", reply_to=prompt.message_id)
    await stage.whisper(ANNA, "Вопрос ушёл: Доставка.")
    asked = await stage.card("Где 77?", DELIVERY)
    stage.telegram.say(PETR, DELIVERY, "/resolve", reply_to=asked.message_id)
    await stage.whisper(PETR, "Это делают операторы. Вы советуете", DELIVERY)
    stage.telegram.say(PETR, DELIVERY, "В Риге", reply_to=asked.message_id)
    advice = await stage.followup("В Риге")
    assert await stage.press(ANNA, advice, "Отправить клиенту") == "Отправляю."
    stage.time.let_pass(11)
    stage.time.let_pass(11)


async def _close(stage: Stage, card: Said) -> None:
    await stage.press(ANNA, card, "Ещё")
    menu = await stage.whisper(ANNA, "Обращение #1")
    actions = [
        *(
            "Отпустить",
            "Отклонить",
            "Заметка",
            "История",
            "Назначить",
            "Объединить…",
            "🚫 ✏️ Изменить ответ",
            "🚫 🗑 Удалить ответ",
        ),
        *("✉️ Ответить лично", "⚙️ Модерация…", "Заглушить пост", "Открыть в VK", "Закрыть"),
    ]
    assert stage.labels(menu) == actions
    await stage.press_whisper(ANNA, menu, "История")
    await stage.whisper(ANNA, "Доставка")
    assert await stage.press(ANNA, card, "Решено") == "#1 решено."
    await stage.says(card, "Решено")
    assert await stage.press(ANNA, card, "Вернуть в работу") == "#1 снова открыто."
    stage.telegram.say(ANNA, OPERATORS, "/queue")
    await stage.whisper(ANNA, "Нас никто не ждёт.")
    stage.telegram.say(ANNA, OPERATORS, "/help")
    await stage.whisper(ANNA, "Смахните карточку влево")
    (case,) = await stage.rows(Case)
    assert case.status == "open"
