"""Which word says what happens to a thing: the verb or event noun above it, and the words above that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.extraction.lines import Theme
from claims.extraction.tree import child, children, nominal, status, verbal
from claims.extraction.words import CARRYING, EVENTIVE, SAYS, noun_frames, verb_frames

if TYPE_CHECKING:
    from spacy.tokens import Token
from claims.extraction.fallbacks import (
    awaited,
    counted,
    detailed,
    fallen,
    generic,
    having,
    located,
    modifier,
    named_sum,
    standing,
    stationed,
    there,
)
from claims.extraction.predicates import Frame, fits, idiom_of, verb_frame
from claims.extraction.soldiering import engaged, mustered, over_soldiers
from claims.extraction.tallies import TRADE, tally


def find_frame(theme: Theme) -> Frame | None:
    """The frame a theme stands in, by climbing the tree; None when no word of our lists governs it."""
    if portioned(theme) or idle(theme):
        return None
    frame = next((found for ask in WAYS if (found := ask(theme)) is not None), None)
    if frame is None or _borne(frame):
        return None
    if frame.verb is not None:
        frame.chain, frame.top = above(frame.verb)
    return frame


def promised(theme: Theme) -> Frame | None:
    """What a clause on the thing itself says, whatever is asked of it: "the $60m *that it pledged*"."""
    frame = modifier(theme)
    if frame is not None and frame.verb is not None:
        frame.chain, frame.top = above(frame.verb)
    return frame


def _borne(frame: Frame) -> bool:
    """Whether it is only the load of what moves: "lorries reached Tawila *carrying food*"."""
    verb = frame.verb
    borne = verb is not None and verb.lemma_ in CARRYING and verb.tag_ == "VBG" and verb.dep_ in ("acl", "advcl")
    return borne and frame.theme.figure is None and frame.theme.sort.role is None


def _explained(theme: Theme, head: Token) -> tuple[str, Token] | None:
    """The event noun that a thing stands in apposition to: "Madrid's offer: 40 instructors"."""
    name = noun_frames().get(head.lemma_.lower()) if theme.root.dep_ == "appos" else None
    return (name, head) if name else None


def portioned(theme: Theme) -> bool:
    """Whether the thing is only what a part is taken of: "*Of the 220 we announced*, 170 are in port"."""
    prep = theme.root.head
    if theme.root.dep_ != "pobj" or prep.lower_ != "of":
        return False
    if theme.bare and prep.head.pos_ == "NUM":
        return True  # "only 80 of its 350 remain"
    summed = prep.head.pos_ in ("NUM", "SYM") or any(
        kid.pos_ in ("NUM", "SYM") for kid in children(prep.head, "nummod")
    )
    whole = theme.sort.strength == "fund" or any(kid.lower_ in ("the", "its", "that") for kid in theme.root.children)
    sum_of_sum = theme.money is not None and summed and whole
    return prep.text == "Of" or sum_of_sum or (verbal(prep.head) and not nominal(prep.head) and _fronted(prep, theme))


def _fronted(prep: Token, theme: Theme) -> bool:
    """Whether "of …" leads its clause in: "of 2,000 soldiers, 500 flew out"."""
    own = child(prep.head, "nsubj", "nsubjpass")
    return theme.figure is not None and own is not None and prep.i < own.i


def _climb(theme: Theme) -> Frame | None:
    node = _container(theme.root)
    relation, prep = node.dep_, None
    noun_frame: tuple[str, Token] | None = None
    own = noun_frames().get(node.lemma_.lower())
    if own and (theme.root != theme.noun or theme.money is not None):
        noun_frame = (own, node)
    for _ in range(12):
        head = node.head
        if head == node:
            break
        if node.dep_ in ("conj", "appos") and (nominal(head) or not verbal(head)):
            noun_frame = noun_frame or _explained(theme, head)
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


def _container(noun: Token) -> Token:
    """Of "the equipment has arrived, including all 18 tanks": the equipment, whose verb is the tanks' verb too."""
    word = noun.head
    if noun.dep_ != "pobj" or word.lower_ != "including":
        return noun
    whole = word.head
    if verbal(whole) and not nominal(whole):
        said = [kid for kid in children(whole, "nsubjpass", "nsubj", "dobj") if kid.i < word.i]
        return said[-1] if said else noun
    return whole


def _carries(prep: Token, theme: Theme) -> bool:
    """Whether a preposition hands its object on as the thing: "of" does, and any under an event noun, money or verb."""
    above = prep.head
    if prep.lower_ == "of" or (verbal(above) and not nominal(above)):
        return True
    if above.dep_ == "dobj" and idiom_of(above.head) is not None:
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
    name = _named(theme, verb, relation)
    if verb.lemma_ == "thank" and relation == "prep for":
        return Frame(theme, "receive", verb, verb, "thanked")
    if noun_frame is not None:
        return _at_event(theme, verb, relation, noun_frame, name, prep)
    if name is None or (name == "receive" and theme.sort.role is not None):
        return located(theme, verb, relation) or _through(theme, verb, relation)
    if name != "be" and not fits(theme, name, verb, relation):
        return None
    return Frame(theme, name, verb, verb, relation, preposition=prep)


