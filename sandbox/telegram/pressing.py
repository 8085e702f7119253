"""A person presses an inline button and waits for what the bot answers."""

from dataclasses import dataclass

from .model import Answer, Button, Message
from .state import CallbackQuery
from .waiting import Changes


@dataclass(eq=False)
class Press:
    """One tap. It became as many callback queries as the client sent."""

    ticker: Changes
    button: Button
    queries: list[CallbackQuery]

    @property
    def id(self) -> str:
        return self.queries[0].id

    @property
    def answer(self) -> Answer | None:
        """The first answer the bot gave, if any yet."""
        return next((each.answer for each in self.queries if each.answer), None)

    async def answered(self, timeout: float = 40) -> Answer:
        """The toast or alert. Raises AssertionError when the bot does not answer in time."""
        answer = await self.ticker.until(
            lambda: self.answer, timeout, lambda: f"the press on {self.button.text!r} was not answered"
        )
        assert answer is not None
        return answer


def find_button(message: Message, wanted: str) -> Button:
    """The button with this label or this callback_data that can be pressed."""
    buttons = [button for row in message.markup.rows for button in row]
    for button in buttons:
        if wanted in (button.text, button.callback_data):
            if button.disabled or button.callback_data is None:
                kind = "disabled" if button.disabled else "not a callback button"
                raise ValueError(f"the button {wanted!r} is {kind}")
            return button
    raise LookupError(
        f"no button {wanted!r} under {message.text!r}; there are {[each.text for each in buttons]}"
    )
