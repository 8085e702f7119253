"""Rights that the network refused us: what needs one of them is taken away, and nothing else."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

from connectors.base import NO_FILES, Capabilities, Capability, Deed


def without(able: Capabilities, lacks: Collection[str]) -> Capabilities:
    """`lacks`: as in `Capability.needs`."""
    if not lacks:
        return able
    reply, private = _left(able.reply, lacks), _left(able.private, lacks)
    return replace(
        able,
        reply=reply,
        private=private,
        files=able.files if reply.supported else NO_FILES,
        private_files=able.private_files if private.supported else NO_FILES,
        deeds=deeds_without(able.deeds, lacks),
    )


def deeds_without(able: Mapping[Deed, Capability], lacks: Collection[str]) -> dict[Deed, Capability]:
    return {deed: _left(one, lacks) for deed, one in able.items()}


def _left(one: Capability, lacks: Collection[str]) -> Capability:
    lost = one.supported and one.needs in lacks
    return replace(one, supported=False, reason="why-permission") if lost else one
