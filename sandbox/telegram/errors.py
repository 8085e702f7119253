"""What the server answers when it refuses: code, text, parameters.

The texts are those of facts/telegram.md and, where it is silent, of the official server's own source
(tdlib/telegram-bot-api, tdlib/td). The first letter after the prefix is lower case, except in server constants.
"""

PREFIX = {400: "Bad Request", 401: "Unauthorized", 403: "Forbidden", 404: "Not Found", 409: "Conflict"}


class ApiError(Exception):
    """An `ok: false` answer. `parameters` are those of the type ResponseParameters."""

    def __init__(self, code: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters

    def json(self) -> dict[str, object]:
        body: dict[str, object] = {"ok": False, "error_code": self.code, "description": self.description}
        if self.parameters:
            body["parameters"] = self.parameters
        return body


def bad(text: str, **parameters: int) -> ApiError:
    """400. `text` may be given as the libraries word it: its first letter is lowered as the server does."""
    constant = len(text) > 1 and (text[1] == "_" or text[1].isupper())
    worded = text if constant else text[:1].lower() + text[1:]
    return ApiError(400, f"{PREFIX[400]}: {worded}", **parameters)


def forbidden(text: str) -> ApiError:
    return ApiError(403, f"{PREFIX[403]}: {text}")


def conflict(text: str) -> ApiError:
    return ApiError(409, f"{PREFIX[409]}: {text}")


def flood(retry_after: int) -> ApiError:
    return ApiError(429, f"Too Many Requests: retry after {retry_after}", retry_after=retry_after)


TERMINATED = "terminated by other getUpdates request; make sure that only one bot instance is running"
TERMINATED_BY_WEBHOOK = "terminated by setWebhook request"
WEBHOOK_ACTIVE = (
    "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
)
NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)
QUERY_TOO_OLD = "query is too old and response timeout expired or query ID is invalid"
