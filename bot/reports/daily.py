"""The summary as the owner reads it on a phone: figures in, one message out. Pure.

What changed against the day before is an arrow with a number, never a colour or a percentage of little. Who has fewer
than `FEW` first answers gets no median; people are listed by name, not ranked.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.desk.links import message_link
from bot.desk.richtext import EMPTY, Rich, bold, fill, italic, join, lines, link, name, one_line, plain
from bot.desk.view import Drawn, Texts
from bot.reports.figures import Acts, Figures, FirstResponse, Longest, Share
from bot.reports.period import Due

FEW = 5
NETWORKS, PEOPLE = 8, 20
"""How many are listed, and how many figures fit into one message with names of any length."""
NAME = 32
DOT = " · "


def summary(figures: Figures, before: Figures | None, texts: Texts, due: Due | None = None) -> list[Drawn]:
    """`before`: what to compare with; None: there is nothing yet. `due`: a day's summary; None: the day so far."""
    blocks = [
        _head(figures, before, texts, due),
        _cases(figures, before, texts, "report-quiet-so-far" if due is None else "report-quiet"),
        _first(figures.first, None if before is None else before.first, texts),
        _networks(figures.networks, texts),
        _people(figures, texts),
    ]
    return [Drawn(html=join("\n\n", blocks).html)]


def _head(figures: Figures, before: Figures | None, texts: Texts, due: Due | None) -> Rich:
    period = figures.period
    start, end = period.start.astimezone(period.zone), period.end.astimezone(period.zone)
    late = [] if due is None or not due.late else [plain(texts("report-late", time=f"{end:%H:%M}"))]
    if due is not None and due.missed:
        late.append(plain(texts("report-missed", days=due.missed)))
    legend = "report-legend-so-far" if due is None else "report-legend"
    return lines(
        (
            bold(texts("report-title-so-far" if due is None else "report-title")),
            plain(texts("report-period", start=_moment(start, texts), end=_moment(end, texts))),
            EMPTY if before is None else italic(texts(legend)),
            italic(join(" ", late)),
        )
    )


def _date(at: datetime, texts: Texts) -> str:
    return texts("report-date", day=at.day, month=at.month)


def _moment(at: datetime, texts: Texts) -> str:
    return texts("report-moment", date=_date(at, texts), time=f"{at:%H:%M}")


def _cases(figures: Figures, before: Figures | None, texts: Texts, quiet: str) -> Rich:
    now, then = figures.backlog, None if before is None else before.backlog.open
    still = _figure(texts, "report-open", now.open, then, unanswered=now.unanswered)
    if figures.acts == Acts():
        done = [plain(texts(quiet))]
    else:
        done = _done(figures.acts, None if before is None else before.acts, texts)
    apart = plain(texts("report-collected", count=now.quiet)) if now.quiet else EMPTY
    sent = _sent_elsewhere(figures, texts)
    return lines((*done, sent, still, apart, _longest(now.longest, figures.period.end, texts)))


def _sent_elsewhere(figures: Figures, texts: Texts) -> Rich:
    """Each was a customer who had to begin anew: said as a share, because that can be brought down."""
    count, of = figures.sent_elsewhere, figures.acts.resolved
    if not count:
        return EMPTY
    percent = max(1, round(100 * count / max(of, count)))
    return fill(texts, "report-sent-elsewhere", figure=bold(_number(count, texts)), of=of, percent=percent)


def _done(acts: Acts, before: Acts | None, texts: Texts) -> list[Rich]:
    def figure(field: str, **more: int) -> Rich:
        old = None if before is None else int(getattr(before, field))
        return _figure(texts, f"report-{field}", int(getattr(acts, field)), old, **more)

    return [
        figure("cases", messages=acts.messages),
        figure("answered", answers=acts.answers),
        figure("resolved"),
        figure("dismissed") if acts.dismissed else EMPTY,
    ]


def _figure(texts: Texts, key: str, value: int, old: int | None, **more: int) -> Rich:
    return fill(texts, key, figure=_compared(_number(value, texts), value, old, texts), count=value, **more)


def _compared(shown: Rich, value: int, old: int | None, texts: Texts) -> Rich:
    """ "38 ▲ 4"; an unchanged figure has no arrow."""
    if old is None or value == old:
        return bold(shown)
    return bold(shown) + plain(" ▲ " if value > old else " ▼ ") + _number(abs(value - old), texts)


