"""Everything goes through the proxy that is set: calls of the API and the poll."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from connectors.errors import Transient
from connectors.vk import Tokens, VkConnector
from tests.connectors.conftest import DIALOG, Make, Reader, Town, attempt
from tests.socks import Socks5


@pytest.fixture
async def proxy() -> AsyncIterator[Socks5]:
    proxy = Socks5()
    yield proxy
    await proxy.stop()


async def test_in_and_out_through_socks(town: Town, make: Make, proxy: Socks5) -> None:
    reader = Reader(make(proxy=await proxy.start()))
    await reader.poll()
    town.vk.message(town.anna, town.group, "?")
    await reader.items()
    assert proxy.connections == 2
    await reader.connector.send(attempt(DIALOG))
    await proxy.stop()
    cursor = reader.cursor
    town.vk.message(town.anna, town.group, "мимо прокси")
    with pytest.raises(Transient, match="long poll"):
        await reader.connector.poll(cursor)
    await reader.connector.close()


@pytest.mark.parametrize("proxy", ["127.0.0.1:1080", "ftp://user:hidden@127.0.0.1", "socks5://"])
def test_a_proxy_that_is_none_is_refused_at_once(proxy: str) -> None:
    with pytest.raises(ValueError, match="a proxy is") as caught:
        VkConnector(group_id=1234, tokens=Tokens("token"), proxy=proxy)
    assert "hidden" not in str(caught.value)
