"""How long the browser's tests wait."""

HEARD = 10_000
"""Milliseconds to wait for what should take one or two seconds."""
