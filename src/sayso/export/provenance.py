"""Columns that every form of event data has behind its own: where it stands, in which words, and on whose say-so."""

from __future__ import annotations

from sayso.export.columns import Column, columns
from sayso.export.view import Happening

HAPPENED = (
    "Those that some telling says happened, or may have; what is only denied, planned, demanded or conditional is in "
    "the table `events` (`--format csv`)."
)
"""Which happenings event data hold, for the codebook."""

PROVENANCE: tuple[Column[Happening], ...] = columns(
    "provenance",
    {
        "sayso_article": lambda h: h.view.key,
        "sayso_document": lambda h: h.view.record.document.id,
        "sayso_event": lambda h: h.event.id,
        "sayso_tellings": lambda h: " ".join(e.id for e in h.tellings),
        "sayso_start": lambda h: h.event.trigger[0],
        "sayso_end": lambda h: h.event.trigger[1],
        "sayso_text": lambda h: h.view.record.words(h.event.trigger),
        "sayso_sentence": lambda h: h.view.sentence(h.event.trigger),
        "sayso_told_by": lambda h: h.told_by,
        "sayso_denied_by": lambda h: h.denied_by,
        "sayso_modality": lambda h: h.event.modality,
    },
)
