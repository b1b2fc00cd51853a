"""Things under no verb of the lists: soldiers who are somewhere, sums that stand at, participles, verbs unknown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.extraction.counting import said_behind
from claims.extraction.lines import Theme
from claims.extraction.tree import child, children, nominal, passive, preposition, status, subject, verbal
from claims.extraction.words import NOT_FRAMES, SAYS, STANDING

if TYPE_CHECKING:
    from spacy.tokens import Token
from claims.extraction.predicates import Frame, fits, verb_frame

SEEN = ("count", "see", "observe", "spot", "estimate", "track", "film", "identify", "put")
COUNTING = ("put", "stand", "estimate", "bring", "rise", "come", "climb", "total")
TOLLS = {
    "kill": frozenset("toll death dead loss casualty kill killed wounded wound injure fallen".split()),
    "train": frozenset("train trained training recruit".split()),
    "withdraw": frozenset("withdraw leave withdrawn withdrawal".split()),
}
TALLIES = {
    "pledge": frozenset("promise pledge owe pledged promised backlog".split()),
    "give": frozenset("deliver give send hand supply donate delivery arrive transfer donation receive ship".split()),
    "allocate": frozenset("allocation allocate aid support assistance earmark".split()),
}
FORCES = ("mission", "force", "contingent", "operation", "base", "garrison", "brigade", "battlegroup")
HOSTILE = ("shoot", "down", "intercept", "destroy", "detect", "hit", "repel", "seize")
DEAD = ("dead", "killed", "wounded", "injured", "casualties", "fatalities", "fallen", "missing", "unaccounted", "hurt")
TELLS = ("count", "tally", "register", "log", "record")
LORRIES = ("truck", "lorry", "truckload", "lorryload")
READY = ("ready", "packed", "loaded", "waiting", "earmarked")
LOCATED = ("in", "on", "at", "near", "along", "inside", "across", "around", "outside", "within", "there", "under")


def located(theme: Theme, verb: Token, relation: str) -> Frame | None:
    """ "There are 900 US troops in Syria", "France has 1,500 soldiers in Chad": soldiers who are somewhere."""
    none = any(kid.lower_ in ("no", "any") for kid in children(theme.noun, "det", "neg"))
    none = none or theme.root.head.head.lower_ in ("none", "any", "one")
    inner = child(verb, "xcomp")
    if verb.lemma_ == "be" and inner is not None and inner.lemma_ == "be":
        verb = inner
    none = none or child(verb, "expl") is not None  # "there are North Korean troops in Russia"
    if theme.sort.role is None or (theme.figure is None and theme.sort.size is None and not none):
        return None
    somewhere = any(
        prep.lower_ in LOCATED
        for token in (verb, theme.root, theme.noun)
        for prep in children(token, "prep", "advmod", "acomp")
    )
    somewhere = somewhere or any(kid.tag_ == "VBG" for kid in children(theme.root, "acl"))  # "50,000 facing Sumy"
    somewhere = somewhere or (theme.bare and theme.before is not None and child(verb, "expl") is not None)
    owner = child(verb, "nsubj") if verb.lemma_ == "have" else None
    if not somewhere and (owner is None or owner.lemma_.lower() not in FORCES):
        return None
    if verb.lemma_ == "be" and relation in ("nsubj", "attr"):
        return Frame(theme, "deploy", verb, verb, relation)
    if verb.lemma_ == "have" and relation == "dobj":
        return Frame(theme, "deploy", verb, verb, relation)
    if verb.lemma_ in SEEN and relation == "dobj":
        return Frame(theme, "deploy", verb, verb, "attr")
    if verb.lemma_ in ("remain", "stay", "operate", "stand") and relation == "nsubj":
        return Frame(theme, "deploy", verb, verb, relation)
    return None


def fallen(theme: Theme) -> Frame | None:
    """ "14 dead among the South Africans", "30 mercenaries were among the dead"."""
    if theme.sort.role is None or theme.figure is None:
        return None
    word = said_behind(theme.root)
    verb = theme.root.head
    said = (*preposition(verb, "among"), *children(verb, "acomp", "attr")) if verb.lemma_ == "be" else ()
    listed = theme.root.dep_ == "nsubj" and any(word.lower_ in DEAD for word in said)
    if listed:
        return Frame(theme, "kill", verb, verb, "nsubj")
    return (
        Frame(theme, "kill", theme.root, None, "nominal") if theme.root.pos_ == "NUM" and word.lower_ in DEAD else None
    )


def awaited(theme: Theme) -> Frame | None:
    """ "The planes, lent by Qatar, are due on Thursday": what is to come, whatever was done before."""
    verb = theme.root.head
    said = child(verb, "acomp", "advmod") if verb.lemma_ == "be" and theme.root.dep_ == "nsubj" else None
    ahead = said is not None and said.lower_ in ("due", "bound", "ready", "destined", "overdue", "ahead")
    return Frame(theme, "be", verb, verb, "nsubj") if ahead and (theme.figure or theme.money) else None


def stationed(theme: Theme) -> Frame | None:
    """ "Ottawa's 1,900 soldiers in Latvia", "10,000 North Korean troops in Kursk": soldiers whose own phrase says where
    they are, whatever is said of them."""
    if theme.sort.role is None or theme.figure is None or theme.root.dep_ == "pobj":
        return None
    if any(held.pos_ == "PROPN" for held in preposition(theme.root, *LOCATED)):
        return Frame(theme, "deploy", theme.root, None, "nominal")
    return None


def named_sum(theme: Theme) -> Frame | None:
    """A sum under no verb of ours: "…: 2.6 billion for refugees" after what was passed, "a grant of $5m from Oslo"."""
    if theme.money is None:
        return None
    for verb in theme.root.ancestors:
        name = verb_frame(verb) if verbal(verb) and not nominal(verb) else None
        if name in ("approve", "commit", "allocate", "announce", "pledge") and theme.root.dep_ in (
            "appos",
            "dep",
            "conj",
        ):
            return Frame(theme, name, verb, verb, "appos")
    if theme.root.dep_ == "pobj" and theme.root.head.lower_ in ("for", "about") and not verbal(theme.root.head.head):
        return None  # "opening the way for grants worth millions"
    if theme.root.lemma_.lower() in ("grant", "loan", "package", "donation", "contribution", "gift", "fund"):
        return Frame(theme, "grant", theme.root, None, "nominal")
    return None


def standing(theme: Theme) -> Frame | None:
    """ "Tokyo's allocations stand at €12.4 billion", "its share is $30 million": a sum said of an event noun."""
    given = theme.figure is not None and theme.root.dep_ == "attr" and theme.sort.role is None  # "its gift is six jets"
    if not given and (theme.money is None or theme.sort.strength not in ("fund", "money")):
        return None
    node = theme.root
    if node.dep_ == "pobj" and node.head.lower_ in ("at", "to", "by", "worth"):
        node = node.head
    verb = node.head.head if node.head.lower_ == "worth" else node.head
    if verb.lemma_ not in ("be", "stand", "amount", "total", "reach", "come", "rise", "exceed", "run") or not verbal(
        verb
    ):
        return None
    owner = child(verb, "nsubj")
    if owner is not None and owner.lower_ in ("it", "which") and _worth(theme):
        return Frame(theme, "allocate", verb, verb, "attr")  # "it is worth up to $800 million"
    name = STANDING.get(owner.lemma_.lower()) if owner is not None and owner != theme.root else None
    return Frame(theme, name, owner, verb, "attr", operator=None) if name and owner is not None else None


def _worth(theme: Theme) -> bool:
    words = theme.root.doc[max(0, theme.root.i - 8) : theme.root.i]
    return any(word.lower_ == "worth" for word in words)


def generic(theme: Theme) -> Frame | None:
    """A counted thing under a verb that no list knows: where it stands and in what time still says much."""
    if theme.figure is None and theme.money is None and (not theme.bare or theme.root.pos_ == "PRON"):
        return None
    node = theme.root
    while node.dep_ in ("conj", "appos") and nominal(node.head):
        node = node.head
    verb, relation = node.head, node.dep_
    if theme.bare and relation == "conj" and verbal(verb) and not nominal(verb):
        relation = "dobj"  # "let in 117 trucks on Sunday and 90 on Monday"
    if verb.lower_ in ("with", "through", "off", "in", "on", "up") and relation == "pobj":
        verb, relation = verb.head, "dobj"
    if verb.lower_ == "available" and verb.head.lemma_ == "make":
        return Frame(theme, "allocate", verb.head, verb.head, "dobj")
    if verb.lemma_ == "be" and verbal(verb) and (being := _being(theme, verb, relation)) is not None:
        return being
    if relation not in ("nsubj", "nsubjpass", "dobj") or not verbal(verb) or nominal(verb):
        return None
    if verb.lemma_ in NOT_FRAMES or verb.lemma_ in SAYS or verb_frame(verb) is not None:
        return None
    return Frame(theme, "generic", verb, verb, relation)


def having(theme: Theme) -> Frame | None:
    """ "Kenya is to have 20 vehicles from Washington": what will be had is received."""
    verb = theme.root.head
    if verb.lemma_ in TELLS and theme.noun.lemma_.lower() in LORRIES and theme.figure is not None:
        return Frame(theme, "arrive", verb, verb, "nsubj")  # "COGAT counted 468 trucks"
    held = verb.lemma_ == "have" and theme.root.dep_ in ("dobj", "nsubj") and theme.figure is not None
    if held and any(word.lower_ in READY for word in verb.subtree if word.i > theme.root.i):
        return Frame(theme, "allocate", verb, verb, "dobj")  # "the Dutch have 18 F-16s ready for Kyiv"
    ahead = verb.lemma_ == "have" and theme.root.dep_ == "dobj" and status(verb) in ("ahead", "infinitive")
    return (
        Frame(theme, "receive", verb, verb, "dobj") if ahead and theme.figure is not None and not theme.bare else None
    )


def there(theme: Theme) -> Frame | None:
    """ "Sweden's tanks are to be in Ukraine by spring", "Dutch Patriots are en route": known things somewhere."""
    verb = theme.root.head
    if theme.figure is not None or theme.money is not None:
        return None
    if theme.root.dep_ != "nsubj" or verb.lemma_ != "be" or theme.sort.strength != "strong" or theme.sort.role:
        return None
    inner = child(verb, "xcomp")
    verb = inner if inner is not None and inner.lemma_ == "be" else verb
    where = any(prep.lower_ in ("in", "en", "at", "on", "there") for prep in children(verb, "prep", "advmod"))
    return Frame(theme, "be", verb, verb, "nsubj") if where else None


def detailed(theme: Theme) -> Frame | None:
    """ "Rome confirmed its twelfth package"."""
    verb, first = theme.root.head, child(theme.root, "amod")
    if verb.lemma_ == "confirm" and theme.root.dep_ == "dobj" and theme.money is not None:
        return Frame(theme, "allocate", verb, verb, "dobj")  # "I can confirm today a further £2 million"
    told = verb.lemma_ in ("confirm", "detail", "outline", "finalise", "finalize") and theme.root.dep_ == "dobj"
    row = first is not None and first.tag_ in ("JJ", "JJS") and child(theme.root, "poss") is not None
    summed = theme.sort.strength in ("package", "aid", "money") and theme.root.lemma_ in ("package", "tranche")
    return Frame(theme, "announce", verb, verb, "dobj") if told and row and summed else None


def _being(theme: Theme, verb: Token, relation: str) -> Frame | None:
    """A thing that is somewhere: "ten tonnes are on board", "on board are ten tonnes", or is the first to arrive."""
    later = child(verb, "xcomp")
    verb = later if later is not None and later.lemma_ == "be" else verb  # "twenty more are to be there"
    if relation == "attr" and child(verb, "nsubj") is None and any(children(verb, "prep", "advmod")):
        return Frame(theme, "be", verb, verb, "nsubj")
    inner = _first_to(verb)
    if inner is not None and relation in ("nsubj", "nsubjpass", "dobj"):
        return Frame(theme, verb_frame(inner) or "generic", inner, inner, "nsubj")
    there = relation == "nsubj" and any(children(verb, "prep", "advmod", "acomp"))
    return Frame(theme, "be", verb, verb, relation) if there else None


def _first_to(verb: Token) -> Token | None:
    """ "Were the first foreigners *to reach* the town": the verb that a predicate noun hands on."""
    said = child(verb, "attr", "acomp")
    inner = child(said, "acl", "relcl", "xcomp") if said is not None and said.lower_ != "due" else None
    known = inner is not None and verb_frame(inner) in ("arrive", "give", "post", "withdraw")
    return inner if said is not None and said.pos_ in ("NOUN", "ADJ") and known else None


def counted(theme: Theme) -> Frame | None:
    """ "Put what was promised at 38 howitzers", "the toll stood at 40 soldiers": a count, with what it counts."""
    node = theme.root
    while node.dep_ == "conj" and nominal(node.head):
        node = node.head
    prep, verb = node.head, node.head.head
    if theme.figure is None or node.dep_ != "pobj" or prep.lower_ not in ("at", "to"):
        return None
    if verb.lemma_ not in COUNTING or (prep.lower_ == "to" and verb.lemma_ not in ("bring", "rise", "come", "climb")):
        return None
    words = {token.lemma_.lower() for token in verb.subtree}
    kinds = TOLLS if theme.sort.role is not None else TALLIES
    name = next((name for name, cues in kinds.items() if words & cues), "deploy" if kinds is TOLLS else None)
    return Frame(theme, name, verb, verb, "dobj") if name else None


def modifier(theme: Theme) -> Frame | None:
    """The participle or relative clause on the thing itself: "the tanks promised by Berlin", "which arrived"."""
    counted = [held for held in preposition(theme.noun, "of") if held.pos_ == "NUM"]
    for noun in dict.fromkeys((theme.root, theme.noun, *counted)):
        for kid in children(noun, "acl", "relcl"):
            name = verb_frame(kid)
            if name is None or any(word.lower_ == "which" and word.head.lower_ == "of" for word in kid.subtree):
                continue  # "a facility of which the US has transferred $20bn"
            if noun.head.lemma_ in HOSTILE and noun.dep_ in ("dobj", "nsubjpass"):
                continue  # "shot down several drones that had entered its airspace"
            owner = subject(kid)
            undergoes = kid.tag_ in ("VBN", "VBD") and (passive(kid) or kid.dep_ == "acl")
            acts = owner == noun and not undergoes
            relation = "nsubj" if acts else "acl"
            if acts and not fits(theme, name, kid, "nsubj"):
                continue
            return Frame(theme, name, kid, kid, relation)
    return None
