"""VK's errors: the exception a method raises, and the texts (spec/vk/errors.json)."""

from collections.abc import Mapping

TEXTS = {
    1: "Unknown error occurred",
    3: "Unknown method passed",
    5: "User authorization failed",
    6: "Too many requests per second",
    7: "Permission to perform this action is denied",
    8: "Invalid request",
    9: "Flood control",
    10: "Internal server error",
    12: "Unable to compile code",
    13: "Runtime error occurred during code invocation",
    14: "Captcha needed",
    15: "Access denied",
    17: "Validation required",
    18: "User was deleted or banned",
    19: "Content blocked",
    20: "Permission to perform this action is denied for non-standalone applications",
    24: "Confirmation required",
    27: "Group authorization failed",
    28: "Application authorization failed",
    29: "Rate limit reached",
    30: "This profile is private",
    33: "Not implemented yet",
    36: "Method execution was interrupted due to timeout",
    100: "One of the parameters specified was missing or invalid",
    104: "Not found",
    105: "Couldn't save file",
    113: "Invalid user id",
    121: "Invalid hash",
    129: "Invalid photo",
    203: "Access to group denied",
    210: "Access to wall's post denied",
    211: "Access to wall's comment denied",
    212: "Access to post comments denied",
    213: "Access to status replies denied",
    214: "Access to adding post denied",
    222: "Hyperlinks are forbidden",
    223: "Too many replies",
    243: "Comment has not been deleted",
    260: "Access to the groups list is denied due to the user's privacy settings",
    801: "Comments for this video are closed",
    900: "Can't send messages for users from blacklist",
    901: "Can't send messages for users without permission",
    902: "Can't send messages to this user due to their privacy settings",
    909: "Can't edit this message, because it's too old",
    910: "Can't sent this message, because it's too big",
    911: "Keyboard format is invalid",
    912: "This is a chat bot feature, change this status in settings",
    914: "Message is too long",
    917: "You don't have access to this chat",
    920: "Can't edit this kind of message",
    924: "Can't delete this message for everybody",
    936: "Contact not found",
    950: "Can't send message, reply timed out",
    985: "Cannot write to notifications only groups",
    1117: "Access token has expired",
    1401: "Comments for this market are closed",
    2000: "Servers number limit is reached",
    3300: "Recaptcha needed",
    3301: "Phone validation needed",
    3302: "Password validation needed",
    3303: "Otp app validation needed",
    3304: "Email confirmation needed",
}

SCOPE_MISSING = 1133
"""error_subcode of error 15: the token lacks the right (spec/vk/errors.json, method_permission_denied)."""


class VkError(Exception):
    """A refusal that goes out as `{"error": …}` with HTTP status 200.

    `extra` is merged into the error object: captcha_sid, redirect_uri and the like.
    """

    def __init__(
        self,
        code: int,
        detail: str = "",
        *,
        subcode: int | None = None,
        extra: Mapping[str, object] | None = None,
        text: str | None = None,
    ) -> None:
        base = TEXTS.get(code, "Unknown error occurred")
        self.code = code
        self.subcode = subcode
        self.extra = dict(extra or {})
        self.text = text if text is not None else f"{base}: {detail}" if detail else base
        super().__init__(f"[{code}] {self.text}")

    def body(self, method: str, params: Mapping[str, str]) -> dict[str, object]:
        """The whole answer. `request_params` tells the call back without its access_token."""
        asked = {"method": method, "oauth": "1", **params}
        error: dict[str, object] = {"error_code": self.code}
        if self.subcode is not None:
            error["error_subcode"] = self.subcode
        error["error_msg"] = self.text
        error.update(self.extra)
        error["request_params"] = [{"key": key, "value": value} for key, value in asked.items()]
        return {"error": error}


def bad_param(detail: str) -> VkError:
    return VkError(100, detail)
