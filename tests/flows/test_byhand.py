"""Cases that people open by hand, and answers that a customer got by phone, by e-mail or otherwise."""

from __future__ import annotations

from sandbox.telegram import Message as Shown
from storage.models import HAND, Account, Case, Customer, Draft, Event, Trouble
from tests.flows.answering import answer, answers, kinds, the_case
from tests.flows.stage import ANNA, BORIS, OLGA, OPERATORS, Stage
from tests.flows.words import hears, in_private

STORY = "Maria, +371 2000000\nThe grinder broke after a week"


async def told(desk: Stage, card: Shown, way: str, words: str | None, who: int = ANNA) -> Shown:
    """Somebody writes down an answer by the buttons; the message that asked for the words."""
    await desk.press(who, card, "More")
    more = await desk.whisper(who, "Case #")
    await desk.press_whisper(who, more, "Answered elsewhere")
    picker = await desk.whisper(who, "get an answer")
    await desk.press_whisper(who, picker, way)
    prompt = await desk.followup("Swipe this message left and write it in a word or two.")
    if words is None:
        await desk.press(who, prompt, "Without words")
    else:
        desk.telegram.say(who, OPERATORS, words, reply_to=prompt.message_id)
    return prompt


async def test_new_opens_a_case_that_is_answered_by_phone(desk: Stage) -> None:
    said = desk.telegram.say(ANNA, OPERATORS, f"/new {STORY}")
    card = await desk.card("By hand")
    text = desk.text(card)
    assert "Maria, +371 2000000" in text
    assert "The grinder broke after a week" in text
    assert "Opened by Anna" in text
    assert "Not answerable" not in text
    assert "community" not in text
    assert desk.labels(card) == ["Claim", "Answered elsewhere", "Escalate", "Resolve", "More"]
    await desk.telegram.wait(lambda: desk.reaction(said) == "✍")
    (account,) = await desk.rows(Account, Account.network == HAND)
    case = await the_case(desk)
    assert (case.account_id, case.kind, case.status) == (account.id, HAND, "open")
    assert case.made_by_id is not None

    desk.telegram.edit(ANNA, OPERATORS, said, f"/new {STORY}, and smokes")
    await desk.says(card, "broke after a week, and smokes")
    assert (await kinds(desk))[-1] == "corrected_by_hand"

    await desk.press(BORIS, card, "Answered elsewhere")
    picker = await desk.whisper(BORIS, "How did Maria")
    await desk.press_whisper(BORIS, picker, "📞 By phone")
    prompt = await desk.followup("what did you tell Maria")
    words = desk.telegram.say(BORIS, OPERATORS, "We take it back", reply_to=prompt.message_id)
    await desk.says(card, "Waiting for the customer")
    assert "📞 by phone" in desk.text(card)
    assert "We take it back" in desk.text(card)
    assert "With Boris" in desk.text(card)
    await desk.telegram.wait(lambda: desk.reaction(words) == "✍")
    (given,) = await answers(desk)
    assert (given.elsewhere, given.delivery, given.key, given.text) == (
        "phone",
        "sent",
        None,
        "We take it back",
    )
    case = await the_case(desk)
    assert case.unanswered_since is None
    assert case.first_answer_at is not None
    assert await kinds(desk) == ["opened", "made_by_hand", "corrected_by_hand", "claim", "answered"]
    await desk.press(BORIS, card, "More")
    await desk.press_whisper(BORIS, await desk.whisper(BORIS, "Case #1"), "History")
    history = desk.text(await desk.whisper(BORIS, "history"))
    assert "📞 answered by phone · Boris: We take it back" in history


async def test_a_swipe_on_a_case_by_hand_is_kept_and_not_sent(desk: Stage) -> None:
    desk.telegram.say(ANNA, OPERATORS, "/new Somebody left an umbrella in the shop")
    card = await desk.card("umbrella")
    said = desk.telegram.say(ANNA, OPERATORS, "It is at the till", reply_to=card.message_id)
    asked = await desk.whisper(ANNA, "so nothing was sent")
    await desk.telegram.wait(lambda: desk.reaction(said) == "🤝")
    await desk.says(card, "how was the customer told?")
    (draft,) = await desk.rows(Draft)
    assert (draft.why, draft.state) == ("elsewhere", "waiting")
    await desk.press_whisper(ANNA, asked, "📧 By e-mail")
    await desk.says(card, "📧 by e-mail")
    await desk.says(card, "Waiting for the customer")
    (given,) = await answers(desk)
    assert (given.elsewhere, given.text) == ("email", "It is at the till")
    (draft,) = await desk.rows(Draft)
    assert draft.state == "sent"


