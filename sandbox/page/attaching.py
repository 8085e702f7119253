"""What people at the page may attach: samples of the page's own, for the page uploads nothing."""

from pathlib import Path

from sandbox.page.body import Body
from sandbox.telegram import Chat, Message, TelegramSandbox, User
from sandbox.telegram.methods.outgoing import MAX_CAPTION
from sandbox.vk import Attachment, VkSandbox
from sandbox.vk.media import png

STATIC = Path(__file__).parent / "static"
PICTURES = ("parcel.png", "aurora.png")
MINT = 38
"""The seed of a made picture that is easy on the eye."""
VOICE, VOICE_SECONDS = STATIC / "sounds" / "voice.ogg", 4
RECEIPT = "Nordlicht Coffee\nOrder 5512\n\n1 x Blue mug        590\n2 x Aurora 250 g   1780\n\nTotal              2370\n"
PRICES = (
    "Nordlicht Coffee\nPrices\n\nAurora, 250 g       890\nAurora, 1 kg       3100\nBlue mug            590\n"
)
PLACE = (59.9269, 30.3446, "Rubinstein st. 9")


class Samples:
    """A customer's. `attach` in a request's body names one: photo, album, voice, file, sticker, place."""

    def __init__(self, vk: VkSandbox) -> None:
        self.vk = vk

    def files(self, body: Body, who: int) -> list[Attachment]:
        """Raises ValueError for a name that is none."""
        match body.optional_text("attach") or ("photo" if body.flag("photo") else None):
            case None | "place":
                return []
            case "photo":
                return [self._photo(who, PICTURES[0])]
            case "album":
                return [*(self._photo(who, name) for name in PICTURES), self.vk.photo(who, "", 900, 700)]
            case "voice":
                return [self.vk.voice(VOICE_SECONDS, VOICE.read_bytes(), who)]
            case "file":
                return [self.vk.document("receipt.txt", RECEIPT.encode(), who, "text/plain")]
            case "sticker":
                return [self.vk.sticker()]
            case unknown:
                raise ValueError(f"attach: {unknown} is nothing to attach")

    def geo(self, body: Body) -> dict[str, object] | None:
        return self.vk.geo(*PLACE) if body.raw.get("attach") == "place" else None

    def _photo(self, who: int, name: str) -> Attachment:
        return self.vk.photo(who, content=_picture(name))


class PhoneSamples:
    """The team's, from the phone: photo, album, voice, file. Words become the caption."""

    def __init__(self, telegram: TelegramSandbox) -> None:
        self.telegram = telegram

    def send(self, body: Body, me: User, chat: Chat) -> Message:
        """The message, of an album the first. Raises ValueError for a name that is none, or too long a caption."""
        if body.raw.get("reply_to_ephemeral") is not None:
            raise PermissionError("here only words can answer what one person sees")
        caption = (body.optional_text("text") or "").strip() or None
        if caption and len(caption) > MAX_CAPTION:
            raise ValueError(f"no more than {MAX_CAPTION} characters go under a file")
        reply_to, thread = body.optional_integer("reply_to"), body.optional_integer("thread")
        match body.text("attach"):
            case "photo":
                picture = _picture(PICTURES[0])
                return self.telegram.send_photo(me, chat, picture, caption, reply_to, thread)
            case "album":
                album = [*map(_picture, PICTURES), png(MINT, 900, 700)]
                return self.telegram.send_album(me, chat, album, caption, reply_to, thread)[0]
            case "voice":
                voice = VOICE.read_bytes()
                return self.telegram.send_voice(
                    me, chat, voice, caption, reply_to, thread, duration=VOICE_SECONDS
                )
            case "file":
                prices = PRICES.encode()
                return self.telegram.send_document(
                    me, chat, prices, caption, reply_to, thread, name="prices.txt"
                )
            case unknown:
                raise ValueError(f"attach: {unknown} is nothing to attach")


def _picture(name: str) -> bytes:
    return (STATIC / "pictures" / name).read_bytes()
