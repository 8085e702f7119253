import contextvars
import io
import json
import logging
import sys
import threading
from collections.abc import Callable, Iterator

import pytest
import structlog
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter
from sqlalchemy.exc import IntegrityError

from bot import hushing, log
from bot.hushing import hush, written_in
from tests.configured import as_before

SECRET = 'pa"ss\\wörd/123'
TOKEN = "123456789:AAE-abcdefghijklmnopqrstuvwxyz_012"


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def _as_it_was() -> Iterator[None]:
    with as_before():
        yield


@pytest.fixture(params=[io.StringIO, Terminal], ids=["json", "terminal"])
def out(request: pytest.FixtureRequest) -> io.StringIO:
    stream: io.StringIO = request.param()
    log.configure([SECRET, TOKEN], stream=stream)
    return stream


def clean(out: io.StringIO) -> str:
    """What was written, after a look that no form of a secret is in it."""
    written = out.getvalue()
    for form in (SECRET, repr(SECRET)[1:-1], json.dumps(SECRET)[1:-1], "abcdefghijklm", "wörd", "w\\u00f6rd"):
        assert form not in written
    if not out.isatty():
        for line in written.splitlines():
            json.loads(line)
    return written


def test_json_lines() -> None:
    out = io.StringIO()
    log.configure(stream=out)
    structlog.get_logger("bot.app").info("started", case=7)
    line = json.loads(out.getvalue())
    assert (line["event"], line["case"], line["level"], line["logger"]) == ("started", 7, "info", "bot.app")
    assert line["timestamp"].endswith("Z")


def test_lines_for_people() -> None:
    out = Terminal()
    log.configure(stream=out)
    structlog.get_logger().info("started", case=7)
    assert "started" in out.getvalue()
    assert "{" not in out.getvalue()


def test_values_and_messages(out: io.StringIO) -> None:
    logger = structlog.get_logger()
    logger.info(f"connect with {SECRET}", password=SECRET, nested={"a": [SECRET]}, data=SECRET.encode())
    logger.info("%s", SECRET)
    assert "connect with ***" in clean(out)


def test_the_libraries_go_the_same_way(out: io.StringIO) -> None:
    logging.getLogger("aiogram.dispatcher").warning("Failed: https://api.telegram.org/bot%s/getMe", TOKEN)
    logging.getLogger("aiohttp.server").error("Error %r", {"password": SECRET})
    assert "/bot123456789:***/getMe" in clean(out) or "/bot***/getMe" in clean(out)


def test_exceptions_with_their_causes(out: io.StringIO) -> None:
    try:
        try:
            raise ValueError(SECRET)
        except ValueError as inner:
            inner.add_note(f"with {SECRET}")
            try:
                raise KeyError(SECRET) from inner
            except KeyError:
                raise ExceptionGroup(TOKEN, [RuntimeError(SECRET)])  # noqa: B904 - its context is meant
    except ExceptionGroup as error:
        structlog.get_logger().exception("failed", error=error)
        logging.getLogger("aiogram").exception("failed too")
    written = clean(out)
    assert written.count("KeyError: '***'") + written.count("KeyError: ***") >= 2
    assert written.count("with ***") >= 2


def test_what_looks_like_a_secret_is_hidden_too(out: io.StringIO) -> None:
    other = "987654321:BBF-abcdefghijklmnopqrstuvwxyz_987"
    for text in (
        f"https://api.telegram.org/file/bot{other}/photo.jpg",
        "vk1.a.abcdefghijklmnopq",
        "socks5://me:abcdefghijklm@host:1080",
        "method?access_token=abcdefghijklmnop&v=5.199",
        "{'access_token': 'abcdefghijklmnop', 'v': '5.199'}",
        '{"access_token": "abcdefghijklmnop"}',
        "https://lp.vk.ru/wh1?act=a_check&key=abcdefghijklmnop&ts=4",
    ):
        structlog.get_logger().info("call", text=text)
        structlog.get_logger().info(text)
    written = clean(out)
    for kept in ("photo.jpg", "host:1080", "v=5.199", "ts=4", "act=a_check"):
        assert kept in written


def test_rows_and_parameters_of_a_database_error(out: io.StringIO) -> None:
    """Both may be what a customer wrote."""
    driver = Exception(
        "null value violates not-null\nDETAIL:  Failing row contains (1, my phone\n\nis +7 900 555-01-22, null)."
    )
    error = IntegrityError(
        "INSERT INTO messages (text) VALUES ($1)", ("my phone is +7 900 555-01-22",), driver
    )
    try:
        raise error from driver
    except IntegrityError:
        structlog.get_logger().exception("item not applied", error=error)
        logging.getLogger("asyncio").error("unhandled %s", error)
    written = clean(out)
    assert "555-01-22" not in written, "no moment looks like it: three digits may be a microsecond"
    assert "phone" not in written
    assert "INSERT INTO messages" in written
    assert "violates not-null" in written


def test_context_is_in_every_line(out: io.StringIO) -> None:
    with structlog.contextvars.bound_contextvars(update=4711):
        logging.getLogger("asyncio").warning("slow")
    assert "4711" in clean(out)


