"""One block of an article: its sentences in order, the claims in each, and what one hands on to the next."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from claims.extraction.cast import Figurant, as_speaker
from claims.extraction.deadlines import is_old
from claims.extraction.frames import find_frame
from claims.extraction.gaps import gapped
from claims.extraction.guesses import guess, piece
from claims.extraction.lines import GOODS, SOLDIERS, Line, Theme
from claims.extraction.modality import Stance, denied_above, stance
from claims.extraction.parting import apart
from claims.extraction.predicates import Frame
from claims.extraction.quotations import Voice, quote_voice, quoted_spans, speaking, voice_of
from claims.extraction.reading import Draft, Setting, draft
from claims.extraction.shapes import Reading
from claims.extraction.spans import clause_span, context_of, masked, trim
from claims.extraction.stage import Stage
from claims.extraction.statements import statement_of
from claims.extraction.steps import kind_of, step_of
from claims.extraction.themes import find_themes
from claims.extraction.topics import is_off_topic
from claims.extraction.tree import child, children, denied
from claims.extraction.words import BINDS, SAYS, SOLDIERING
from claims.extraction.worthiness import worth

if TYPE_CHECKING:
    from spacy.tokens import Span
from claims.extraction.believing import believable


@dataclass(slots=True)
class Scene:
    """A block with the article it stands in (``offset`` characters in) and what its sentences hand on."""

    stage: Stage
    setting: Setting
    offset: int
    turn: Figurant | None = None
    old: bool = False
    told: bool = False
    organisations: list[tuple[int, int]] = field(default_factory=list)
    quotes: list[tuple[int, int]] = field(default_factory=list)


def read_scene(scene: Scene) -> Iterator[Reading]:
    """The readings of a block, sentence by sentence."""
    text = scene.stage.text
    scene.told = scene.turn is not None and scene.stage.cast.theme is not None  # an answer carries on its question
    scene.quotes = quoted_spans(text)
    scene.organisations = [(m.start, m.end) for m in scene.stage.mentions if m.form == "organisation"]
    off_topic = is_off_topic(text)
    sentences = [(sent.start_char, sent.end_char) for sent in scene.stage.doc.sents]
    for sent in scene.stage.doc.sents:
        scene.stage.see(sent.start, sent.end)
        _hear(scene, sent)
        if off_topic:
            continue
        if sent.text.rstrip(" \"”’'").endswith("?"):
            _name(scene, sent)
            continue
        drafts = _drafts(scene, sent)
        for made in apart(drafts, scene.stage):
            yield _finished(made, scene, sentences)
        if not drafts and not scene.old and (other := statement_of(scene.stage, sent, scene.offset, sentences)):
            yield other


def _name(scene: Scene, sent: Span) -> None:
    """A question claims nothing, but names what its answer counts."""
    for theme in find_themes(Line(sent, scene.organisations)):
        if theme.sort.strength not in ("unknown", "number"):
            scene.stage.cast.theme = theme


def _hear(scene: Scene, sent: Span) -> None:
    """Remember who speaks in the sentence."""
    for token in sent:
        if token.lemma_ in SAYS and token.pos_ == "VERB" and token.tag_ in ("VBD", "VBZ", "VBP", "VBN", "VBG"):
            doer = speaking(token) if child(token, "nsubj") is not None else None
            if doer is not None and doer.lower_ not in ("who", "which", "that"):
                figurant = scene.stage.figurant(doer)
                if figurant is not None and figurant.name:
                    scene.stage.cast.speaker = figurant


def _drafts(scene: Scene, sent: Span) -> list[Draft]:
    line = Line(sent, scene.organisations)
    if not line.items and not line.figures and not scene.told:
        return []
    scene.old = is_old(line.text, scene.setting.on, before=scene.old)
    if scene.old:
        return []
    found: list[Draft] = []
    unread: list[Theme] = []
    led = False
    for theme in find_themes(line):
        _inherit(scene, theme)
        frame = find_frame(theme)
        made = _drafted(scene, line, frame) if frame is not None else None
        if made is not None:
            found.append(made)
            scene.stage.cast.last = made
        elif frame is None or step_of(frame, stance(frame)) is None:
            unread.append(theme)
        if _remembered(theme, made, led=led):
            scene.stage.cast.theme = theme
            led = led or made is not None or theme.root.dep_ in ("nsubj", "nsubjpass")
    found += _guessed(scene, line, unread, found)
    return gapped(scene.stage, line, found, scene.stage.cast.last)


def _guessed(scene: Scene, line: Line, unread: list[Theme], found: list[Draft]) -> list[Draft]:
    """What the nearest word of our field makes of things that the tree leaves unread; a piece of the sentence that
    holds a claim already is left alone."""
    made: list[Draft] = []
    for theme in unread:
        low, high = piece(line, theme)
        held = (other.frame.theme.root.idx - line.offset for other in (*found, *made))
        frame = guess(line, theme) if not any(low <= at < high for at in held) else None
        claim = _drafted(scene, line, frame) if frame is not None else None
        if claim is not None:
            made.append(claim)
            scene.stage.cast.last = claim
    return made


def _remembered(theme: Theme, made: Draft | None, *, led: bool) -> bool:
    """Whether the next bare number counts this thing; the sentence's subject (``led``) gives way to claims alone."""
    before = theme.root.doc[theme.root.i - 1].lower_ if theme.root.i else ""
    if theme.bare or (made is None and (before == "not" or denied(theme.root))):
        return False
    return made is not None or (not led and theme.sort.strength not in ("unknown", "number"))


