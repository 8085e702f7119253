"""No token gets out: not into an error, nor what hangs on it, nor a log."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from connectors.errors import ConnectorError
from connectors.vk import Tokens, VkConnector
from sandbox.faults import Fault
from tests.connectors.conftest import (
    ADMIN,
    COMMUNITY,
    DIALOG,
    GROUP,
    SERVICE,
    Make,
    Town,
    attempt,
    under,
)

QUOTED = {
    "error": {
        "error_code": 5,
        "error_msg": f"User authorization failed: access_token={COMMUNITY}&v=5.199, {SERVICE}, {ADMIN}",
        "request_params": [{"key": "access_token", "value": COMMUNITY}],
    }
}
CAPTCHA = {"error": {"error_code": 14, "error_msg": "!", "redirect_uri": f"https://id.vk.ru/?t={COMMUNITY}"}}

FAULTS: dict[str, Fault] = {
    "quoted": Fault.error(200, QUOTED),
    "captcha": Fault.error(200, CAPTCHA),
    "neither": Fault.error(200, {"neither": COMMUNITY}),
    "a list": Fault.error(200, [COMMUNITY]),  # type: ignore[arg-type]
    "http error": Fault.error(500, QUOTED),
    "html": Fault.html(200),
    "502": Fault.html(502),
    "reset": Fault.reset_before(),
    "mid body": Fault.reset_mid_body(),
    "drop": Fault.drop_after(),
    "hang": Fault.hang(),
}


def leaks(error: BaseException) -> list[str]:
    """Every way a program prints an error, with what hangs on it, and the locals of our own frames."""
    chain: list[BaseException | None] = [error, error.__cause__, error.__context__]
    told = [repr(each) + str(each) + repr(vars(each)) for each in chain if each]
    told += traceback.format_exception(error)
    frames = traceback.TracebackException.from_exception(error, capture_locals=True).stack
    told += [str(frame.locals) for frame in frames if "/connectors/vk/" in frame.filename]
    return [text for text in told for token in (COMMUNITY, SERVICE, ADMIN) if token in text]


async def everything(connector: VkConnector, town: Town) -> list[ConnectorError]:
    """The errors of all there is to call."""
    comment = town.vk.comment(town.anna, town.post, "?")
    now = datetime.now(UTC)
    calls: list[Callable[[], object]] = [
        connector.start,
        lambda: connector.poll(None),
        lambda: connector.send(attempt(DIALOG)),
        lambda: connector.send(attempt(under(town.post, comment.id))),
        lambda: connector.find_sent(attempt(DIALOG), now),
        lambda: connector.find_sent(attempt(under(town.post, comment.id)), now),
        lambda: connector.profile("123"),
        lambda: connector.parent("wall-1234_1"),
    ]
    errors = []
    for call in calls:
        with pytest.raises(ConnectorError) as caught:
            await call()  # type: ignore[misc]
        errors.append(caught.value)
    return errors


@pytest.mark.parametrize("name", FAULTS)
async def test_no_token_gets_out(name: str, town: Town, make: Make, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    town.vk.faults.add("*", FAULTS[name])
    errors = await everything(make(timeouts=(1, 0.05)), town)
    town.vk.faults.clear()
    for error in errors:
        assert leaks(error) == []
        assert error.__context__ is None or isinstance(error.__context__, ConnectorError)
    ours = [record.getMessage() for record in caplog.records if "aiohttp" not in record.name]
    assert not [line for line in ours if "secret" in line]


async def test_no_token_gets_out_without_a_connection(town: Town, make: Make) -> None:
    for options in ({"api_url": "http://127.0.0.1:9"}, {"proxy": "socks5://user:pass@127.0.0.1:9"}):
        for error in await everything(make(**options), town):
            assert leaks(error) == []
            assert "pass" not in str(error)


async def test_tokens_are_not_shown() -> None:
    tokens = Tokens(COMMUNITY, SERVICE, ADMIN)
    connector = VkConnector(group_id=GROUP, tokens=tokens)
    assert "secret" not in repr(tokens) + repr(connector) + repr(vars(connector))
    await connector.close()
