"""One block of an article: its sentences in order, the claims in each, and what one hands on to the next."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from claims.extraction.carrying import inherit, name, remembered
from claims.extraction.cast import as_speaker
from claims.extraction.deadlines import is_old
from claims.extraction.frames import find_frame, idle, promised
from claims.extraction.gaps import gapped, regive
from claims.extraction.guesses import guess, piece
from claims.extraction.hearing import Hearing, hear, heard
from claims.extraction.labels import entries
from claims.extraction.leaning import again
from claims.extraction.leaving import WORDS, armed, leavers
from claims.extraction.lines import Line, Theme
from claims.extraction.modality import Stance, denied_above, stance, unsaid
from claims.extraction.parting import apart
from claims.extraction.predicates import Frame
from claims.extraction.quotations import Voice
from claims.extraction.reading import Draft, Setting, draft
from claims.extraction.shapes import Quantity, Reading
from claims.extraction.spans import clause_span, context_of, masked, trim
from claims.extraction.stage import Stage
from claims.extraction.statements import statement_of
from claims.extraction.steps import kind_of, step_of
from claims.extraction.themes import find_themes
from claims.extraction.topics import is_off_topic
from claims.extraction.worthiness import worth

if TYPE_CHECKING:
    from spacy.tokens import Span
from claims.extraction.believing import believable

HOW_MANY = re.compile(r"\b[Hh]ow (?:many|much)\b")


@dataclass(slots=True)
class Scene:
    """A block with the article it stands in (``offset`` characters in) and what its sentences hand on; ``words`` is
    its text as it stands there, which may differ from what was parsed in its dashes."""

    stage: Stage
    setting: Setting
    offset: int
    words: str
    hearing: Hearing
    old: bool = False
    told: bool = False
    organisations: list[tuple[int, int]] = field(default_factory=list)
    doubted: list[Draft] = field(default_factory=list)


def read_scene(scene: Scene) -> Iterator[Reading]:
    """The readings of a block, sentence by sentence."""
    text = scene.stage.text
    answers = scene.hearing.turn is not None  # and carries on its question
    scene.told = answers and scene.stage.cast.theme is not None
    scene.organisations = [(m.start, m.end) for m in scene.stage.mentions if m.form == "organisation"]
    off_topic = is_off_topic(text)
    read: list[tuple[list[Draft], list[Draft]]] = []
    sentences = [(sent.start_char, sent.end_char) for sent in scene.stage.doc.sents]
    for sent in scene.stage.doc.sents:
        scene.stage.see(sent.start, sent.end)
        hear(scene.stage, sent)
        if off_topic:
            continue
        if sent.text.rstrip(" \"”’'").endswith("?"):
            _name(scene, sent)
            continue
        scene.doubted = []
        drafts = _drafts(scene, sent)
        read.append((drafts, scene.doubted))
        if (
            not drafts
            and not scene.old
            and (other := statement_of(scene.stage, sent, scene.words, scene.offset, sentences))
        ):
            yield other
    for drafts, doubted in read:
        kept = [made for made in doubted if scene.told and _borne_out(made, drafts, scene)]
        for made in apart(drafts + kept, scene.stage):
            yield _finished(made, scene, sentences)


def _name(scene: Scene, sent: Span) -> None:
    """A question claims nothing, but names what its answer counts."""
    line = Line(sent, scene.organisations)
    for theme in find_themes(line):
        if theme.sort.strength in ("unknown", "number"):
            continue
        scene.stage.cast.theme = theme
        if HOW_MANY.search(line.text) and scene.stage.cast.last is None:
            scene.stage.cast.last = _asked(scene, line, theme)


def _asked(scene: Scene, line: Line, theme: Theme) -> Draft | None:
    """What an answer of a name and a number would claim: "How many North Koreans are there in Russia? Seoul says …"."""
    known = find_frame(theme)
    name = known.name if known is not None else "deploy" if theme.sort.role is not None else "arrive"
    frame = Frame(theme, name, theme.root, None, "nominal")
    held = stance(frame)
    step = step_of(frame, held)
    if step is None:
        return None
    made = draft(
        scene.stage, line, frame, kind_of(frame), step, held, Voice(None, None, None), line.text, scene.setting, None
    )
    unit = "troops" if made.kind == "troops" else theme.noun.lemma_.lower()
    made.quantity, made.measure = Quantity(None, None, unit, "words", ""), "total"
    if made.kind == "troops":
        made.measure = "estimate"  # several answers, each somebody's count
    return made


def _drafts(scene: Scene, sent: Span) -> list[Draft]:
    line = Line(sent, scene.organisations)
    if not (line.items or line.figures or scene.told or "nothing" in line.text.lower() or WORDS.search(line.text)):
        return []
    scene.old = is_old(line.text, scene.setting.on, before=scene.old)
    if scene.old:
        return []
    found: list[Draft] = []
    unread: list[Theme] = []
    led = False
    for theme in _things(line):
        inherit(scene.stage, theme)
        armed(scene.stage, theme)
        frame = again(theme, scene.stage.cast.frame) or find_frame(theme)
        if frame is not None and stance(frame).moot:
            frame = promised(theme) or frame  # "asked Washington to pay the $60m that it pledged"
        scene.stage.cast.frame = frame.name if frame is not None else scene.stage.cast.frame
        made = _drafted(scene, line, frame) if frame is not None else None
        if made is not None:
            found.append(made)
            scene.stage.cast.last = made
            name(scene.stage, made)
        elif not idle(theme) and (frame is None or step_of(frame, stance(frame)) is None):
            unread.append(theme)
        if theme.sort.role is None and theme.sort.strength in ("strong", "weak", "relief", "food"):
            scene.stage.cast.goods = theme
        led = led or (made is not None and theme.bare)  # "thirty have gone to brigades, and ten are kept"
        if remembered(theme, made, led=led):
            if scene.stage.cast.theme is not theme:
                scene.stage.cast.older, scene.stage.cast.theme = scene.stage.cast.theme, theme
            led = led or made is not None or theme.root.dep_ in ("nsubj", "nsubjpass")
    found = gapped(scene.stage, line, found, scene.stage.cast.last)
    regive(scene.stage, line, found)
    found = [made for made in found if not _spent(made, found)]
    found += _entered(scene, line, found)
    return found + _guessed(scene, line, unread, found)


def _spent(made: Draft, found: list[Draft]) -> bool:
    """Whether it only says what a sum of the same sentence is for: "5 million, to be spent on schools"."""
    spends = made.frame.name == "fund" and made.frame.predicate.lemma_ in ("spend", "use", "go")
    return spends and made.quantity is None and made.amount is None and any(other.amount for other in found)


def _things(line: Line) -> list[Theme]:
    """The things of a sentence, and who goes from somewhere in it without being one."""
    found = find_themes(line)
    roots = {token for theme in found for token in (theme.root, theme.noun)}
    return sorted(found + [theme for theme in leavers(line) if theme.root not in roots], key=lambda it: it.root.i)


def _entered(scene: Scene, line: Line, found: list[Draft]) -> list[Draft]:
    """The entries of a list told in labels, but for figures that a claim has already."""
    made: list[Draft] = []
    for entry in entries(scene.stage, line, scene.stage.text[: line.offset]):
        figure = entry.frame.theme.figure or entry.frame.theme.money
        if figure is None or _taken(found, figure.core_start + line.offset):
            continue
        inherit(scene.stage, entry.frame.theme)
        claim = _drafted(scene, line, entry.frame)
        if claim is None:
            continue
        claim.start, claim.end, claim.fixed = entry.start, entry.end, True
        if entry.mention is not None:
            party = entry.mention.party(entry.mention.entity.name)
            claim.actor, claim.recipient = (claim.actor, party) if entry.to else (party, claim.recipient)
        made.append(claim)
    return made


def _borne_out(made: Draft, drafts: list[Draft], scene: Scene) -> bool:
    """Whether a claim that was doubted alone stands in a block that holds another: one with a figure of its own."""
    figure = made.frame.theme.figure or made.frame.theme.money
    if figure is None and made.frame.theme.bare:  # "many of them are in Ukraine"
        named = any(other.frame.theme is made.frame.theme.before for other in drafts)
        return named and believable(made, scene.stage, near=True, told=True)
    if figure is None or _taken(drafts, figure.core_start + made.line.offset):
        return False
    return believable(made, scene.stage, near=True, told=True)


def _taken(drafts: list[Draft], at: int) -> bool:
    """Whether the figure at a character of the block is a claim's already."""
    for made in drafts:
        theme = made.frame.theme
        starts = [f.core_start + made.line.offset for f in (theme.figure, theme.money) if f is not None]
        if at in starts or (made.fixed and made.start <= at < made.end):
            return True
    return False


