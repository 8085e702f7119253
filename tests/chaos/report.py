"""What a scenario did and saw, and the table that is printed of it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

WIDTH = 100


@dataclass
class Report:
    """One scenario's. `broken` holds a sentence for everything that did not hold."""

    name: str
    injected: Counter[str] = field(default_factory=Counter)
    checked: Counter[str] = field(default_factory=Counter)
    broken: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    rounds: int = 0
    seconds: float = 0.0

    def holds(self, where: str, found: list[str]) -> None:
        """Keeps what was found broken, with where it was."""
        self.broken += [f"{where}: {one}" for one in found]


def table(reports: list[Report], seed: int) -> str:
    """For a person: a block a scenario, and one line for all of it."""
    lines = [f"seed {seed}", ""]
    for one in reports:
        held = "all held" if not one.broken else f"{len(one.broken)} DID NOT HOLD"
        lines.append(f"{one.name}: {one.rounds} rounds in {one.seconds:.0f} s, {held}")
        lines += _listed("injected", one.injected)
        lines += _listed("checked", one.checked)
        lines += [f"  note      {note}" for note in one.notes]
        lines += [f"  BROKEN    {what}" for what in one.broken]
        lines.append("")
    injected = sum(sum(one.injected.values()) for one in reports)
    broken = sum(len(one.broken) for one in reports)
    lines.append(f"{injected} faults injected, {broken} broken promises")
    return "\n".join(lines)


def _listed(what: str, counts: Counter[str]) -> list[str]:
    lines, line = [], ""
    for name, count in sorted(counts.items()):
        part = f"{name} {count}"
        if line and len(line) + len(part) > WIDTH:
            lines.append(line)
            line = ""
        line = f"{line} · {part}" if line else part
    lines.append(line or "nothing")
    return [f"  {what if number == 0 else '':<9} {text}" for number, text in enumerate(lines)]
