"""How long the browser's tests wait."""

HEARD = 30_000
"""Milliseconds to wait for what takes one or two seconds, and several times as long beside other tests."""
