"""One block of an article: its sentences in order, the claims in each, and what one hands on to the next."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from claims.extraction.cast import Figurant, as_speaker
from claims.extraction.deadlines import is_old
from claims.extraction.frames import find_frame
from claims.extraction.gaps import gapped
from claims.extraction.lines import GOODS, SOLDIERS, Line, Theme
from claims.extraction.modality import Stance, denied_above, stance
from claims.extraction.predicates import Frame
from claims.extraction.quotations import Voice, quote_voice, quoted_spans, speaking, voice_of
from claims.extraction.reading import Draft, Setting, draft
from claims.extraction.shapes import Party, Reading
from claims.extraction.spans import clause_span, context_of, masked, noun_span, trim
from claims.extraction.stage import Stage
from claims.extraction.statements import statement_of
from claims.extraction.steps import kind_of, step_of
from claims.extraction.themes import find_themes
from claims.extraction.topics import is_off_topic
from claims.extraction.tree import child, children
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
        for made in _apart(drafts, scene):
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
    for theme in find_themes(line):
        _inherit(scene, theme)
        frame = find_frame(theme)
        made = _drafted(scene, line, frame) if frame is not None else None
        if made is not None:
            found.append(made)
            scene.stage.cast.last = made
        if not theme.bare and (theme.sort.strength not in ("unknown", "number") or made is not None):
            scene.stage.cast.theme = theme
    return gapped(scene.stage, line, found, scene.stage.cast.last)


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


def _apart(drafts: list[Draft], scene: Scene) -> list[Draft]:
    """Give each claim its own words: claims that share a clause divide it between their things."""
    heads = {made.frame.head.i for made in drafts}
    groups: dict[tuple[int, int], list[Draft]] = {}
    for made in drafts:
        if not made.fixed:
            made.start, made.end = _span(made.frame, heads)
        groups.setdefault((made.start, made.end), []).append(made)
    result: list[Draft] = []
    for group in groups.values():
        result += _divided(_told_apart(group), scene)
    return result


def _span(frame: Frame, heads: set[int]) -> tuple[int, int]:
    if frame.verb is None:
        low, high = noun_span(frame.predicate)
        held = child(frame.top, "dobj") if frame.top is not None else None
        return low, max(high, noun_span(held)[1] if held is not None else high)
    start, end = clause_span(frame.head, heads - {frame.head.i})
    if frame.head.dep_ in ("relcl", "acl"):
        low, _ = noun_span(frame.head.head)
        return min(low, start), end
    return start, end


def _told_apart(group: list[Draft]) -> list[Draft]:
    """Of things in one clause only those with a figure of their own are claims apart."""
    if len(group) == 1:
        return group
    figured = [made for made in group if made.quantity is not None or made.amount is not None]
    if not figured:
        return group[:1]
    exact = [made for made in figured if made.kind == "troops" and made.frame.theme.figure is not None]
    if exact:  # "3,000 regulars, a brigade in our terms": the bare formation says the same again
        figured = [made for made in figured if made.kind == "aid" or made in exact]
        group = [made for made in group if made.kind == "aid" or made in exact]
    predicates = {made.frame.predicate.i for made in figured}
    return [
        made for made in group if made in figured or made.frame.predicate.i not in predicates or _listed(made, figured)
    ]


def _listed(made: Draft, figured: list[Draft]) -> bool:
    """A member of the same list as a figure ("ten howitzers and medical kits"), not one inside its load."""
    if made.kind == "troops":
        return False
    root = made.frame.theme.root
    heads = {other.frame.theme.root.i for other in figured} | {other.frame.theme.noun.i for other in figured}
    while root.dep_ in ("conj", "appos"):
        root = root.head
        if root.i in heads:
            return root.dep_ != "pobj"
    return False


def _divided(group: list[Draft], scene: Scene) -> list[Draft]:
    if len(group) == 1:
        return group
    group = sorted(group, key=lambda made: made.frame.theme.root.left_edge.i)
    lefts = [_left(made) for made in group]
    for index, made in enumerate(group):
        low = made.start if index == 0 else lefts[index]
        high = lefts[index + 1] if index + 1 < len(group) else made.end
        if low < high:
            made.start, made.end = _without_and(scene, *trim(scene.stage.doc, low, high))
            made.recipient = _own_receiver(scene, made) or made.recipient
    return [made for made in group if made.start < made.end]


def _own_receiver(scene: Scene, made: Draft) -> Party | None:
    """In "$5m to Chad and $3m to Niger" each sum has the receiver in its own words."""
    if made.kind == "troops":
        return None
    text = scene.stage.text
    for mention in scene.stage.mentions:
        led = re.search(r"\b(?:to|for|in)(?: the)? $", text[made.start : mention.start])
        named = mention.form not in ("official", "organisation") and (
            made.actor is None or mention.entity.name != made.actor.name
        )
        if made.start < mention.start < made.end and led and named:
            return mention.party(text[mention.start : mention.end])
    return None


def _left(made: Draft) -> int:
    theme = made.frame.theme
    figure = theme.figure or theme.money
    words = (theme.root, theme.noun, *children(theme.noun, "amod", "compound", "nmod", "det", "poss", "nummod"))
    left: int = min(word.idx for word in words)
    return min(left, figure.start + made.line.offset) if figure is not None else left


def _without_and(scene: Scene, start: int, end: int) -> tuple[int, int]:
    said = scene.stage.text[start:end]
    for word in (" and", ", and", " as well as", " or"):
        if said.endswith(word):
            return trim(scene.stage.doc, start, end - len(word))
    return start, end


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