def _number(value: int, texts: Texts) -> Rich:
    return plain(texts("report-number", number=value))


def _longest(longest: Longest | None, end: datetime, texts: Texts) -> Rich:
    if longest is None:
        return EMPTY
    label = plain(f"#{longest.number}")
    card = longest.card
    shown = (
        label if card is None else link(label, message_link(card.chat_id, card.message_id, card.thread_id))
    )
    return fill(texts, "report-longest", case=shown, duration=bold(_duration(end - longest.since, texts)))


def _first(first: FirstResponse, before: FirstResponse | None, texts: Texts) -> Rich:
    """Without the 90th percentile of a few: that is only their slowest."""
    if not first.answered and not first.unanswered:
        return EMPTY
    found = [bold(texts("report-first"))]
    if first.median is not None:
        found.append(_time(texts, "report-median", first.median, None if before is None else before.median))
    if first.p90 is not None and first.answered >= FEW:
        comparable = before is not None and before.answered >= FEW
        found.append(_time(texts, "report-p90", first.p90, before.p90 if before and comparable else None))
    key = "report-first-count" if first.answered else "report-first-none"
    found.append(plain(texts(key, answered=first.answered, unanswered=first.unanswered)))
    return lines(found)


def _time(texts: Texts, key: str, value: timedelta, old: timedelta | None) -> Rich:
    shown = bold(_duration(value, texts))
    if old is not None and _duration(value, texts) != _duration(old, texts):
        arrow = " ▲ " if value > old else " ▼ "
        shown += plain(arrow) + plain(_duration(abs(_whole(value) - _whole(old)), texts))
    return fill(texts, key, figure=shown)


def _networks(shares: Sequence[Share], texts: Texts) -> Rich:
    shown = [_share(plain(_network(share.name, texts)), share, "report-network", texts) for share in shares]
    return _list("report-by-network", shown, NETWORKS, texts)


def _network(short: str, texts: Texts) -> str:
    try:
        return texts(f"network-{short}")
    except KeyError:
        return one_line(short)[:NAME].upper()


def _people(figures: Figures, texts: Texts) -> Rich:
    shown = [_share(name(share.name, NAME), share, "report-person", texts) for share in figures.operators]
    listed = _list("report-by-person", shown, PEOPLE, texts)
    told = plain(texts("report-told", answers=figures.told)) if figures.told else EMPTY
    if not figures.elsewhere:
        return lines((listed, told))
    answers = plain(texts("report-elsewhere-answers", answers=figures.elsewhere))
    return lines((listed, told, bold(texts("report-elsewhere")), answers))


def _share(who: Rich, share: Share, key: str, texts: Texts) -> Rich:
    acts, head = share.acts, [bold(who)]
    if share.first.median is not None and share.first.answered >= FEW:
        head.append(plain(texts("report-share-median", duration=_duration(share.first.median, texts))))
    figures = texts(
        key, cases=acts.cases, claimed=acts.claimed, answered=acts.answered, resolved=acts.resolved
    )
    return lines((join(DOT, head), plain(figures)))


def _list(key: str, shown: Sequence[Rich], most: int, texts: Texts) -> Rich:
    if not shown:
        return EMPTY
    more = len(shown) - most
    rest = plain(texts("report-more", count=more)) if more > 0 else EMPTY
    return lines((bold(texts(key)), *shown[:most], rest))


def _whole(length: timedelta) -> timedelta:
    """To the whole seconds, minutes or hours that are shown of it."""
    seconds = max(0, round(length.total_seconds()))
    step = 1 if seconds < 60 else 60 if seconds < 2 * 86400 else 3600
    return timedelta(seconds=round(seconds / step) * step)


def _duration(length: timedelta, texts: Texts) -> str:
    """ "40 s", "12 min", "1 h 05 min", "2 d 3 h"."""
    seconds = int(_whole(length).total_seconds())
    minutes, hours, days = seconds // 60, seconds // 3600, seconds // 86400
    if seconds < 60:
        return texts("report-seconds", seconds=seconds)
    if not hours:
        return texts("report-minutes", minutes=minutes)
    if days < 2:
        return texts("report-hours", hours=hours, minutes=f"{minutes % 60:02}")
    return texts("report-days", days=days, hours=hours % 24)
