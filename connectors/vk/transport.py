"""vk_api, tamed: one instance a token, called in threads, whose outcome is a value and never an exception.

vk_api's exceptions hold the token (`ApiError.values`), those of requests the request's body: none of them leaves
this module, not even as the context of another one.
"""

from __future__ import annotations

import ssl
from collections.abc import Mapping
from contextlib import nullcontext
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Any, Protocol

import requests
import urllib3.exceptions
import vk_api
from requests.adapters import HTTPAdapter
from vk_api.exceptions import ApiError, ApiHttpError
from vk_api.vk_api import jconfig
from yarl import URL

from connectors.vk.errors import Refusal, read_refusal

API_VERSION = "5.199"
HOST = "https://api.vk.ru"
"""What vk_api has built in; `api_url` replaces it on the way out."""


def own_origin(api_url: str) -> str | None:
    """Of another API than VK's real one, which the owner has set: see `Reach.own`."""
    return None if api_url == HOST else str(URL(api_url).origin())


Timeouts = tuple[float, float]
"""Seconds to connect, and to wait for bytes."""

_NEVER_LEFT = (
    urllib3.exceptions.NewConnectionError,
    urllib3.exceptions.ConnectTimeoutError,
    urllib3.exceptions.ProxyError,
    requests.exceptions.ConnectTimeout,
    requests.exceptions.ProxyError,
    requests.exceptions.InvalidURL,
    requests.exceptions.InvalidSchema,
    ssl.SSLCertVerificationError,
)
"""Errors from before the first byte of the request."""


@dataclass(frozen=True, slots=True)
class Answer:
    value: Any


@dataclass(frozen=True, slots=True)
class NoAnswer:
    """No answer, or none that can be read. `never_left`: VK certainly did not get the call."""

    what: str
    never_left: bool = False


Outcome = Answer | Refusal | NoAnswer


class Session(Protocol):
    """The one thing we use of vk_api."""

    def method(self, method: str, values: Mapping[str, object], *, raw: bool = False) -> Any: ...


class _Adapter(HTTPAdapter):
    """Sends what was meant for vk_api's host to `api_url`, and never without a time limit."""

    def __init__(self, api_url: str, timeouts: Timeouts, threads: int) -> None:
        super().__init__(pool_maxsize=threads)
        self._api_url, self._timeouts = api_url.rstrip("/"), timeouts

    def send(
        self,
        request: requests.PreparedRequest,
        stream: bool = False,
        timeout: Any = None,
        verify: bool | str = True,
        cert: Any = None,
        proxies: Mapping[str, str] | None = None,
    ) -> requests.Response:
        request.url = self._api_url + request.path_url
        return super().send(request, stream, timeout or self._timeouts, verify, cert, dict(proxies or {}))


def open_http(api_url: str, proxy: str | None, timeouts: Timeouts, threads: int) -> requests.Session:
    """A session that believes nothing of the environment and follows no redirect with a token in its hands."""
    http = requests.Session()
    http.trust_env = False
    http.max_redirects = 0
    http.mount(HOST, _Adapter(api_url, timeouts, threads))
    if proxy:
        check_proxy(proxy)
        # socks5h: the proxy looks names up too; where VK is blocked, its names often are.
        address = proxy.replace("socks5://", "socks5h://", 1).replace("socks4://", "socks4a://", 1)
        http.proxies = {"http": address, "https": address}
    return http


def check_proxy(proxy: str) -> None:
    """Raises ValueError, without the address: it may hold a password."""
    scheme, _, rest = proxy.partition("://")
    if scheme not in ("socks5", "socks5h", "socks4", "http") or not rest:
        raise ValueError("a proxy is socks5://host:port, socks4://host:port or http://host:port")
    if scheme.startswith("socks") and find_spec("socks") is None:
        raise ValueError("a SOCKS proxy needs the package pysocks, which is not installed")


def open_session(token: str, http: requests.Session, *, community: bool) -> Session:
    build = vk_api.VkApiGroup if community else vk_api.VkApi
    vk = build(token=token, api_version=API_VERSION, session=http, config=jconfig.MemoryConfig)
    # Its handlers sleep and call again (6), ask at the console (17) or fail over a captcha without captcha_sid (14).
    vk.error_handlers.clear()
    # Its lock is held while a request is under way and exists for its own pacing: ours is in front, and with the
    # lock one hanging read would hold up every answer. The pool of connections below is thread-safe.
    vk.RPS_DELAY = 0.0
    vk.lock = nullcontext()
    session: Session = vk
    return session


def attempt(session: Session, method: str, values: Mapping[str, object]) -> Outcome:
    """One call, in a thread. Raises nothing that VK or the network could cause."""
    try:
        # Of execute the whole answer: what failed in it stands beside the `response`.
        return Answer(session.method(method, dict(values), raw=method == "execute"))
    except ApiError as error:
        return read_refusal(error.error)
    except ApiHttpError as error:
        return NoAnswer(f"HTTP {error.response.status_code}")
    except (requests.RequestException, urllib3.exceptions.HTTPError, OSError) as error:
        return NoAnswer(type(error).__name__, never_left(error))
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError) as error:
        # vk_api stumbles so over JSON that is neither `response` nor `error`.
        return NoAnswer(f"an answer that is none ({type(error).__name__})")


def never_left(error: BaseException) -> bool:
    """Whether the request failed before its first byte. requests wraps urllib3's reason two or three deep."""
    inside: list[object] = [error]
    for _ in range(10):
        if not inside:
            return False
        each = inside.pop(0)
        if isinstance(each, _NEVER_LEFT):
            return True
        if isinstance(each, BaseException):
            inside += [getattr(each, "reason", None), *each.args]
    return False