def _inherit(scene: Scene, theme: Theme) -> None:
    """A bare number ("six", "the remaining four", "half of them") counts what was named last."""
    before = scene.stage.cast.theme
    if theme.sort.strength == "unknown" and _soldierly(scene, theme):
        theme.sorts = [SOLDIERS]
    if theme.sort.strength == "unknown" and before is not None and _weighed(theme):
        theme.sorts = [GOODS]
    if not theme.bare or before is None:
        return
    theme.sorts, theme.before = list(before.sorts), before
    theme.unit = before.unit or (before.noun.lemma_.lower() if before.noun.pos_ == "NOUN" else before.sort.unit)
    if theme.figure is None and before.figure is not None and theme.root.lower_ == "half":
        low, high = (value and value / 2 for value in (before.figure.min, before.figure.max))
        theme.figure = replace(before.figure, min=low, max=high, precision="words", increment=False)


def _weighed(theme: Theme) -> bool:
    """ "Have taken *700 tonnes* to Chad": a load of which only the weight is said."""
    weighed = theme.noun.lemma_.lower() in ("ton", "tonne", "pallet", "truckload")
    return weighed and theme.root.dep_ != "pobj" and not any(children(theme.noun, "prep"))


def _soldierly(scene: Scene, theme: Theme) -> bool:
    """ "600 Latvians man the coast", "to train 5,000 Ukrainians": a people's name where soldiers are spoken of."""
    mention = scene.stage.mention(theme.noun)
    if mention is None or mention.form != "demonym" or not theme.noun.text.endswith(("s", "n", "h", "e", "i")):
        return False
    before = scene.stage.cast.theme
    near = {token.lemma_.lower() for token in theme.noun.sent} & SOLDIERING
    return bool(near) or (before is not None and before.sort.role is not None)


def _drafted(scene: Scene, line: Line, frame: Frame) -> Draft | None:
    held = stance(frame)
    if held.moot or frame.theme.sort.strength == "number":
        return None
    step = step_of(frame, held)
    if step is None:
        return None
    start, end = clause_span(frame.head, set())
    voice = _voice(scene, frame, end)
    if denied_above(frame.head):
        held = Stance(held.modality, not held.negated, held.ahead, held.status, held.condition)
    clause = masked(frame.head, start, end, {frame.predicate.i, frame.theme.noun.i})
    made = draft(
        scene.stage, line, frame, kind_of(frame), step, held, voice, clause, scene.setting, scene.stage.cast.last
    )
    near, told = bool(scene.stage.mentions) or voice.speaker is not None, scene.told
    if frame.relation == "loose":
        low, high = piece(line, frame.theme)
        made.start, made.end = trim(scene.stage.doc, low + line.offset, high + line.offset)
        made.fixed = True
    if not believable(made, scene.stage, near=near, told=told) or (frame.verb is None and _told_before(scene, made)):
        return None
    scene.stage.cast.told.add(_key(made))
    scene.told = True
    return made


def _key(made: Draft) -> tuple[str, str, str]:
    return made.kind, made.step, made.actor.name if made.actor is not None else ""


def _told_before(scene: Scene, made: Draft) -> bool:
    """An event only named again, without a figure, adds nothing to what the article has said of it."""
    return made.quantity is None and made.amount is None and _key(made) in scene.stage.cast.told


def _voice(scene: Scene, frame: Frame, end: int) -> Voice:
    binds = any(token.lemma_ in BINDS for token in (frame.head, *frame.chain))
    voice = voice_of(scene.stage, frame.head, binds=binds, end=end)
    if voice.speaker is None:
        head = frame.head
        quoted = quote_voice(scene.stage, scene.quotes, head.idx, head.idx + len(head), scene.stage.cast)
        if quoted is not None:
            return Voice(quoted.speaker, quoted.attribution, voice.origin, quoted.verb)
        if scene.turn is not None:
            return Voice(scene.turn, None, voice.origin)
    return voice


def _finished(made: Draft, scene: Scene, sentences: list[tuple[int, int]]) -> Reading:
    start, end = made.start, made.end
    text = scene.stage.text
    value, reasons = worth(text[start:end])
    return Reading(
        kind=made.kind, step=made.step, quote=text[start:end], start=scene.offset + start, end=scene.offset + end,
        context=context_of(text, start, end, sentences), speaker=as_speaker(made.voice.speaker),
        attribution=made.voice.attribution, modality=made.modality, negated=made.stance.negated,
        condition=made.stance.condition, side=made.side, origin=made.voice.origin, actor=made.actor,
        recipient=made.recipient, item=made.item, item_category=made.category, quantity=made.quantity,
        amount=made.amount, measure=made.measure, place=made.place, happened=made.happened, due=made.due,
        worthiness=round(value, 4), worthiness_reasons=reasons,
    )  # fmt: skip