def _guessed(scene: Scene, line: Line, unread: list[Theme], found: list[Draft]) -> list[Draft]:
    """What the nearest word of our field makes of things that the tree leaves unread; a piece of the sentence that
    holds a claim already is left alone."""
    made: list[Draft] = []
    for theme in unread:
        low, high = piece(line, theme)
        held = [other.frame.theme.root.idx - line.offset for other in (*found, *made)]
        held += [other.end - 1 - line.offset for other in found if other.fixed]
        frame = guess(line, theme) if not any(low <= at < high for at in held) else None
        claim = _drafted(scene, line, frame) if frame is not None else None
        if claim is not None:
            made.append(claim)
            scene.stage.cast.last = claim
    return made


def _drafted(scene: Scene, line: Line, frame: Frame) -> Draft | None:
    held = stance(frame)
    if held.moot or frame.theme.sort.strength == "number" or unsaid(frame.head):
        return None
    step = step_of(frame, held)
    if step is None:
        return None
    start, end = clause_span(frame.head, set())
    voice = heard(scene.stage, scene.hearing, line, frame, end)
    if denied_above(frame.head):
        held = Stance(held.modality, not held.negated, held.ahead, held.status, held.condition)
    clause = masked(frame.head, start, end, {frame.predicate.i, frame.theme.noun.i})
    cast, kind = scene.stage.cast, kind_of(frame)
    before = frame.theme.before
    last = cast.last if before is None else cast.claim_of(before) or cast.kinds.get(kind, cast.last)
    made = draft(scene.stage, line, frame, kind, step, held, voice, clause, scene.setting, last)
    near = bool(scene.stage.mentions) or voice.speaker is not None or scene.stage.cast.last is not None
    told = scene.told or (frame.theme.before is not None and not frame.theme.bare)
    if frame.relation == "loose":
        low, high = piece(line, frame.theme)
        made.start, made.end = trim(scene.stage.doc, low + line.offset, high + line.offset)
        made.fixed = True
    if frame.verb is None and _told_before(scene, made):
        return None
    if not believable(made, scene.stage, near=near, told=told):
        scene.doubted.append(made)
        return None
    scene.stage.cast.told.add(_key(made))
    scene.told = True
    return made


