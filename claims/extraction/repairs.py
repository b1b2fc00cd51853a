"""What the small parser often gets wrong in news, put right before anything is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.extraction.asides import Aside, aside
from claims.extraction.closings import close
from claims.extraction.headlines import mend_headlines
from claims.extraction.parts import mend_parts
from claims.extraction.tree import child, says
from claims.extraction.words import OFFICES, PERSONS, SAYS

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


TOLD = ("tell", "inform", "assure", "remind", "notify", "warn", "brief")  # somebody, that …


def mend(doc: Doc) -> Doc:
    """The same document, with a number before a verb that lacks a subject as that subject ("On Monday *36* did"), and
    of several subjects in a row the last alone ("By mid-July the *WFP* had brought"); inserted speech set aside."""
    mend_headlines(doc)
    mend_parts(doc)
    for token in doc:
        if token.tag_ in ("VBD", "VBZ", "VBN", "NNS"):
            _give_speaker(token)
        elif token.lower_ == "home" and token.dep_ == "advmod":
            _part_from_home(token)
    for token in doc:
        if token.dep_ == "nummod" and token.head.i < token.i:
            verb = _verb_after(token)
            if verb is not None:
                token.head = verb
                token.dep_ = "nsubj"
        elif token.lemma_ in SAYS and token.tag_ in ("VBD", "VBZ"):
            _set_aside(token)
        elif token.pos_ in ("VERB", "AUX"):
            for spare in [kid for kid in token.children if kid.dep_ == "nsubj" and kid.i < token.i][:-1]:
                spare.dep_ = "npadvmod"
    _find_subjects(doc)
    return doc


def _find_subjects(doc: Doc) -> None:
    for token in doc:
        if token.pos_ in ("VERB", "AUX") and token.dep_ in ("ROOT", "ccomp", "parataxis"):
            _find_subject(token)


def _find_subject(verb: Token) -> None:
    """Of "it is leaving, but 1,000 fighters, its heirs, *are staying*" the fighters are the subject, not a second
    thing beside what stands before the "but"."""
    helpers = [kid for kid in verb.children if kid.dep_ in ("aux", "auxpass") and kid.i < verb.i]
    first = helpers[0] if helpers else verb
    if first.tag_ not in ("VBD", "VBZ", "VBP", "MD") or child(verb, "nsubj", "nsubjpass", "expl", "csubj") is not None:
        return
    inserted = {word for kid in verb.children if kid.dep_ == "parataxis" for word in kid.subtree}
    place = first.i - 1
    while place > verb.sent.start and (verb.doc[place].is_punct or verb.doc[place] in inserted):
        place -= 1
    for noun in (verb.doc[place], *verb.doc[place].ancestors):
        joined = noun.dep_ == "conj" and noun.pos_ in ("NOUN", "PROPN") and noun.right_edge.i == place
        if joined and any(kid.dep_ == "cc" for kid in noun.head.children) and verb not in noun.subtree:
            noun.head, noun.dep_ = verb, "nsubjpass" if any(kid.dep_ == "auxpass" for kid in helpers) else "nsubj"
            return


def _give_speaker(verb: Token) -> None:
    """See that a verb of saying has its speaker, whatever the parser hung them on."""
    if verb.tag_ == "NNS" and verb.dep_ == "ROOT" and verb.lemma_ in SAYS:
        _as_verb(verb)
    told = verb.tag_ == "VBN" and child(verb, "nsubj") is not None and child(verb, "aux", "auxpass") is None
    if verb.tag_ == "NNS" or (verb.tag_ == "VBN" and not told) or not says(verb):
        return
    verb.tag_ = "VBD" if told else verb.tag_
    if verb.lemma_ in TOLD and child(verb, "ccomp") is None:
        _tell(verb)
    found = aside(verb) if verb.lemma_ in SAYS else None
    if found is not None:
        _attribute(verb, found)
    else:
        close(verb)


def _tell(verb: Token) -> None:
    """In "told a delegation that Taipei would give ten boats" what is told is no clause about the delegation."""
    for noun in verb.subtree:
        for clause in noun.children if noun.i > verb.i else ():
            doer = child(clause, "nsubj", "nsubjpass")
            led = clause.dep_ in ("relcl", "acl") and clause.left_edge.lower_ == "that"
            if led and doer is not None and doer.lower_ != "that":
                clause.head, clause.dep_ = verb, "ccomp"
                return


def _as_verb(noun: Token) -> None:
    """ "The WFP *counters* that it gave biscuits": a verb, where the parser takes it for a noun with a clause."""
    clause = child(noun, "relcl", "acl", "ccomp")
    names = [kid for kid in noun.children if kid.dep_ in ("compound", "nmod") and kid.i == noun.i - 1]
    if clause is None or noun.nbor().lower_ != "that" or not names:
        return
    noun.tag_, noun.pos_ = "VBZ", "VERB"
    clause.dep_, names[0].dep_ = "ccomp", "nsubj"
    for kid in [kid for kid in noun.children if kid.i < names[0].i]:
        kid.head = names[0]


def _part_from_home(home: Token) -> None:
    """In "ordered 300 soldiers *home*" the soldiers are the verb's object, not a part of the home."""
    for noun in [kid for kid in home.children if kid.dep_ == "compound" and home.head.pos_ == "VERB"]:
        noun.head, noun.dep_ = home.head, "dobj"


