"""HTTP requests to `Params`: query string, form, multipart with files, JSON."""

from aiohttp import web

from .errors import ApiError, bad
from .files import MAX_UPLOAD
from .params import Params, Upload


async def read_params(request: web.Request) -> Params:
    """What a request carries, wherever it carries it. Raises ApiError."""
    params = await read_body(request, Params(dict(request.query.items())))
    try:
        "".join(params.raw.values()).encode()
    except UnicodeEncodeError:
        raise bad("Strings must be encoded in UTF-8") from None
    return params


async def read_body(request: web.Request, params: Params) -> Params:
    if request.method != "POST":
        return params
    try:
        if request.content_type == "application/json":
            return await read_json(request, params)
        return await read_form(request, params)
    except web.HTTPRequestEntityTooLarge:
        raise ApiError(413, "Request Entity Too Large") from None


async def read_form(request: web.Request, params: Params) -> Params:
    try:
        form = await request.post()
    except ValueError as broken:
        raise bad(f"invalid request body: {broken}") from None
    for name, value in form.items():
        if isinstance(value, web.FileField):
            data = value.file.read()
            if len(data) > MAX_UPLOAD:
                raise ApiError(413, "Request Entity Too Large")
            params.files[name] = Upload(value.filename, value.content_type, data)
        elif isinstance(value, str):
            params.raw[name] = value
    return params


async def read_json(request: web.Request, params: Params) -> Params:
    try:
        body = await request.json()
    except ValueError:
        raise bad("can't parse JSON object") from None
    if not isinstance(body, dict):
        raise bad("JSON object expected")
    return Params(params.raw | Params.from_json(body).raw)