def _key(made: Draft) -> tuple[str, str, str]:
    return made.kind, made.step, made.actor.name if made.actor is not None else ""


def _told_before(scene: Scene, made: Draft) -> bool:
    """An event only named again, without a figure, adds nothing to what the article has said of it."""
    return made.quantity is None and made.amount is None and _key(made) in scene.stage.cast.told


def _finished(made: Draft, scene: Scene, sentences: list[tuple[int, int]]) -> Reading:
    start, end = made.start, made.end
    text = scene.words
    value, reasons = worth(text[start:end])
    return Reading(
        kind=made.kind, step=made.step, quote=text[start:end], start=scene.offset + start, end=scene.offset + end,
        context=context_of(text, start, end, sentences), speaker=as_speaker(made.voice.speaker),
        attribution=made.voice.attribution, modality=made.modality, negated=made.stance.negated,
        condition=_own_words(scene, made.stance.condition), side=made.side, origin=made.voice.origin, actor=made.actor,
        recipient=made.recipient, item=made.item, item_category=made.category, quantity=made.quantity,
        amount=made.amount, measure=made.measure, place=made.place, happened=made.happened, due=made.due,
        worthiness=round(value, 4), worthiness_reasons=reasons,
    )  # fmt: skip


def _own_words(scene: Scene, said: str | None) -> str | None:
    """Words of the parsed text as they stand in the article."""
    at = scene.stage.text.find(said) if said else -1
    return scene.words[at : at + len(said)] if said and at >= 0 else said
