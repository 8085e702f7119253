"""Texts by which somebody outside tries to be more than text."""

from __future__ import annotations

NAMES = (
    '<b>Root</b>&lt;<a href="tg://user?id=101">Anna</a>',
    "Tim\n👤 With Mallory\u2028⏳ Answered",
    "\u202eyrollaM\u202c \u2066\u200bAnna",
    '=HYPERLINK("https://evil.example";"x")',
    "{ $name } { -brand } {case} %s {0} %(x)s ${x} $x_1$",
    "'; DROP TABLE cases; --",
)
"""Of people, on VK and in Telegram."""

TEXTS = (
    "<b>bold</b> <tg-spoiler>x</tg-spoiler> </blockquote> <script>alert(1)</script> &lt; &#60;",
    "*bold* _i_ `code` [Anna](tg://user?id=101) ||x||",
    "/claim@otklik_demo_bot\n/resolve",
    "{ $case } { NUMBER(1) } {case} { } %s %(name)s {0.__class__} ${HOME} \\N{BELL}",
    "'; DELETE FROM cases; -- \" OR 1=1 %_\\ $1 :name",
    "=cmd|' /C calc'!A0",
    "+1+1\n-1-1\n@SUM(A1)\n\t=1\n\uff1d1",
    "\u202egnp.exe \u2066x\u2069 \u200b\u200f\ufeff",
    "line\r👤 With Mallory\u2028⏳ Answered\u0085🟢 #999 · resolved",
    "\x00\x1b[2K\x1b[31m\x07 null and escape",
    "Z̸̡̛a" + "\u0301" * 200,
    "`$\\frac{1}{0}$` $x_1$",
)
"""Of comments, notes, answers, templates and searches."""

FILE = '=a"; x\r\ny/../../etc/passwd\u202egnp.html'
"""A file's name."""