def idle(theme: Theme) -> bool:
    """Whether the thing is won, traded or learns: "a prize of 100,000 euros", "exports of gas reached", "44 medics have
    finished their course"."""
    above = theme.root.head
    won = theme.money is not None and above.lower_ == "of" and above.head.lemma_.lower() in WINNINGS
    if won or (theme.sort.role is None and theme.root.lemma_.lower() in WINNINGS):
        return True
    bought = theme.sort.category == "energy" or theme.sort.strength == "food"
    if bought and theme.root.dep_ == "pobj" and above.lower_ == "of" and above.head.lemma_.lower() in TRADE:
        return True
    held = child(above, "dobj") if theme.sort.strength == "rescue" and theme.root.dep_ == "nsubj" else None
    return held is not None and held.lemma_ in ("course", "training", "exam", "lesson", "programme", "shift")


def _named(theme: Theme, verb: Token, relation: str) -> str | None:
    """The frame a verb has over soldiers or goods: "land" moves and is moved, to "hold" mortars is to contain them."""
    name, troops = verb_frame(verb), theme.sort.role is not None
    undergoes = relation in ("dobj", "nsubjpass")
    if not troops:
        if (
            name == "post"
            and relation.startswith("nsubj")
            and verb.lemma_ in ("sit", "wait", "stand", "stay", "remain")
        ):
            return "be"  # "the flour is sitting in a warehouse"
        flies = verb.lemma_ == "fly" and theme.sort.category == "aircraft"
        if flies and relation == "nsubj" and child(verb, "dobj") is None:
            return "arrive"  # "the helicopters have flown to Ukraine"
        if name == "deploy" and theme.money is not None:
            return "give"  # "put $100 million into the appeal"
        if name == "withdraw" and verb.lemma_ in ("get", "take"):
            return verb_frames().get(verb.lemma_)  # "will get 1.5 billion out of the windfall"
        name = "include" if name == "hold" else name  # "the parcel holds ten mortars"
    else:
        name = over_soldiers(verb, name, relation)
    moved = name == "arrive" and undergoes and verb.lemma_ in ("land", "fly", "sail", "roll", "move", "get")
    return "give" if moved else name


def _at_event(
    theme: Theme, verb: Token, relation: str, noun_frame: tuple[str, Token], name: str | None, prep: str | None
) -> Frame | None:
    """An event noun under a verb that says whether it comes about, or one that only names it ("demands an answer")."""
    if name == "receive":
        return Frame(theme, name, verb, verb, "dobj", preposition=prep)  # "has taken delivery of"
    if verb.lemma_ == "come" and any(kid.lower_ == "first" for kid in children(verb, "advmod")):
        return None  # "deliveries to Kyiv come first"
    frame = Frame(theme, noun_frame[0], noun_frame[1], verb, relation, operator=name or "", preposition=prep)
    purpose = relation.startswith("nsubj") and status(verb) == "infinitive"
    if purpose or (name is None and verb.lemma_ not in EVENTIVE):
        frame.verb, frame.top = None, verb if purpose else None
    return frame


def _through(theme: Theme, verb: Token, relation: str) -> Frame | None:
    """ "Spent $5m buying tents", "is worth": a verb outside our lists that only carries one inside them."""
    held = child(verb, "dobj")
    if (
        theme.sort.role is not None
        and relation.startswith("nsubj")
        and held is not None
        and held.lemma_ in ("training", "course")
    ):
        return Frame(theme, "train", verb, verb, "nsubj")
    for kid in children(verb, "xcomp", "conj"):
        name = verb_frame(kid)
        own = kid.dep_ == "conj" and (theme.sort.role is None or child(kid, "nsubj", "nsubjpass") is not None)
        if name and relation.startswith("nsubj") and not own and fits(theme, name, kid, "nsubj"):
            return Frame(theme, name, kid, kid, "nsubj")  # "packed their bags and left Chad"
    return None


def above(verb: Token) -> tuple[list[Token], Token]:
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


WINNINGS = frozenset(
    "prize award fine ransom bonus salary bribe penalty fee jackpot loss profit bail reward tax price wage rent".split()
)
RESTS = ("sit", "wait", "stand", "stay", "remain")  # what goods do where they lie
WAYS = (
    fallen, tally, counted, standing, engaged, _climb, awaited, modifier, mustered, having, detailed, there, generic,
    named_sum, stationed,
)  # fmt: skip  # how a frame is sought, in this order
