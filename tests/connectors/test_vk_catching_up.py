"""What was missed is found by looking, in the form that the lost events would have had."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest

from connectors.base import Edited, Incoming, Item, Malformed, ParentSeen
from connectors.catching_up import CatchesUp
from connectors.errors import Auth, OutcomeUnknown, Permanent, Permission, QuotaExhausted, Transient
from connectors.signals import Signal
from connectors.vk import Purse, Tokens, VkConnector, catching_up, missed_comments
from connectors.vk.missed_comments import OVERLAP
from sandbox.faults import Fault
from sandbox.vk import VkSandbox
from tests.connectors.conftest import ADMIN, COMMUNITY, ONLY_COMMUNITY, SERVICE, Make, Reader, Town, calls
from tests.connectors.stages import UNLIMITED
from tests.quick import paced


def long_ago() -> datetime:
    return datetime.now(UTC) - timedelta(hours=1)


def texts(items: Sequence[Item]) -> list[str]:
    return [item.text for item in items if isinstance(item, Incoming)]


@pytest.fixture
def connector(make: Make) -> VkConnector:
    return make()


async def test_the_same_items_as_the_events_in_the_same_order(town: Town, reader: Reader) -> None:
    vk = town.vk
    post = vk.add_post(town.group, "Свежий пост", photo=vk.photo())
    root = vk.comment(town.anna, post, "Раз " + "и " * 200, attachments=[vk.photo()])
    reply = vk.comment(town.anna, town.post, "Под старым постом")
    answer = vk.colleague_comment(post, "Ответил", reply_to=root)
    vk.comment(town.anna, post, "Ещё", reply_to=answer)
    first = vk.message(town.anna, town.group, "Здравствуйте", attachments=[vk.document()])
    vk.colleague_message(town.anna, town.group, "И вам")
    vk.message(town.anna, town.group, "Где?", reply_to=first)
    vk.comment(town.anna, town.post, "И тут", reply_to=reply)
    heard = await reader.items(9)
    assert isinstance(reader.connector, CatchesUp)
    found = await reader.connector.missed(long_ago())
    assert not found.unread
    by_key = {getattr(item, "key", None): item for item in found.items}
    assert by_key == {getattr(item, "key", None): item for item in heard}
    dates = [item.sent_at for item in found.items if isinstance(item, Incoming)]
    assert dates == sorted(dates)


async def test_only_what_is_newer_with_some_minutes_to_spare() -> None:
    now = datetime.now(UTC)
    clock = [now.timestamp() - 3600]
    async with VkSandbox(lambda: clock[0], UNLIMITED) as vk:
        group, anna = vk.add_group(1234, "Кофейня", "coffee"), vk.add_user(123, "Анна", "Смирнова")
        vk.add_token(COMMUNITY, "community", group)
        vk.add_token(SERVICE, "service")
        post = vk.add_post(group, "Пост")

        def write(what: str) -> None:
            vk.comment(anna, post, f"{what} комментарий")
            vk.message(anna, group, f"{what} сообщение")

        write("старый")
        clock[0] = (now - OVERLAP + timedelta(minutes=1)).timestamp()
        write("на грани")
        clock[0] = now.timestamp() + 1
        write("новый")
        connector = VkConnector(
            group_id=1234, tokens=Tokens(COMMUNITY, SERVICE), api_url=vk.url, purse=Purse(paced)
        )
        found = await connector.missed(now)
        assert {type(item) for item in found.items} == {Incoming, Edited}
        # What is a little older may have been edited; it is no news.
        assert [one.text for one in found.items if isinstance(one, Edited)] == [
            "старый комментарий",
            "на грани комментарий",
        ]
        news = texts(found.items)
        kinds = sorted(news[:2]), sorted(news[2:])
        assert kinds == (
            ["на грани комментарий", "на грани сообщение"],
            ["новый комментарий", "новый сообщение"],
        )
        await connector.close()


async def test_pages_are_followed_as_long_as_they_are_new(monkeypatch: pytest.MonkeyPatch) -> None:
    for module, name in (
        (catching_up, "DIALOGS"), (catching_up, "MESSAGES"), (missed_comments, "COMMENTS"),
    ):  # fmt: skip
        monkeypatch.setattr(module, name, 10)
    clock = [datetime.now(UTC).timestamp() - 7200]
    async with VkSandbox(lambda: clock[0], UNLIMITED) as vk:
        group, anna = vk.add_group(1234, "Кофейня", "coffee"), vk.add_user(123, "Анна", "Смирнова")
        vk.add_token(COMMUNITY, "community", group)
        vk.add_token(SERVICE, "service")
        posts = [vk.add_post(group, f"Пост {number}") for number in range(3)]
        root = vk.comment(anna, posts[0], "Самый первый")
        vk.message(anna, group, "Давно")
        clock[0] += 3600 + OVERLAP.total_seconds() + 60
        for number in range(23):
            vk.comment(anna, posts[0], f"к{number}")
            vk.comment(anna, posts[0], f"о{number}", reply_to=root)
            vk.message(anna, group, f"с{number}")
        for peer in range(1000, 1011):
            vk.message(vk.add_user(peer, "Кто-то", str(peer)), group, f"п{peer}")
        connector = VkConnector(
            group_id=1234, tokens=Tokens(COMMUNITY, SERVICE), api_url=vk.url, purse=Purse(paced)
        )
        found = await connector.missed(long_ago())
        assert [one.key for one in found.unread] == ["vk-things-token"]
        comments = [text for text in texts(found.items) if text[0] in "ко"]
        assert comments == [f"{kind}{number}" for number in range(23) for kind in "ко"]
        messages = [text for text in texts(found.items) if text[0] in "сп"]
        assert messages == [f"с{number}" for number in range(23)] + [f"п{peer}" for peer in range(1000, 1011)]
        count = [call.method for call in vk.calls].count
        assert count("wall.getComments") == 6  # three pages of the first level, three of the long thread
        assert (count("messages.getConversations"), count("wall.get")) == (2, 1)
        assert {call.outcome for call in vk.calls} == {"ok"}
        await connector.close()


async def test_a_reply_deep_in_an_old_thread(town: Town, connector: VkConnector) -> None:
    root = town.vk.comment(town.anna, town.post, "Старый")
    for number in range(15):
        town.vk.comment(town.anna, town.post, str(number), reply_to=root)
    found = [item for item in (await connector.missed(long_ago())).items if isinstance(item, Incoming)]
    assert [item.text for item in found] == ["Старый", *map(str, range(15))]
    assert {item.target["root_id"] for item in found} == {root.id}


async def test_deleted_ones_are_left_out(town: Town, connector: VkConnector) -> None:
    root = town.vk.comment(town.anna, town.post, "Прочь")
    town.vk.comment(town.anna, town.post, "Останется", reply_to=root)
    town.vk.delete_comment(root)
    gone = town.vk.add_post(town.group, "Долой", notify=False)
    town.vk.comment(town.anna, gone, "Прочь и это")
    town.vk.delete_post(gone)
    town.vk.delete_message(town.vk.message(town.anna, town.group, "Ой"))
    assert texts((await connector.missed(long_ago())).items) == ["Останется"]


async def test_an_edited_message_says_so(town: Town, connector: VkConnector) -> None:
    message = town.vk.message(town.anna, town.group, "Гдк?")
    town.vk.edit_message(town.group, message, "Где?")
    items = (await connector.missed(long_ago())).items
    news, _, edit = [item for item in items if not isinstance(item, ParentSeen)]
    assert isinstance(news, Incoming)
    assert isinstance(edit, Edited)
    assert (news.key, news.text) == (edit.key, edit.text) == ("dialog123_1", "Где?")


async def test_a_comment_that_cannot_be_understood_is_kept(town: Town, connector: VkConnector) -> None:
    answer = {"count": 1, "items": [{"id": "девять", "from_id": 123, "date": 4102444799, "text": "?"}]}
    town.vk.comment(town.anna, town.post, "?")
    town.vk.faults.add("wall.getComments", Fault.error(200, {"response": answer}))
    assert [type(one) for one in (await connector.missed(long_ago())).items] == [ParentSeen, Malformed]


# --- under photos, videos, products, in topics; posts by others


async def test_comments_under_things_are_the_same_items_as_their_events(town: Town, reader: Reader) -> None:
    vk = town.vk
    things = (
        vk.add_photo(town.group, "Витрина"),
        vk.add_photo(town.group, "Зал"),
        vk.add_video(town.group, "Обжарка"),
        vk.add_product(town.group, "Кружка"),
        vk.add_topic(town.group, "Отзывы"),
    )
    vk.add_video(town.group, "Без комментариев")
    for thing in things:
        root = vk.remark(town.anna, thing, "Раз")
        vk.colleague_remark(thing, "Ответил", reply_to=root)
        vk.remark(town.anna, thing, "Ещё", reply_to=root)
    vk.add_post(town.group, "Разбили кружку", author=town.anna)
    heard = await reader.items(3 * len(things) + 1)
    assert isinstance(reader.connector, CatchesUp)
    found = await reader.connector.missed(long_ago())
    assert not found.unread
    by_key = {item.key: item for item in found.items if not isinstance(item, ParentSeen | Malformed | Signal)}
    assert by_key == {
        item.key: item for item in heard if not isinstance(item, ParentSeen | Malformed | Signal)
    }


async def test_old_comments_under_things_are_left_alone() -> None:
    clock = [datetime.now(UTC).timestamp() - 7200]
    async with VkSandbox(lambda: clock[0], UNLIMITED) as vk:
        group, anna = vk.add_group(1234, "Кофейня", "coffee"), vk.add_user(123, "Анна", "Смирнова")
        vk.add_token(COMMUNITY, "community", group)
        vk.add_token(ADMIN, "admin", group)
        things = (
            vk.add_photo(group), vk.add_video(group, "Обжарка"), vk.add_product(group, "Кружка"),
            vk.add_topic(group, "Отзывы"),
        )  # fmt: skip
        for thing in things:
            vk.remark(anna, thing, "Давно")
        quiet = vk.add_topic(group, "Тишина")
        vk.remark(anna, quiet, "Давно")
        clock[0] += 7200
        for thing in things:
            vk.remark(anna, thing, thing.sort.name)
        connector = VkConnector(
            group_id=1234, tokens=Tokens(COMMUNITY, None, ADMIN), api_url=vk.url, purse=Purse(paced)
        )
        found = await connector.missed(long_ago())
        assert sorted(texts(found.items)) == ["market", "photo", "topic", "video"]
        asked = [call.params["topic_id"] for call in vk.calls if call.method == "board.getComments"]
        assert asked == [str(things[3].id)]
        await connector.close()


@pytest.mark.parametrize(
    ("method", "code"), [("market.get", 1438), ("video.get", 19), ("board.getTopics", 15)]
)
async def test_a_section_that_the_community_has_not(
    town: Town, connector: VkConnector, method: str, code: int
) -> None:
    town.vk.remark(town.anna, town.vk.add_photo(town.group), "Под фото")
    town.vk.fail(method, code, None)
    found = await connector.missed(long_ago())
    assert (texts(found.items), list(found.unread)) == (["Под фото"], [])


async def test_a_right_the_administrators_token_lacks(town: Town, make: Make) -> None:
    town.vk.add_token("vk1.a.narrow", "admin", town.group, scopes={"wall", "groups", "photos"})
    town.vk.remark(town.anna, town.vk.add_photo(town.group), "Под фото")
    found = await make(Tokens(COMMUNITY, SERVICE, "vk1.a.narrow")).missed(long_ago())
    assert texts(found.items) == ["Под фото"]
    assert [one.key for one in found.unread] == ["vk-things-token"]


# --- who may look


async def test_without_a_token_for_the_wall_dialogs_are_looked_through(town: Town, make: Make) -> None:
    town.vk.comment(town.anna, town.post, "Комментарий")
    town.vk.message(town.anna, town.group, "Сообщение")
    found = await make(ONLY_COMMUNITY).missed(long_ago())
    assert texts(found.items) == ["Сообщение"]
    [unread] = found.unread
    assert (unread.key, type(unread.error)) == ("vk-comments-token", Permission)
    assert calls(town, "wall.get") == 0


@pytest.mark.parametrize("service", [None, SERVICE])
async def test_an_administrators_token_looks_too(town: Town, make: Make, service: str | None) -> None:
    town.vk.revoke_token(SERVICE)
    town.vk.comment(town.anna, town.post, "Комментарий")
    found = await make(Tokens(COMMUNITY, service, ADMIN)).missed(long_ago())
    assert (texts(found.items), list(found.unread)) == (["Комментарий"], [])


async def test_a_community_token_without_the_right(town: Town, make: Make) -> None:
    town.vk.add_token("vk1.a.poor", "community", town.group, scopes={"wall"})
    town.vk.comment(town.anna, town.post, "Комментарий")
    found = await make(Tokens("vk1.a.poor", SERVICE)).missed(long_ago())
    assert texts(found.items) == ["Комментарий"]
    assert [(one.key, type(one.error)) for one in found.unread] == [
        ("vk-messages", Permission),
        ("vk-things-token", Permission),
    ]


async def test_a_refused_token_of_the_community_is_the_accounts_trouble(
    town: Town, connector: VkConnector
) -> None:
    town.vk.revoke_token(COMMUNITY)
    with pytest.raises(Auth):
        await connector.missed(long_ago())


async def test_comments_for_members_only_cost_only_themselves(town: Town, connector: VkConnector) -> None:
    secret = town.vk.add_post(town.group, "Своим", notify=False)
    town.vk.comment(town.anna, secret, "Не видно")
    town.vk.comment(town.anna, town.post, "Видно")
    town.vk.fail("wall.getComments", 212, None, when=lambda params: params["post_id"] == str(secret.id))
    found = await connector.missed(long_ago())
    assert (texts(found.items), list(found.unread)) == (["Видно"], [])


# --- trouble on the way


@pytest.mark.parametrize(
    ("method", "left"), [("messages.getHistory", ["Комментарий"]), ("wall.getComments", ["Сообщение"])]
)
async def test_what_was_found_is_given_though_the_rest_has_to_wait(
    town: Town, connector: VkConnector, method: str, left: list[str]
) -> None:
    town.vk.comment(town.anna, town.post, "Комментарий")
    town.vk.message(town.anna, town.group, "Сообщение")
    for code, kind in ((10, Transient), (29, QuotaExhausted), (14, Permanent)):
        town.vk.fail(method, code, None)
        found = await connector.missed(long_ago())
        assert texts(found.items) == left
        [unread] = found.unread
        assert isinstance(unread.error, kind)
        assert not isinstance(unread.error, OutcomeUnknown)
        town.vk.clear_failures()
        for shared in connector._client.shared.values():
            shared.resting.clear()


async def test_there_is_an_end_to_looking(
    town: Town, connector: VkConnector, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(catching_up, "MOST_CALLS", {"vk-messages": 1, "vk-comments": 2, "vk-things": 1})
    town.vk.message(town.anna, town.group, "Сообщение")
    later = town.vk.add_post(town.group, "Ещё пост", notify=False)
    town.vk.comment(town.anna, town.post, "Под старым")
    town.vk.comment(town.anna, later, "Под новым")
    found = await connector.missed(long_ago())
    assert texts(found.items) == ["Под новым"]
    assert [(one.key, type(one.error)) for one in found.unread] == [
        ("vk-messages", Permanent),
        ("vk-comments", Permanent),
        ("vk-things", Permanent),
    ]


# --- late events


async def test_an_edit_or_a_deletion_before_its_comment(town: Town, reader: Reader) -> None:
    """Told as it comes; the desk knows what came too early (`bot/disorder.py`)."""
    vk = town.vk
    vk.hold_events()
    edited, gone = vk.comment(town.anna, town.post, "Гдк?"), vk.comment(town.anna, town.post, "Прочь")
    message = vk.message(town.anna, town.group, "Когла?")
    vk.edit_comment(edited, "Где?")
    vk.edit_message(town.group, message, "Когда?")
    vk.delete_comment(gone)
    vk.release_events(newest_first=True)
    names = [(type(item).__name__, getattr(item, "text", "")) for item in await reader.items(8)]
    assert names == [
        ("Deleted", ""),
        ("Incoming", "Когда?"),
        ("Edited", "Когда?"),
        ("Incoming", "Где?"),
        ("Edited", "Где?"),
        ("Incoming", "Когла?"),
        ("Incoming", "Прочь"),
        ("Incoming", "Гдк?"),
    ]


async def test_an_old_comment_that_is_edited_is_no_news(town: Town, make: Make) -> None:
    written = town.vk.comment(town.anna, town.post, "Давно")
    written.date -= 2 * 86400
    reader = Reader(make())
    await reader.poll()
    town.vk.edit_comment(written, "Давно и неправда")
    [item] = await reader.items()
    assert isinstance(item, Edited)
    assert item.text == "Давно и неправда"
