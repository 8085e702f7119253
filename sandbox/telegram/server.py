"""The HTTP side: `/bot<token>/<method>` and `/file/bot<token>/<path>`."""

import socket

from aiohttp import web

from ..faults import Faults
from .errors import ApiError
from .fetching import fetch_named
from .files import MAX_UPLOAD
from .hooking import WebhookSender
from .methods import METHODS
from .model import Call
from .params import Params
from .polling import Poller
from .requests import read_params
from .state import World


class BotApiServer:
    """One bot's server over a `World`. Starting again after a stop uses the same port: an outage."""

    def __init__(self, world: World, token: str, faults: Faults) -> None:
        self.world, self.token, self.faults = world, token, faults
        self.poller = Poller(world)
        self.hooks = WebhookSender(world, self.poller, self._execute, lambda seconds: faults.sleep(seconds))
        self.host, self.port = "", 0
        self._runner: web.AppRunner | None = None

    @property
    def url(self) -> str:
        return f"http://{self.host}:{self.port}"

    @property
    def running(self) -> bool:
        return self._runner is not None

    async def start(self, host: str, port: int) -> None:
        app = web.Application(client_max_size=MAX_UPLOAD + 2 * 1024 * 1024)
        app.router.add_route("*", "/file/bot{token}/{path:.+}", self._file)
        app.router.add_route("*", "/bot{token}/{method}", self._method)
        app.router.add_route("*", "/{rest:.*}", self._nowhere)
        self._runner = web.AppRunner(
            app, access_log=None, handler_cancellation=True, shutdown_timeout=0.01, keepalive_timeout=60
        )
        await self._runner.setup()
        listening = bound(host, port or self.port)
        await web.SockSite(self._runner, listening).start()
        self.host, self.port = host, int(listening.getsockname()[1])
        self.hooks.run()

    async def stop(self) -> None:
        """Drop every connection; the state stays."""
        await self.hooks.close()
        runner, self._runner = self._runner, None
        if runner is not None:
            await runner.cleanup()

    # -- requests

    async def _nowhere(self, _request: web.Request) -> web.Response:
        return refusal(ApiError(404, "Not Found"))

    async def _file(self, request: web.Request) -> web.StreamResponse:
        async def apply() -> web.Response:
            file = self.world.files.by_path.get(request.match_info["path"])
            if request.match_info["token"] != self.token:
                return refusal(ApiError(401, "Unauthorized"))
            if file is None:
                return refusal(ApiError(404, "Not Found"))
            return web.Response(body=file.data, content_type="application/octet-stream")

        return await self.faults.serve(request, "file", {"path": request.match_info["path"]}, apply)

    async def _method(self, request: web.Request) -> web.StreamResponse:
        if request.match_info["token"] != self.token:
            return refusal(ApiError(401, "Unauthorized"))
        try:
            params = await read_params(request)
        except ApiError as error:
            return refusal(error)
        method = request.match_info["method"]
        call = Call(method, params.decoded(), self.world.now)
        self.world.calls.append(call)
        self.world.ticker.announce()

        async def apply() -> web.Response:
            return await self._answer(method, params, call)

        response = await self.faults.serve(request, method, call.params, apply)
        call.status = call.status or (0 if dropped(request) else response.status)
        self.world.ticker.announce()
        return response

    async def _answer(self, method: str, params: Params, call: Call) -> web.Response:
        try:
            call.result = await self._execute(method, params)
        except ApiError as error:
            call.status, call.description = error.code, error.description
            if error.code == 429:
                self.world.too_many.append(call)
            return refusal(error)
        call.status = 200
        return web.json_response({"ok": True, "result": call.result})

    async def _execute(self, method: str, params: Params) -> object:
        match method.lower():
            case "getupdates":
                return await self.poller.get_updates(params)
            case "setwebhook":
                return self.hooks.set_webhook(params)
            case "deletewebhook":
                return self.hooks.delete_webhook(params)
        known = METHODS.get(method.lower())
        if known is None:
            raise ApiError(404, "Not Found: method not found")
        await fetch_named(method, params)
        return known(self.world, params)


def dropped(request: web.Request) -> bool:
    return request.transport is None or request.transport.is_closing()


def refusal(error: ApiError) -> web.Response:
    retry_after = error.parameters.get("retry_after")
    headers = {"Retry-After": str(retry_after)} if retry_after else None
    return web.json_response(error.json(), status=error.code, headers=headers)


def bound(host: str, port: int) -> socket.socket:
    """A listening socket that may be bound again at once after a stop."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listening.bind((host, port))
    listening.setblocking(False)
    return listening