async def test_a_networks_case_is_answered_by_phone_corrected_and_taken_back(desk: Stage) -> None:
    post = desk.post()
    desk.comment("Where is my parcel?", post)
    card = await desk.card()
    prompt = await told(desk, card, "📞 By phone", None)
    await desk.says(card, "📞 by phone")
    await desk.says(prompt, "noted as answered by phone. Nothing was sent.")
    said = desk.telegram.say(ANNA, OPERATORS, "On Friday", reply_to=prompt.message_id)
    await desk.says(card, "On Friday")
    (given,) = await answers(desk)
    assert given.text == "On Friday", "the words belong to what was noted without"
    desk.telegram.say(ANNA, OPERATORS, "/edit On Monday", reply_to=card.message_id)
    await desk.says(card, "On Monday")
    assert desk.answers(post) == [], "nothing went to the network"
    desk.telegram.say(ANNA, OPERATORS, "/undo", reply_to=card.message_id)
    await desk.whisper(ANNA, "it no longer counts as answered")
    await desk.says(card, "Unanswered")
    case = await the_case(desk)
    assert (case.status, case.first_answer_at) == ("open", None)
    assert case.unanswered_since is not None
    assert "On Monday" not in desk.text(card)
    assert said.message_id

    await answer(desk, card, "On its way!")
    desk.time.let_pass(60)
    await desk.says(card, "Waiting for the customer")
    assert desk.answers(post) == ["On its way!"]


async def test_as_a_command_also_for_what_somebody_else_has(desk: Stage) -> None:
    desk.comment("Where is my parcel?")
    card = await desk.card()
    await desk.press(BORIS, card, "Claim")
    desk.telegram.say(ANNA, OPERATORS, "/answered phone He comes on Friday", reply_to=card.message_id)
    noted = await desk.whisper(ANNA, "noted as answered by phone")
    await desk.says(card, "He comes on Friday")
    await desk.says(card, "With Boris")
    assert await desk.press_whisper(ANNA, noted, "Undo") == "Taken back: it no longer counts as answered."
    await desk.says(card, "Unanswered")
    desk.telegram.say(ANNA, OPERATORS, "/answered phone", reply_to=card.message_id)
    await desk.says(card, "Waiting for the customer")
    desk.telegram.say(ANNA, OPERATORS, "/answered phone", reply_to=card.message_id)
    await desk.whisper(ANNA, "That is noted already.")
    assert [one.delivery for one in await answers(desk)] == ["taken_back", "sent"]
    desk.comment("And by what service?", desk.vk.posts(1234)[0])
    await desk.says(card, "And by what service?")


async def test_what_cannot_be_opened_says_why(desk: Stage) -> None:
    desk.telegram.say(ANNA, OPERATORS, "/new")
    await desk.whisper(ANNA, "What did the customer say? For example: /new")
    desk.telegram.say(ANNA, OPERATORS, "/answered phone yes")
    await desk.whisper(ANNA, "As a reply to a card: /answered phone")
    assert await desk.rows(Case) == []
    assert await desk.rows(Event, Event.case_id.is_not(None)) == []
    assert await desk.rows(Customer) == []


async def test_in_the_private_chat_of_who_has_it(desk: Stage) -> None:
    await in_private(desk, ANNA)
    desk.telegram.say(ANNA, ANNA, "/private on")
    await hears(desk, "come", ANNA)
    desk.telegram.say(ANNA, ANNA, f"/new {STORY}")
    opened = await hears(desk, "#1 is opened", ANNA)
    await desk.press(ANNA, opened, "Claim", ANNA)
    own = await desk.card("Maria, +371 2000000", ANNA)
    await desk.press(ANNA, own, "Answered elsewhere", ANNA)
    picker = await hears(desk, "get an answer", ANNA)
    await desk.press(ANNA, picker, "🤝 Otherwise", ANNA)
    prompt = await hears(desk, "in a word or two", ANNA)
    desk.telegram.say(ANNA, ANNA, "Told in the shop", reply_to=prompt.message_id)
    await desk.says(own, "Told in the shop")
    await desk.says(own, "🤝 in another way")
    noted = await hears(desk, "noted as answered in another way", ANNA)
    await desk.press(ANNA, noted, "Undo", ANNA)
    await desk.says(own, "Unanswered")


async def test_its_account_is_in_nobodys_way(stage: Stage) -> None:
    async with stage.at_work():
        await in_private(stage, OLGA)
        stage.telegram.say(ANNA, OPERATORS, f"/new {STORY}")
        await stage.card("The grinder broke")
    async with stage.at_work():
        stage.comment("Where is my parcel?")
        card = await stage.card("Where is my parcel?")
        assert "Nordlicht Coffee" not in stage.text(card), "still the only account that customers write to"
        stage.telegram.say(OLGA, OLGA, "/settings")
        await hears(stage, "VK · Nordlicht Coffee")
        assert [one for one in stage.ours(OLGA) if "By hand" in stage.text(one)] == []
        assert await stage.rows(Trouble) == []
