import pytest

from bot.config import ConfigError
from bot.parts import ALL, Part, chosen


def test_everything_or_what_is_named() -> None:
    assert chosen(None) == ALL == set(Part)
    assert chosen("bot") == {Part.BOT}
    assert chosen(" web , clock,web") == {Part.WEB, Part.CLOCK}


@pytest.mark.parametrize(
    ("only", "found", "hint"),
    [
        ("conectors", "'conectors'", "; did you mean connectors?"),
        ("bot,Web", "'Web'", "; did you mean web?"),
        ("bot;web", "'bot;web'", "; did you mean web?"),
        ("", "''", ""),
        ("bot,", "''", ""),
        ("everything", "'everything'", ""),
    ],
)
def test_what_is_no_part_is_one_clear_line(only: str, found: str, hint: str) -> None:
    with pytest.raises(ConfigError) as error:
        chosen(only)
    expected = "some of connectors, bot, delivery, web, clock, with commas between"
    assert str(error.value) == f"--only: found {found}, expected {expected}{hint}"
