"""docs/monitoring.md, made from the catalogue of figures."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from bot.monitoring.catalogue import ASKED, COUNTED, LABELS, Figure, Kind

HEAD = """# Seen from outside: what `/metrics` tells
Made from `bot/monitoring/catalogue.py` by `make docs`. For whoever runs the desk; what its owner reads about the team's work
is in [metrics.md](metrics.md).

## Reading it
`/metrics` is in the text format of Prometheus. Who may read it:

| METRICS_TOKEN | METRICS_LISTEN | where | who |
| --- | --- | --- | --- |
| set | empty | `LISTEN` | who sends `Authorization: Bearer` with it |
| empty | empty | `LISTEN` | who asks on the same machine, not through a proxy; nobody where PUBLIC_URL is set |
| set | set | `METRICS_LISTEN` only | who sends it |
| empty | set | `METRICS_LISTEN` only | who asks on the same machine, not through a proxy |

A process without the part `web` serves nothing at `LISTEN`: give it a `METRICS_LISTEN` of its own, where `/healthz` and
`/readyz` are as well. Each process counts for itself, so scrape all of them: what one does, another does not know.
Figures of the database are the same from each: take `max`, not `sum`.

No figure holds a text, a name or an id of a customer or of a person of the desk; a lane is a kind of chat, not a chat. There
are some hundreds of series a process, however many cases there are.

`deploy/prometheus/scrape.yml` is an example of how to scrape, `deploy/prometheus/alerts.yml` has the alerts, each with the
words what to do. Beside the figures below there are those of the process (`process_…`, `python_gc_…`) by the library.

## Following one case through the log
Lines of the log are JSON, one a line, where no terminal is. Each names what it is about, as far as that is known:

| name | what |
| --- | --- |
| `case` | the case's id (not its number: `SELECT id FROM cases WHERE number = …`) |
| `update` | Telegram's update: a press or message; what a person is told when it was parked |
| `event_id` | a digest of what the network calls the event: `printf %s KEY \\| sha256sum \\| cut -c1-12` |
| `account` | the network and our community's number |
| `lane`, `row`, `card` | a delivery: where to, and the row of `outbox` or `cards` |
| `tick` | what the clock looks at |

`journalctl -u otklik -o cat | grep '"case": 4711'` shows a comment from being `heard` (with `event_id`) by its card being
`delivered` and each press being `handled` (with `update`) to the answer being `delivered` (with `row`). No line holds what a
customer or an operator wrote."""


def page() -> str:
    """The whole document."""
    return (
        "\n\n".join(
            (
                HEAD,
                "## Labels\n"
                + _table(("label", "values"), ((f"`{name}`", said) for name, said in LABELS.items())),
                "## Of each process\n" + "\n\n".join(map(_figure, COUNTED)),
                "## Of the database\n" + "\n\n".join(map(_figure, ASKED)),
            )
        )
        + "\n"
    )


def _figure(figure: Figure) -> str:
    labels = f" {{{', '.join(figure.labels)}}}" if figure.labels else ""
    seconds = " of seconds" if figure.kind is Kind.HISTOGRAM else ""
    return (
        f"### `{figure.full_name}`{labels}\nA {figure.kind}{seconds}. {figure.means}\n\n"
        f"- **Normal:** {figure.normal}\n- **If not:** {figure.todo}"
    )


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    lines = [list(head), ["---"] * 2, *map(list, rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


if __name__ == "__main__":
    (Path(__file__).parents[2] / "docs" / "monitoring.md").write_text(page(), "utf-8")