def test_chatty_libraries_are_quiet(out: io.StringIO) -> None:
    for name in (
        "aiogram.event",
        "aiohttp.access",
        "sqlalchemy.engine.Engine",
        "apscheduler.executors.default",
    ):
        logging.getLogger(name).info("a customer's words")
    structlog.get_logger().debug("details")
    assert clean(out) == ""
    logging.getLogger("sqlalchemy.pool").warning("seen")
    assert "seen" in clean(out)


def test_a_line_that_cannot_be_made_shows_no_arguments(out: io.StringIO) -> None:
    root = logging.getLogger()
    root.handlers = [
        handler for handler in root.handlers if isinstance(handler, log._Handler)
    ]  # without pytest's
    logging.getLogger("x").info("%d", SECRET)
    assert "cannot log a line of x" in out.getvalue()
    assert "wörd" not in out.getvalue()


def test_a_crash_is_logged_without_secrets(out: io.StringIO) -> None:
    error = RuntimeError(SECRET)
    sys.excepthook(RuntimeError, error, None)
    thread = threading.Thread(target=lambda: (_ for _ in ()).throw(error))
    thread.start()
    thread.join()
    assert clean(out).count("crashed") == 2


def test_short_secrets_do_not_eat_words() -> None:
    log.hide(["desk"])
    assert log.redact("the desk") == "the desk"
    assert log.redact("postgresql://otklik:desk@host/otklik") == "postgresql://otklik:***@host/otklik"


secrets = st.text(st.characters(blacklist_categories=["Cs"]), min_size=log.SHORTEST, max_size=30)


@given(secrets, st.text(max_size=20), st.text(max_size=20))
def test_json_stays_json_and_hides_any_secret(secret: str, before: str, after: str) -> None:
    out = io.StringIO()
    log.configure([secret], stream=out)
    structlog.get_logger().info("call", text=before + secret + after)
    text = json.loads(out.getvalue())["text"]
    assert secret not in text or secret in hushing.HIDDEN * 20
    log._secrets.clear()  # each example begins anew


@pytest.mark.parametrize("sign", ["\n", "\r", "\x1b[2K", "\x9b31m", "\u2028", "\u202e", "\x00"])
def test_nothing_from_outside_forges_a_line(out: io.StringIO, sign: str) -> None:
    outside = f"well{sign}2026-11-22 21:00 [info] the owner is Mallory"
    structlog.get_logger().info("called by somebody else", why=outside, nested={"more": [outside]})
    logging.getLogger("aiohttp.server").error("Error: %s", outside)
    try:
        raise ValueError(f"x{sign}y")
    except ValueError:
        structlog.get_logger().exception("failed")
    written = clean(out)
    assert "Mallory" in written
    assert len([line for line in written.splitlines() if line.startswith("2026-11-22")]) == 0
    assert sign not in written or sign == "\n"


def test_what_is_dealt_with_just_now_is_not_quoted(out: io.StringIO) -> None:
    def handle() -> None:
        hush(written_in({"message": {"text": "Please\ncall Boris Petrov", "from": {"first_name": "Tim"}}}))
        nobody: dict[str, int] = {}
        errors: tuple[Callable[[], object], ...] = (
            lambda: int("Please\ncall Boris Petrov"),
            lambda: nobody["Boris Petrov"],
            lambda: TypeAdapter(int).validate_python("Please\ncall Boris Petrov"),
        )
        for broken in errors:
            try:
                broken()
            except (ValueError, KeyError):
                structlog.get_logger().exception("update failed", update=7)

    contextvars.copy_context().run(handle)
    written = clean(out)
    assert "Boris" not in written
    assert "Please" not in written
    assert "invalid literal for int()" in written
    structlog.get_logger().info("colleague", name="Boris Petrov")
    assert "Boris Petrov" in clean(out), "other tasks know nothing of it"


def test_what_was_logged_often_is_hidden_once_it_is_a_secret_or_somebodys_words(out: io.StringIO) -> None:
    def say() -> str:
        out.seek(0)
        out.truncate()
        structlog.get_logger().info("told", name="Boris Petrov", key="a-key-of-today")
        return clean(out)

    def handle() -> str:
        hush(["Boris Petrov"])
        return say()

    assert "Boris Petrov" in say()
    assert "Boris Petrov" not in contextvars.copy_context().run(handle)
    assert "a-key-of-today" in say()
    log.hide(["a-key-of-today"])
    assert "a-key-of-today" not in say()
    assert "Boris Petrov" in say()


def test_contacts_are_known_by_their_looks(out: io.StringIO) -> None:
    structlog.get_logger().info(
        "called", why="no field +7 900 555-01-22, 8 (900) 555-01-22 or tim@mail.example"
    )
    structlog.get_logger().info("kept", chat=-1001000000001, update=700000001, at="2026-11-22 21:00:05")
    written = clean(out)
    assert "555" not in written
    assert "tim@" not in written
    for kept in ("-1001000000001", "700000001", "2026-11-22 21:00:05"):
        assert kept in written
