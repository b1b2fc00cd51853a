"""Whether two wordings mean the same: names of speakers and actors, things, conditions. All are lenient on purpose."""

from __future__ import annotations

import re
import unicodedata

from claims.extraction.actors import Entity, find_mentions

WORD = re.compile(r"[^\W_]+(?:[-&][^\W_]+)*")
POSSESSIVE = re.compile(r"['’]s?\b")
SMALL = frozenset("the a an of for and its their his her in to at by with on some".split())
TITLES = frozenset(
    "mr mrs ms miss dr sir dame lord lady prof professor president prime minister general gen lieutenant lt colonel"
    " col major maj captain capt admiral brigadier sergeant ambassador senator sen king queen prince pope".split()
)
SPELLINGS = {"defense": "defence", "program": "programme", "center": "centre", "aeroplane": "plane"}
OPENERS = frozenset("if unless only provided that should once so long as until when pending subject".split())


def words_of(text: str) -> list[str]:
    """Lower-case words without accents, possessive endings, punctuation and small words, in British spelling."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    words = [word.lower() for word in WORD.findall(POSSESSIVE.sub("", bare))]
    return [SPELLINGS.get(word, word) for word in words if word not in SMALL]


def entity_of(name: str) -> Entity | None:
    """The known actor that the whole of ``name`` means, its article aside; None for more, or less, than one."""
    text = re.sub(r"^(?:the|a|an)\s+", "", name.strip(), flags=re.IGNORECASE)
    mentions = find_mentions(text)
    whole = len(mentions) == 1 and (mentions[0].start, mentions[0].end) == (0, len(text))
    return mentions[0].entity if whole else None


def same_name(one: str, other: str) -> bool:
    """Whether two names may mean the same person, office, state or organisation.

    Right are: another case, article, possessive, order or spelling ("the Defense Ministry", "Ministry of Defence");
    an alias that the actor tables know ("Seoul", "South Korea"; "WFP", "World Food Programme"); a title more or less
    ("Gen. Serhii Malynovets"); a surname for the full name, or the bare office for the whole one: the shorter stands
    inside the longer and ends on the same word ("Biden", "Joe Biden"; "ministry", "foreign ministry").
    """
    first, second = words_of(one), words_of(other)
    if sorted(first) == sorted(second):
        return True
    known, meant = entity_of(one), entity_of(other)
    if known is not None and meant is not None:
        return known == meant
    shorter, longer = sorted((_untitled(first), _untitled(second)), key=len)
    return bool(shorter) and shorter[-1] == longer[-1] and set(shorter) <= set(longer)


def _untitled(words: list[str]) -> list[str]:
    """Without the titles before a name; a title that is all there is stays ("prime minister")."""
    rest = list(words)
    while len(rest) > 1 and rest[0] in TITLES and not set(rest) <= TITLES:
        rest.pop(0)
    return rest


def same_thing(one: str, other: str) -> bool:
    """Whether two noun phrases may name the same thing: all words of one in the other, or the same head noun.

    Number counts for nothing, and the head is the last word before "of", "for", "with", "from", "in" or a comma.
    """
    first, second = ({_singular(word) for word in words_of(text)} for text in (one, other))
    if not first or not second:
        return False
    return first <= second or second <= first or _head(one) == _head(other)


def _head(text: str) -> str:
    before = re.split(r",|\b(?:of|for|with|from|in|and|to)\b", text, maxsplit=1)[0]
    words = words_of(before) or words_of(text)
    return _singular(words[-1])


def _singular(word: str) -> str:
    for ending, single in (("ies", "y"), ("sses", "ss"), ("shes", "sh"), ("ches", "ch"), ("xes", "x")):
        if word.endswith(ending):
            return word.removesuffix(ending) + single
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


def same_unit(one: str, other: str) -> bool:
    """Whether two units may be the same: number, spelling and a describing word more or less count for nothing."""
    first, second = ([_singular(word) for word in words_of(text)] for text in (one, other))
    if not first or not second:
        return False
    return first[-1] == second[-1] or set(first) <= set(second) or set(second) <= set(first)


def same_origin(one: str, other: str) -> bool:
    """Whether two wordings may name one origin: the same name, or half of the longer one's words are shared."""
    return same_name(one, other) or same_clause(one, other)


def same_clause(one: str, other: str) -> bool:
    """Whether two conditions may be the same: the opening "if" aside, half of the longer one's words are shared."""
    first, second = ({word for word in words_of(text) if word not in OPENERS} for text in (one, other))
    return 2 * len(first & second) >= max(len(first), len(second)) > 0
