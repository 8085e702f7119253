from datetime import UTC, datetime, timedelta

from bot.health import PATIENCE, Health

NOW = datetime(2025, 3, 5, 9, tzinfo=UTC)


def lines(health: Health, now: datetime = NOW) -> list[str]:
    return [str(part) for part in health.readiness(now).parts]


def test_all_well() -> None:
    health = Health()
    health.ok("database")
    health.beat("vk:123", NOW)
    assert lines(health) == ["database: ok", "vk 123: ok"]
    assert health.readiness(NOW).ready


def test_one_that_is_not() -> None:
    health = Health()
    health.ok("database")
    health.bad("vk:123", "the token\nwas revoked")
    assert lines(health) == ["database: ok", "vk 123: the token was revoked"]
    assert not health.readiness(NOW).ready


def test_who_is_expected_and_has_not_come() -> None:
    health = Health()
    health.expect("telegram")
    assert lines(health) == ["telegram: not started yet"]
    assert not health.readiness(NOW).ready
    health.ok("telegram")
    health.expect("telegram")
    assert health.readiness(NOW).ready


def test_silence() -> None:
    health = Health()
    health.beat("telegram", NOW)
    assert health.readiness(NOW + PATIENCE).ready
    for passed, words in (
        (timedelta(minutes=3), "3 min"),
        (timedelta(minutes=59, seconds=59), "59 min"),
        (timedelta(hours=25, minutes=5), "25 h 05 min"),
    ):
        assert lines(health, NOW + passed) == [f"telegram: no answer for {words}"]
        assert not health.readiness(NOW + passed).ready


def test_its_own_patience() -> None:
    health = Health()
    health.beat("clock", NOW, timedelta(seconds=5))
    assert lines(health, NOW + timedelta(seconds=6)) == ["clock: no answer for 6 s"]


def test_the_last_word_counts() -> None:
    health = Health()
    health.beat("telegram", NOW)
    health.bad("telegram", "another program polls with the same token")
    assert lines(health) == ["telegram: another program polls with the same token"]
    health.beat("telegram", NOW)
    assert health.readiness(NOW).ready
    health.ok("telegram")
    assert health.readiness(NOW + timedelta(days=1)).ready


def test_who_is_gone_is_not_missed() -> None:
    health = Health()
    health.bad("vk:123", "stopped")
    health.forget("vk:123")
    health.forget("vk:123")
    assert lines(health) == []
    assert health.readiness(NOW).ready


def test_what_another_process_does_is_well_here() -> None:
    health = Health()
    health.expect("telegram")
    health.stand_by("telegram")
    health.bad("telegram", "said by who does not do it any more")
    health.reached("telegram", NOW)
    health.reached("vk:123", NOW)
    assert lines(health) == ["telegram: standing by"]
    assert health.readiness(NOW).ready
    health.take_over("telegram")
    assert lines(health) == ["telegram: not started yet"]
    health.beat("telegram", NOW)
    assert lines(health) == ["telegram: ok"]


def test_a_program_that_stops_is_not_ready_whatever_else_is_well() -> None:
    health = Health()
    health.ok("database")
    health.bad("vk:123", "the token was revoked")
    assert health.readiness(NOW, ("database", "otklik")).ready
    health.stop()
    assert lines(health) == ["database: ok", "otklik: stopping", "vk 123: the token was revoked"]
    assert not health.readiness(NOW, ("database", "otklik")).ready
