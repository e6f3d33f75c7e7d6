"""Two states of a catalogue → what changes between them for those who read it."""

from __future__ import annotations
