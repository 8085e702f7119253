"""The HTTP face of VK: /method/<name>, the long poll, files and captcha pages."""

import json

from aiohttp import web

from sandbox.faults import Faults
from sandbox.vk import api, methods
from sandbox.vk.core import Call, Calls, Core
from sandbox.vk.media import ORIGIN, png

__all__ = ["VkServer", "methods"]

LONGPOLL = "a_check"
"""The name faults use for long poll requests."""

UPLOAD = "upload"
"""The name faults use for files on their way in."""
FILE = "file"
"""The name faults use for files on their way out."""


class VkServer:
    """One aiohttp application; `faults` sees a request under its method's name, a poll as `a_check`."""

    def __init__(self, core: Core, faults: Faults) -> None:
        self.core = core
        self.faults = faults
        self.calls = Calls()
        self._runner: web.AppRunner | None = None
        self._port = 0

    async def start(self, host: str, port: int) -> None:
        """Port 0 takes a free one, and after a stop the same one again."""
        app = web.Application(client_max_size=64 * 1024**2)
        app.router.add_route("*", "/method/{name}", self._method)
        app.router.add_get("/whp/{group_id:\\d+}", self._poll)
        app.router.add_get("/files/{path:.+}", self._file)
        app.router.add_post("/upload/{key}", self._upload)
        app.router.add_get("/captcha/{sid:\\d+}.png", self._captcha_image)
        app.router.add_route("*", "/captcha/{sid:\\d+}", self._captcha_page)
        # A client that hangs up ends its poll: otherwise a dead poll would eat the next failure or event.
        self._runner = web.AppRunner(app, handler_cancellation=True, shutdown_timeout=0.05)
        await self._runner.setup()
        site = web.TCPSite(self._runner, host, port or self._port)
        await site.start()
        self._port = self._runner.addresses[0][1]
        self.core.url = f"http://{host}:{self._port}"

    async def stop(self) -> None:
        """An outage: whoever waits is cut off."""
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    async def _method(self, request: web.Request) -> web.StreamResponse:
        params = await _params(request)
        token = params.pop("access_token", "") or _bearer(request)
        call = self.calls.keep(Call(request.match_info["name"], params, self.core.world.clock()))
        self.core.changes.mark()

        async def apply() -> web.StreamResponse:
            return self._json(api.answer(self.core, call, token))

        try:
            return await self.faults.serve(request, call.method, call.params, apply)
        finally:
            self.core.changes.mark()

    async def _poll(self, request: web.Request) -> web.StreamResponse:
        group_id = int(request.match_info["group_id"])
        params = await _params(request)
        if params.get("act") != LONGPOLL or group_id not in self.core.world.groups:
            raise web.HTTPNotFound

        async def apply() -> web.StreamResponse:
            return self._json(await self.core.longpoll.check(group_id, params))

        return await self.faults.serve(request, LONGPOLL, params, apply)

    async def _file(self, request: web.Request) -> web.StreamResponse:
        """Faults know it as `file`, with its `path`."""
        path = request.rel_url.raw_path

        async def apply() -> web.StreamResponse:
            file = self.core.media.files.get(path)
            if file is None:
                raise web.HTTPNotFound
            return web.Response(body=file.body(), content_type=file.content_type)

        return await self.faults.serve(request, FILE, {"path": path}, apply)

    async def _upload(self, request: web.Request) -> web.StreamResponse:
        """Faults know it as `upload`."""
        key = request.match_info["key"]
        if not self.core.uploads.knows(key):
            raise web.HTTPNotFound
        form = await request.post()
        file = next((each for each in form.values() if isinstance(each, web.FileField)), None)

        async def apply() -> web.StreamResponse:
            if file is None:
                return self._json({"error": "no_file", "error_descr": "no file in the form"})
            body = self.core.uploads.receive(key, file.filename, file.file.read(), file.content_type)
            return self._json(body)

        return await self.faults.serve(request, UPLOAD, {}, apply)

    async def _captcha_image(self, request: web.Request) -> web.StreamResponse:
        return web.Response(body=png(int(request.match_info["sid"]), 130, 50), content_type="image/png")

    async def _captcha_page(self, request: web.Request) -> web.StreamResponse:
        """GET shows a button, POST is the human who pressed it."""
        sid = request.match_info["sid"]
        if request.method == "POST":
            self.core.failures.solve(sid)
            self.core.changes.mark()
            return web.Response(text=f"success_token=solved-{sid}")
        form = '<form method="post"><button>Я не робот</button></form>'
        return web.Response(text=f"<!doctype html><title>VK</title>{form}", content_type="text/html")

    def _json(self, body: object) -> web.Response:
        text = json.dumps(body, ensure_ascii=False)
        if not text.isprintable() and any("\ud800" <= one <= "\udfff" for one in text):
            text = json.dumps(body)  # half a character: as an escape it is JSON all the same
        text = text.replace(ORIGIN, self.core.url)
        return web.Response(body=text.encode(), content_type="application/json", charset="utf-8")


async def _params(request: web.Request) -> dict[str, str]:
    """Query and form together; of a repeated name the last counts."""
    params = dict(request.query)
    if request.method == "POST":
        params.update({key: value for key, value in (await request.post()).items() if isinstance(value, str)})
    return params


def _bearer(request: web.Request) -> str:
    kind, _, token = request.headers.get("Authorization", "").partition(" ")
    return token.strip() if kind.lower() == "bearer" else ""
