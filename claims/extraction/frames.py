"""Which word says what happens to a thing: the verb or event noun above it, and the words above that."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from claims.extraction.dates import MONTHS, WEEKDAYS
from claims.extraction.themes import Theme
from claims.extraction.tree import child, children, nominal, particle, passive, status, subject, verbal
from claims.extraction.words import NOT_FRAMES, SAYS, noun_frames, verb_frames

if TYPE_CHECKING:
    from spacy.tokens import Token

STANDING = {"allocation": "allocate", "aid": "allocate", "assistance": "allocate", "support": "allocate", "help": "allocate",
            "contribution": "pledge", "pledge": "pledge", "share": "pledge", "commitment": "pledge", "grant": "allocate", "loan": "pledge",
            "delivery": "give", "donation": "give", "disbursement": "give"}  # fmt: skip
TIMES = {*WEEKDAYS, *MONTHS, "week", "month", "year", "time", "return", "response"}
MOTION = ("to", "for", "towards", "into", "from", "through", "in", "out", "home", "back")
OBJECT = ("dobj", "nsubjpass", "attr", "oprd", "dative", "dep")
LOCATED = ("in", "on", "at", "near", "along", "inside", "across", "around", "outside", "within", "there")


EVENTIVE = frozenset("begin start take happen follow resume continue come complete finish end conclude expect plan schedule be slip "
                     "delay postpone proceed occur intend pledge promise consider discuss deny rule carry make prepare due set "
                     "need await push bring go stop".split())  # fmt: skip


@dataclass(slots=True, eq=False)
class Frame:
    """A thing under its predicate. ``operator`` is a verb of our lists above an event noun ("halted deliveries"),
    ``verb`` the verb whose time counts, ``top`` the head of the whole clause, ``chain`` the words between."""

    theme: Theme
    name: str
    predicate: Token
    verb: Token | None
    relation: str
    operator: str | None = None
    chain: list[Token] = field(default_factory=list)
    top: Token | None = None
    preposition: str | None = None

    @property
    def head(self) -> Token:
        """The token whose subtree makes the claim."""
        return self.top if self.top is not None else self.predicate


def find_frame(theme: Theme) -> Frame | None:
    """The frame a theme stands in, by climbing the tree; None when no word of our lists governs it."""
    frame = _standing(theme) or _climb(theme) or _modifier(theme) or _generic(theme) or _named_sum(theme)
    if frame is None:
        return None
    if frame.verb is not None:
        frame.chain, frame.top = _above(frame.verb)
    return frame


def _climb(theme: Theme) -> Frame | None:
    node, relation, prep = theme.root, theme.root.dep_, None
    noun_frame: tuple[str, Token] | None = None
    own = noun_frames().get(node.lemma_.lower())
    if own and (theme.root != theme.noun or theme.money is not None):
        noun_frame = (own, node)
    for _ in range(12):
        head = node.head
        if head == node:
            break
        if node.dep_ in ("conj", "appos") and (nominal(head) or not verbal(head)):
            node, relation = head, head.dep_
            continue
        if head.pos_ == "ADP" or head.dep_ in ("prep", "agent"):
            if not _carries(head, theme):
                break
            prep = head.lower_ if prep is None or noun_frame is None else prep
            node, relation = head, f"prep {head.lower_}"
            continue
        if verbal(head) and head.dep_ in ("nsubj", "nsubjpass") and head.tag_ in ("VBD", "VBN") and relation == "nsubj":
            node, relation = head, head.dep_  # "four tanks promised for July have slipped", read as a clause
            continue
        if verbal(head) and not (nominal(head) and noun_frames().get(head.lemma_.lower())):
            return _at_verb(theme, head, relation, noun_frame, prep)
        name = noun_frames().get(head.lemma_.lower())
        if name and (noun_frame is None or name == "stop"):
            noun_frame = (name, head)
        node, relation = head, head.dep_
    return _nominal_only(theme, noun_frame, prep)


def _carries(prep: Token, theme: Theme) -> bool:
    """Whether a preposition hands its object on as the thing: "of" does, and any under an event noun, money or verb."""
    above = prep.head
    if prep.lower_ == "of" or (verbal(above) and not nominal(above)):
        return True
    lemma = above.lemma_.lower()
    return lemma in noun_frames() or above.pos_ in ("NUM", "SYM") or (prep.lower_ == "in" and theme.money is not None)


def _nominal_only(theme: Theme, noun_frame: tuple[str, Token] | None, prep: str | None) -> Frame | None:
    if noun_frame is None:
        return None
    return Frame(theme, noun_frame[0], noun_frame[1], None, "nominal", preposition=prep)


def _at_verb(
    theme: Theme, verb: Token, relation: str, noun_frame: tuple[str, Token] | None, prep: str | None
) -> Frame | None:
    name = _verb_frame(verb)
    if (
        name == "arrive"
        and relation in ("dobj", "nsubjpass")
        and verb.lemma_ in ("land", "fly", "sail", "roll", "move")
    ):
        name = "give"
    if noun_frame is not None:
        return _at_event(theme, verb, relation, noun_frame, name, prep)
    if name is None or (name == "receive" and theme.sort.role is not None):
        return _located(theme, verb, relation) or _through(theme, verb, relation)
    if not _fits(theme, name, verb, relation):
        return None
    return Frame(theme, name, verb, verb, relation, preposition=prep)


def _at_event(
    theme: Theme, verb: Token, relation: str, noun_frame: tuple[str, Token], name: str | None, prep: str | None
) -> Frame:
    """An event noun under a verb: one that says whether it comes about, or one that only names it ("demands an answer")."""
    frame = Frame(theme, noun_frame[0], noun_frame[1], verb, relation, operator=name or "", preposition=prep)
    purpose = relation.startswith("nsubj") and status(verb) == "infinitive"
    if purpose or (name is None and verb.lemma_ not in EVENTIVE):
        frame.verb, frame.top = None, verb if purpose else None
    return frame


def _through(theme: Theme, verb: Token, relation: str) -> Frame | None:
    """ "Spent $5m buying tents", "is worth": a verb outside our lists that only carries one inside them."""
    held = child(verb, "dobj")
    if theme.sort.role is not None and relation.startswith("nsubj") and held is not None and held.lemma_ in ("training", "course"):
        return Frame(theme, "train", verb, verb, "nsubj")
    for kid in children(verb, "xcomp", "advcl", "conj"):
        name = _verb_frame(kid)
        if name and relation.startswith("nsubj") and kid.dep_ == "xcomp" and _fits(theme, name, kid, "nsubj"):
            return Frame(theme, name, kid, kid, "nsubj")
    return None


def _verb_frame(verb: Token) -> str | None:
    """The frame of a verb; its longest form that the lists know leads: "put on hold", "order out", "order"."""
    frames, lemma = verb_frames(), verb.lemma_.lower()
    for prep in children(verb, "prep", "advmod", "prt", "acomp", "oprd", "ccomp", "attr"):
        held = child(prep, "pobj")
        if held is not None and held.lower_ in TIMES:
            continue
        longer = frames.get(f"{lemma} {prep.lower_} {held.lower_}") if held is not None else None
        if name := longer or frames.get(f"{lemma} {prep.lower_}"):
            return name
    if lemma == "bring" and any(kid.lower_ in ("home", "back") for kid in verb.children):
        return "withdraw"
    held = child(verb, "dobj")
    if held is not None and lemma == "make" and any(kid.lower_ == "available" for kid in held.children):
        return "allocate"
    if held is not None and held.pos_ == "PRON" and (name := frames.get(f"{lemma} {held.lower_}")):
        return name
    if lemma == "take" and (held := child(verb, "dobj")) is not None and held.lower_ == "delivery":
        return "receive"
    return frames.get(particle(verb)) or frames.get(lemma)


SUBJECT_FRAMES = ("enact", "post", "arrive", "leave", "fight", "die", "hold", "slip")


def _fits(theme: Theme, name: str, verb: Token, relation: str) -> bool:
    """Whether the thing stands where this frame wants it: what is sent is an object, what arrives a subject."""
    troops = theme.sort.role is not None
    undergoes = relation in OBJECT or (relation.startswith("nsubj") and passive(verb))
    if relation in ("prep by", "prep agent"):
        return False
    if relation.startswith("nsubj") and not passive(verb):
        if name in SUBJECT_FRAMES:
            bound = any(prep.lower_ in MOTION for prep in children(verb, "prep", "advmod"))
            return bound or verb.lemma_ not in ("go", "march", "roll", "sail", "drive")

        return troops and name in ("deploy", "train", "withdraw", "move", "give") and child(verb, "dobj") is None
    if relation.startswith("prep"):
        return _fits_preposition(theme, name, verb, relation[5:])
    if name in SUBJECT_FRAMES:
        return name == "post" and relation == "nsubjpass"
    return undergoes or relation in ("relcl", "acl", "conj", "appos", "npadvmod")


def _fits_preposition(theme: Theme, name: str, verb: Token, prep: str) -> bool:
    """ "Provide Kyiv with tanks", "promised for July" is no thing, "sign a contract for tanks", "pay for shells"."""
    if prep == "with":
        return (name in ("give", "arrive", "fund") and theme.sort.role is None) or verb.lemma_ in ("reinforce", "land")
    if prep == "of":
        return name in ("receive",) or verb.lemma_ in ("consist",)
    if prep in ("on", "for"):
        return name in ("allocate", "fund", "commit", "buy", "pledge")
    return prep == "up" or (prep == "to" and verb.lemma_ in ("commit", "agree", "amount"))


def _located(theme: Theme, verb: Token, relation: str) -> Frame | None:
    """ "There are 900 US troops in Syria", "France has 1,500 soldiers in Chad": soldiers who are somewhere."""
    none = any(kid.lower_ == "no" for kid in children(theme.noun, "det", "neg"))
    inner = child(verb, "xcomp")
    if verb.lemma_ == "be" and inner is not None and inner.lemma_ == "be":
        verb = inner
    if theme.sort.role is None or (theme.figure is None and theme.sort.size is None and not none):
        return None
    somewhere = any(
        prep.lower_ in LOCATED
        for token in (verb, theme.root, theme.noun)
        for prep in children(token, "prep", "advmod", "acomp")
    )
    if not somewhere:
        return None
    if verb.lemma_ == "be" and relation in ("nsubj", "attr"):
        return Frame(theme, "deploy", verb, verb, relation)
    if verb.lemma_ == "have" and relation == "dobj":
        return Frame(theme, "deploy", verb, verb, relation)
    if verb.lemma_ in ("remain", "stay", "operate", "stand") and relation == "nsubj":
        return Frame(theme, "deploy", verb, verb, relation)
    return None


def _named_sum(theme: Theme) -> Frame | None:
    """A sum under no verb of ours: "…: 2.6 billion for refugees" after what a parliament passed, "a grant of $5m from Oslo"."""
    if theme.money is None:
        return None
    for verb in theme.root.ancestors:
        name = _verb_frame(verb) if verbal(verb) and not nominal(verb) else None
        if name in ("approve", "commit", "allocate", "announce", "pledge") and theme.root.dep_ in ("appos", "dep", "conj"):
            return Frame(theme, name, verb, verb, "appos")
    if theme.root.lemma_.lower() in ("grant", "loan", "package", "donation", "contribution", "gift"):
        return Frame(theme, "grant", theme.root, None, "nominal")
    return None


def _standing(theme: Theme) -> Frame | None:
    """ "Tokyo's allocations stand at €12.4 billion", "its share is $30 million": a sum said of an event noun."""
    if theme.money is None or theme.sort.strength not in ("fund", "money"):
        return None
    node = theme.root
    if node.dep_ == "pobj" and node.head.lower_ in ("at", "to", "by"):
        node = node.head
    verb = node.head
    if verb.lemma_ not in ("be", "stand", "amount", "total", "reach", "come", "rise", "exceed", "run") or not verbal(
        verb
    ):
        return None
    owner = child(verb, "nsubj")
    name = STANDING.get(owner.lemma_.lower()) if owner is not None and owner != theme.root else None
    return Frame(theme, name, owner, verb, "attr", operator=None) if name and owner is not None else None


def _generic(theme: Theme) -> Frame | None:
    """A counted thing under a verb that no list knows: where it stands and in what time still says much."""
    if theme.figure is None and theme.money is None:
        return None
    node = theme.root
    while node.dep_ in ("conj", "appos") and nominal(node.head):
        node = node.head
    verb, relation = node.head, node.dep_
    if relation not in ("nsubj", "nsubjpass", "dobj") or not verbal(verb) or nominal(verb):
        return None
    if verb.lemma_ == "be" and relation == "nsubj" and any(children(verb, "prep", "advmod", "acomp")):
        return Frame(theme, "be", verb, verb, relation)
    if verb.lemma_ in NOT_FRAMES or verb.lemma_ in SAYS or _verb_frame(verb) is not None:
        return None
    return Frame(theme, "generic", verb, verb, relation)


def _modifier(theme: Theme) -> Frame | None:
    """The participle or relative clause on the thing itself: "the tanks promised by Berlin", "which arrived"."""
    for noun in dict.fromkeys((theme.root, theme.noun)):
        for kid in children(noun, "acl", "relcl"):
            name = _verb_frame(kid)
            if name is None:
                continue
            owner = subject(kid)
            undergoes = kid.tag_ in ("VBN", "VBD") and (passive(kid) or kid.dep_ == "acl")
            acts = owner == noun and not undergoes
            relation = "nsubj" if acts else "acl"
            if acts and not _fits(theme, name, kid, "nsubj"):
                continue
            return Frame(theme, name, kid, kid, relation)
    return None


def _above(verb: Token) -> tuple[list[Token], Token]:
    """The words that govern a verb without a clause of its own ("plans to send"), and the clause's head."""
    chain: list[Token] = []
    node = verb
    for _ in range(8):
        head = node.head
        if head == node or not _leans(node):
            break
        chain.append(head)
        if nominal(head) and not verbal(head):
            above = next((token for token in head.ancestors if verbal(token)), None)
            if above is None or head.dep_ not in ("dobj", "nsubjpass", "attr", "nsubj", "pobj", "conj", "acomp"):
                return chain, node
            chain.append(above)
            head = above
        elif not verbal(head) and head.pos_ in ("ADJ", "ADP", "SCONJ", "ADV"):
            above = next((token for token in head.ancestors if verbal(token)), None)
            if above is None:
                break
            chain.append(above)
            head = above
        node = head
    return chain, node


def _leans(node: Token) -> bool:
    """Whether the verb takes its time and subject from the word above."""
    if node.dep_ == "xcomp":
        return True
    if node.dep_ in ("ccomp", "advcl", "acl", "pcomp", "dobj", "attr", "acomp", "csubj", "prep"):
        own = child(node, "nsubj", "nsubjpass", "expl")
        if node.dep_ == "ccomp" and own is not None and status(node) != "infinitive":
            return False
        bare = status(node) in ("infinitive", "bare") or node.tag_ == "VBG"
        if node.dep_ == "acl" and node.tag_ == "VBG":
            return False
        return (
            bare
            and (own is None or status(node) == "infinitive")
            and not (node.dep_ == "ccomp" and node.head.lemma_ in SAYS and own)
        )
    if node.dep_ == "conj" and child(node, "nsubj", "nsubjpass") is None and status(node) in ("infinitive", "bare"):
        return _leans(node.head) if verbal(node.head) and node.head != node else False
    return False
