"""getFile; the file itself is served by the HTTP server."""

from ..errors import bad
from ..files import MAX_DOWNLOAD
from ..model import Json
from ..params import Params
from ..state import World


def get_file(world: World, params: Params) -> Json:
    if "file_id" not in params:
        raise bad("file_id not specified")
    file = world.files.by_id.get(params.text("file_id"))
    if file is None:
        raise bad("invalid file_id")
    if len(file.data) > MAX_DOWNLOAD:
        raise bad("file is too big")
    return {
        "file_id": file.file_id,
        "file_unique_id": file.unique_id,
        "file_size": len(file.data),
        "file_path": file.path,
    }