def _set_aside(say: Token) -> None:
    """In "the other four, *said* the secretary, will come" the four are the subject of what comes behind."""
    before = [kid for kid in say.children if kid.dep_ == "nsubj" and kid.i < say.i]
    if not before or not say.i or say.nbor(-1).text != ",":
        return
    verb = say.head if say.dep_ in ("parataxis", "ccomp") else child(say, "ccomp")
    if verb is None or verb.i < say.i or not _behind_comma(verb):
        return
    speaker = next((kid for kid in verb.children if kid.dep_ == "nsubj" and say.i < kid.i < verb.i), None)
    if speaker is None and (child(verb, "nsubj", "nsubjpass") or not any(k.dep_ == "nsubj" for k in say.rights)):
        return
    if speaker is not None:
        speaker.head = say
    before[-1].head = verb
    before[-1].dep_ = "nsubjpass" if child(verb, "auxpass") is not None else "nsubj"


def _behind_comma(verb: Token) -> bool:
    """Whether a comma stands right before a verb and its auxiliaries."""
    first = min((kid.i for kid in verb.children if kid.dep_ in ("aux", "auxpass")), default=verb.i)
    behind = min(first, verb.i) - 1
    return verb.doc[behind - 1 if verb.doc[behind].is_quote else behind].text == ","


def _attribute(verb: Token, found: Aside) -> None:
    """Give a verb of saying the speaker who stands beside it, and what is said as its clause."""
    if found.name.i < found.role[0].i:
        _join(verb, found.name)
        return
    words = [token for token in found.role if token.lemma_.lower() in PERSONS or token.lemma_.lower() in OFFICES]
    said = verb.head
    if verb.dep_ == "conj" and said.i < found.role[0].i and child(verb, "nsubj") is None:
        verb.dep_, said.dep_, above = said.dep_, "ccomp", said.head
        verb.head = verb if above == said else above
        said.head = verb
    for spare in [kid for kid in verb.children if kid.dep_ == "nsubj" and kid.i < found.role[0].i]:
        clause = next((kid for kid in spare.children if kid.dep_ == "acl" and kid.tag_ == "VBD"), None)
        if clause is not None:  # "the trucks crossed on Monday, the head, Anna Berg, told reporters"
            clause.head, clause.dep_ = verb, "ccomp"
            spare.head, spare.dep_ = clause, "nsubj"
        else:
            spare.dep_ = "npadvmod"
    if words and words[0] != verb.head and words[0] not in verb.ancestors:
        words[0].head, words[0].dep_ = verb, "nsubj"
        if found.name not in words[0].ancestors:
            found.name.head, found.name.dep_ = words[0], "appos"


def _join(verb: Token, name: Token) -> None:
    """ "…, Ana Roth, the minister, said": where the parser made the name part of a list, and the verb of the clause."""
    if verb.dep_ != "conj" or child(verb, "nsubj") is not None or name in verb.ancestors:
        return
    root = verb.sent.root
    verb.head, verb.dep_ = root, "parataxis"
    name.head, name.dep_ = verb, "nsubj"
    for clause in [kid for kid in verb.children if kid.dep_ == "ccomp"]:
        if any(token.text == ";" for token in verb.doc[verb.i : clause.i]):
            clause.head, clause.dep_ = root, "conj"


def _verb_after(number: Token) -> Token | None:
    """The clause's verb right behind a number, or behind its "of the 2,000", when it has no subject yet."""
    part = _of_after(number)
    last = part.right_edge.i if part is not None else number.i
    if last + 1 >= len(number.doc):
        return None
    word = number.doc[last + 1]
    verb = word.head if word.dep_ in ("aux", "auxpass") else word
    finite = word.tag_ in ("VBD", "VBZ", "VBP", "MD") and verb.sent == number.sent
    if not finite or child(verb, "nsubj", "nsubjpass") is not None or number in verb.ancestors:
        return None
    if part is not None:
        part.head = number
    return verb


def _of_after(number: Token) -> Token | None:
    """The "of" behind a number that the parser hung on the word before it."""
    word = number.nbor() if number.i + 1 < len(number.doc) else number
    return word if word.lower_ == "of" and word.head == number.head else None
