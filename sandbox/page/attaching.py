"""What a customer at the page may attach: samples of the page's own, for the page uploads nothing."""

from pathlib import Path

from sandbox.page.body import Body
from sandbox.vk import Attachment, VkSandbox

STATIC = Path(__file__).parent / "static"
PICTURES = ("parcel.png", "aurora.png")
VOICE, VOICE_SECONDS = STATIC / "sounds" / "voice.ogg", 4
RECEIPT = "Nordlicht Coffee\nOrder 5512\n\n1 x Blue mug        590\n2 x Aurora 250 g   1780\n\nTotal              2370\n"
PLACE = (59.9269, 30.3446, "Rubinstein st. 9")


class Samples:
    """`attach` in a request's body names one: photo, album, voice, file, sticker, place."""

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
        return self.vk.photo(who, content=(STATIC / "pictures" / name).read_bytes())
