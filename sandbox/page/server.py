"""The HTTP server of the page: the page, what a person sees, what they do, and the news that something changed.

It is meant for one machine: it listens on loopback only, refuses requests that come under another name (a web
site cannot reach it through DNS), and takes acts only as JSON (a form of another site cannot send that).
"""

import ipaddress
import json
from collections.abc import Awaitable, Callable
from pathlib import Path

from aiohttp import web

from sandbox.page.body import Body, Json
from sandbox.page.memory import Memory
from sandbox.page.stream import Stream
from sandbox.page.telegram_acts import Act, TelegramActs
from sandbox.page.telegram_view import TelegramView
from sandbox.page.trouble import Trouble
from sandbox.page.vk_acts import VkActs
from sandbox.page.vk_things import ThingActs, things
from sandbox.page.vk_view import VkView
from sandbox.telegram import TelegramSandbox, User
from sandbox.telegram.errors import ApiError
from sandbox.vk import VkSandbox
from sandbox.vk.errors import VkError

STATIC = Path(__file__).parent / "static"
BODY_LIMIT = 64 * 1024
REFUSALS = (LookupError, ValueError, PermissionError, ApiError, VkError)
POLICY = "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; frame-ancestors 'none'"

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Page:
    """`captions` say what a Telegram person is ("Operator"), `about` what the VK community is."""

    def __init__(
        self,
        telegram: TelegramSandbox,
        vk: VkSandbox,
        group_id: int,
        captions: dict[int, str] | None = None,
        about: str = "",
    ) -> None:
        self.telegram, self.vk = telegram, vk
        self.memory = Memory(telegram)
        self.stream = Stream()
        self.telegram_view = TelegramView(telegram, self.memory, captions if captions is not None else {})
        self.vk_view = VkView(vk, group_id, about)
        self.trouble = Trouble(telegram, vk)
        self.acts: dict[str, Act] = {
            **{f"telegram/{k}": v for k, v in TelegramActs(telegram, self.memory).by_name.items()},
            **{f"vk/{k}": v for k, v in VkActs(vk, self.vk_view).by_name.items()},
            **{f"vk/{k}": v for k, v in ThingActs(vk, self.vk_view).by_name.items()},
            "faults": self._switch,
        }
        self.url = ""
        self._runner: web.AppRunner | None = None
        self._ends: list[Callable[[], None]] = []

    async def start(self, host: str = "127.0.0.1", port: int = 0) -> None:
        """Port 0: any free one. Raises ValueError for a host that others can reach, OSError for a port in use."""
        if not is_loopback(host):
            raise ValueError(
                f"the page lets anybody act for everybody: it listens on loopback, not on {host}"
            )
        self._runner = web.AppRunner(self._app(), access_log=None, shutdown_timeout=1)
        await self._runner.setup()
        await web.TCPSite(self._runner, host, port).start()
        self.url = f"http://{_bracketed(host)}:{self._runner.addresses[0][1]}/"
        self.memory.start()
        self.stream.open()
        self._ends = [self.telegram.on_change(self.stream.announce), self.vk.on_change(self.stream.announce)]

    async def stop(self) -> None:
        self.stream.close()
        for end in self._ends:
            end()
        self._ends = []
        self.memory.stop()
        runner, self._runner = self._runner, None
        if runner is not None:
            await runner.cleanup()

    def _app(self) -> web.Application:
        app = web.Application(client_max_size=BODY_LIMIT, middlewares=[guard])
        app.router.add_get("/", _index)
        app.router.add_static("/static/", STATIC)
        app.router.add_get("/api/state", self._state)
        app.router.add_get("/api/changes", self.stream.serve)
        app.router.add_post("/api/{act:.+}", self._act)
        app.router.add_get("/vk/files/{path:.+}", self._vk_file)
        app.router.add_get("/telegram/{path:.+}", self._telegram_file)
        return app

    # -- requests

    async def _state(self, request: web.Request) -> web.Response:
        """Whoever is not named, or is not there, is the first there is."""
        people = [each for each in self.telegram.users.values() if not each.is_bot]
        me = _chosen(request.query.get("me"), [each.id for each in people])
        viewers = [*self.vk_view.customers(), self.vk_view.group.owner_id]
        return answer(self.state(self.telegram.users[me], _chosen(request.query.get("as"), viewers)))

    def state(self, me: User, viewer: int) -> Json:
        self.telegram_view.vk_url = self.vk.url
        return {
            "revision": self.stream.revision,
            "telegram": self.telegram_view.seen_by(me),
            "vk": self.vk_view.seen_by(viewer) | {"things": things(self.vk_view, viewer)},
            "faults": self.trouble.shown(),
        }

    async def _act(self, request: web.Request) -> web.Response:
        act = self.acts.get(request.match_info["act"])
        if act is None:
            return answer({"error": "no such act"}, 404)
        if request.content_type != "application/json":
            return answer({"error": "acts are sent as application/json"}, 415)
        try:
            return answer(await act(Body(json.loads(await request.text()))))
        except REFUSALS as refusal:
            return answer({"error": words(refusal)}, 403 if isinstance(refusal, PermissionError) else 400)

    async def _switch(self, body: Body) -> Json:
        self.trouble.set(body.text("id"), body.flag("on"))
        self.stream.announce()
        return {}

    async def _vk_file(self, request: web.Request) -> web.Response:
        file = self.vk.core.media.files.get(request.rel_url.raw_path.removeprefix("/vk"))
        if file is None:
            raise web.HTTPNotFound
        return _part(request, file.body(), file.content_type)

    async def _telegram_file(self, request: web.Request) -> web.Response:
        file = self.telegram.files.by_path.get(request.match_info["path"])
        if file is None:
            raise web.HTTPNotFound
        return _part(request, file.data, file.mime)


def _part(request: web.Request, body: bytes, content_type: str) -> web.Response:
    """What was asked for of a file: players find out by parts how long a voice message is."""
    wanted = request.http_range
    headers = {"Accept-Ranges": "bytes"}
    if wanted.start is None:
        return web.Response(body=body, content_type=content_type, headers=headers)
    first, end, _ = wanted.indices(len(body))
    headers["Content-Range"] = f"bytes {first}-{end - 1}/{len(body)}"
    return web.Response(status=206, body=body[first:end], content_type=content_type, headers=headers)


@web.middleware
async def guard(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Only under a name of this machine; the answer is never kept and never framed."""
    if not is_loopback(request.url.host or ""):
        raise web.HTTPForbidden(text="this page answers on loopback only")
    response = await handler(request)
    if not response.prepared:
        response.headers.setdefault("Cache-Control", "no-cache")
        response.headers["Content-Security-Policy"] = POLICY
        response.headers["X-Content-Type-Options"] = "nosniff"
    return response


async def _index(_request: web.Request) -> web.StreamResponse:
    return web.FileResponse(STATIC / "index.html")


def answer(body: Json, status: int = 200) -> web.Response:
    return web.json_response(body, status=status, dumps=lambda value: json.dumps(value, ensure_ascii=False))


def words(refusal: Exception) -> str:
    """What a refusal says. A KeyError would quote itself."""
    return str(refusal.args[0]) if refusal.args else type(refusal).__name__


def is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _chosen(wanted: str | None, among: list[int]) -> int:
    """The one asked for, or the first."""
    found = [each for each in among if str(each) == wanted]
    return (found or among)[0]
