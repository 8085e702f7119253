"""docs/connectors.md, from the contract itself: `make docs` writes it, a test compares it."""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import connectors
from connectors import base, errors, files
from connectors.errors import ConnectorError

HEAD = """# How to connect a network
Made from the code of `connectors/` by `make docs`; the words are in `connectors/document.py`.

A connector is one account of ours on one network. It parses above and does I/O below: it turns what the network says
into the items of `connectors/base.py`, and an answer into a call. It knows no database, no case and no Telegram, and
nothing of the desk changes for it.

## In seven steps
1. Read the network's own documentation until you know: how events come, what makes an item's key, what an answer needs,
   how it is counted, which errors there are, whether the same call twice is one answer.
2. Make a package `connectors/<network>/`. Begin with pure functions from recorded events to items, and test them on what
   was recorded (`tests/connectors/samples/`).
3. Write the class with what is mandatory (below). `OutcomeUnknown` whenever bytes were sent and no answer came; an
   idempotency key from `Attempt.guid` or `random_id` wherever the network takes one.
4. Say in `capabilities` what can be done to each item now, with the reason (a key of words) where it cannot. It is asked
   for every card: no I/O there. What it promises must not fail; what it cannot promise it does not say.
5. Add a stage to `tests/connectors/stages.py`: the network's double, at the wire. `test_contract.py` finds every class
   that looks like a connector, and fails for one that has no stage or breaks the contract. `tests/connectors/paper.py` is
   a whole connector in some hundred lines, with nearly all that is optional.
6. Build it in `bot/app.py` (`make_connectors`) from the settings, each with a proxy of its own.
7. Words: `network-<network>` in `bot/locales/*/cards.ftl`, your reasons (`why-…`) and what a person should mend
   (`needs-…`, `well-…`) in a file of your own.

## What the desk does, so that you need not
Dedupes by key, so bring the same item again whenever in doubt. Keeps the cursor, in the transaction that stores the items.
Backs off and tries again. Paces nothing: your network's limits are yours. Keeps answers in order in a case, and never
sends one again whose outcome is unknown before `Reconciles`, an echo or a person has told. Counts `uses`, greys out what
has ended or what a right is lacking for, says what it costs before it leaves. Refuses what is too long before you see it."""

DESK: Mapping[type[ConnectorError], str] = {
    errors.Transient: "tries again, later each time; after two minutes a person is told",
    errors.RateLimited: "the same after `retry_after`; the scope `account` makes the whole account rest",
    errors.QuotaExhausted: "waits till `resets_at`, and tells the owner, in other words if it is `paid`",
    errors.OutcomeUnknown: "asks `Reconciles`, waits for the echo, then asks a person",
    errors.Permanent: "tells the author, with `Retry`",
    errors.Auth: "stops the account, tells the author and the owner; what waits behind it goes out when that is mended",
    errors.HumanNeeded: "tells who can pass the check, with the link",
    errors.Permission: "tells the author; greys out what needs the right that it `lacks`, for an hour",
    errors.PolicyRefused: "tells the author in the words of its `rule`",
    errors.Gone: "tells the author; the words are kept",
    errors.TooLong: "keeps the words as a draft and says by how much",
    errors.FileRefused: "tells the author, with `Retry`",
    errors.FileGone: "asks for the file once more",
    errors.Invalid: "tells the author that it is our defect; it is in the log",
    errors.Duplicate: "takes it for success",
}
"""What becomes of an answer whose sending raises it."""


def page() -> str:
    """The whole document."""
    parts = (HEAD, _mandatory(), _optional(), _errors(), _rules(), _capabilities(), _kinds())
    return "\n\n".join(parts) + "\n"


def _mandatory() -> str:
    rows = [(f"`{name}`", _first(doc)) for name, doc in _members(base.Connector)]
    return _table("What is mandatory: `Connector`", ("member", "what it does"), rows)


def _optional() -> str:
    """Every protocol of the package but the mandatory one."""
    rows = [
        (f"`{one.__name__}`", f"`{one.__module__}`", ", ".join(f"`{name}`" for name, _ in _members(one)))
        for one in protocols()
    ]
    return _table("What is optional: a protocol an ability", ("ability", "module", "members"), rows)


def protocols() -> list[type]:
    found: dict[str, type] = {}
    for module in pkgutil.iter_modules(connectors.__path__, "connectors."):
        if module.ispkg or module.name == __name__:
            continue
        for one in vars(importlib.import_module(module.name)).values():
            if inspect.isclass(one) and getattr(one, "_is_runtime_protocol", False):
                found.setdefault(one.__name__, one)
    return [one for _, one in sorted(found.items()) if one.__module__.startswith("connectors.")]


def _members(protocol: type) -> list[tuple[str, str | None]]:
    named = [(name, one) for name, one in vars(protocol).items() if not name.startswith("_")]
    return [
        (name, inspect.getdoc(one))
        for name, one in named
        if inspect.isfunction(one) or isinstance(one, property)
    ]


def _errors() -> str:
    rows = [
        (f"`{one.__name__}`", _first(inspect.getdoc(one) if one.__doc__ else ""), DESK[one])
        for one in raised()
    ]
    return _table("What is raised", ("error", "what it says", "what the desk does with an answer"), rows)


def raised() -> list[type[ConnectorError]]:
    every = [one for one in vars(errors).values() if inspect.isclass(one) and issubclass(one, ConnectorError)]
    return [one for one in every if one is not ConnectorError]


def _rules() -> str:
    said = _said(errors.Rule)
    rows = [(f"`{rule.name}`", said.get(rule.name, "–"), f"`why-{rule.value}`") for rule in errors.Rule]
    return _table("Which rule forbids it: `PolicyRefused.rule`", ("rule", "when", "words"), rows)


def _capabilities() -> str:
    rows = [
        (f"`{one}.{name}`", said)
        for one, name, said in _fields(base.Capability, base.Capabilities, files.Files)
    ]
    return _table("What `capabilities` can say", ("field", "what it means"), rows)


def _fields(*classes: type) -> Iterator[tuple[str, str, str]]:
    for one in classes:
        said = _said(one)
        for name in inspect.get_annotations(one):
            yield one.__name__, name, said.get(name, "–")


def _kinds() -> str:
    said = _said(base.Kind)
    rows = [(f"`{kind.name}`", said.get(kind.name, "–")) for kind in base.Kind]
    return _table("Kinds of words", ("kind", "what it is"), rows)


def _said(of: type) -> dict[str, str]:
    """The strings that stand below the names in a class."""
    tree = ast.parse(inspect.getsource(of)).body[0]
    if not isinstance(tree, ast.ClassDef):
        return {}
    found = {}
    for line, below in zip(tree.body, tree.body[1:], strict=False):
        targets = [line.target] if isinstance(line, ast.AnnAssign) else getattr(line, "targets", [])
        target = next(iter(targets), None)
        if (
            isinstance(target, ast.Name)
            and isinstance(below, ast.Expr)
            and isinstance(below.value, ast.Constant)
        ):
            found[target.id] = " ".join(str(below.value.value).split())
    return found


def _first(doc: str | None) -> str:
    """The first paragraph, on one line."""
    return " ".join((doc or "").split("\n\n")[0].split()) or "–"


def _table(title: str, head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    cells = [[cell.replace("|", "\\|") for cell in row] for row in (head, ["---"] * len(head), *rows)]
    return "\n".join((f"## {title}", "", *("| " + " | ".join(row) + " |" for row in cells)))


if __name__ == "__main__":
    Path("docs/connectors.md").write_text(page(), "utf-8")
