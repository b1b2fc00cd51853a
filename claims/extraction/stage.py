"""One block of text against the cast of its article: what a noun phrase names, whom a pronoun means."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from claims.extraction import pronouns
from claims.extraction.actors import Entity, Mention, find_mentions
from claims.extraction.asides import Aside
from claims.extraction.shapes import Party
from claims.extraction.tree import children, preposition
from claims.extraction.words import BLOC, OFFICES, PAPERS, PERSONS, POSTED, REALMS, RELATED, TITLES

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

from claims.extraction.cast import Cast, Figurant, as_party

NAME_PART = re.compile(
    r"(?:(?:[A-ZÀ-ÖØ-ÞĀ-ŽḀ-ỿ][\w'’.-]*|de|da|du|von|van|der|den|al|bin|el|ben|di|dos|Ó|la|of|for)[ -]+)*$"
)

NAMELESS = ("person", "people", "source", "man", "woman")  # told apart only by what is said of them


def _reach(head: Token) -> int:
    """Where the words under ``head`` end before a comma or a clause of their own ("…, who asked not to be named")."""
    end = head.idx + len(head)
    for token in head.doc[head.i : head.right_edge.i + 1]:
        if token.is_punct and not token.text.startswith("-"):
            break
        end = token.idx + len(token)
    return end


class Stage:
    """One block of text with its mentions, seen against the cast of the article so far."""

    def __init__(self, doc: Doc, cast: Cast) -> None:
        self.doc, self.cast = doc, cast
        self.text = doc.text
        self.mentions = find_mentions(self.text)
        self.starts = [mention.start for mention in self.mentions]
        self.met: dict[int, Figurant | None] = {}
        self.sayings: dict[int, list[Token]] = {}
        self.origins: dict[int, str | None] = {}

    def mention(self, token: Token) -> Mention | None:
        """The known actor named at this token."""
        index = bisect_right(self.starts, token.idx) - 1
        if index < 0 or self.mentions[index].end <= token.idx:
            return None
        return None if self._part_of_name(token, self.mentions[index]) else self.mentions[index]

    def _part_of_name(self, token: Token, mention: Mention) -> bool:
        """Whether a capital is only part of another name: "Real Madrid", "Paris Saint-Germain"."""
        if mention.form != "capital":
            return False
        before = self.text[: mention.start].rsplit(None, 1)[-1:] if self.text[: mention.start].endswith(" ") else []
        named = any(
            kid.dep_ == "compound" and kid.pos_ == "PROPN" and kid.idx < mention.start for kid in token.children
        )
        return named and bool(before) and before[0][:1].isupper() and before[0].lower() not in TITLES

    def phrase(self, token: Token) -> str:
        """The words of a noun phrase without its article; "of" and "for" parts of an office stay."""
        left = token.left_edge
        start = left.idx
        end = token.idx + len(token)
        for kid in token.rights:
            held = kid.dep_ == "prep" and kid.lower_ in ("of", "for")
            if kid.idx - end <= 1 and (held or (kid.dep_ in ("amod", "acl") and token.lemma_.lower() in NAMELESS)):
                end = max(end, _reach(kid))
        said = self.text[start:end]
        return re.sub(r"^(?:the|a|an|its|his|her|their|our|The|A|An|Its|His|Her)\s+", "", said).strip(" ,;\"“”'’")

    def name(self, token: Token) -> tuple[str, str]:
        """A person's bare name ending at the token, and the titles before it."""
        start = token.idx
        match = NAME_PART.search(self.text[max(0, start - 80) : start])
        words = (match[0] if match else "") + token.text
        parts = words.split()
        after = re.match(r"(?:-\w+)+", self.text[token.idx + len(token) :])
        if after and parts:
            parts[-1] += after[0]
        titles: list[str] = []
        while len(parts) > 1 and (parts[0].lower().strip(",") in TITLES or self._is_state(parts[0])):
            titles.append(parts.pop(0))
        return " ".join(parts).strip(".,;"), " ".join(titles)

    def _is_state(self, word: str) -> bool:
        bare = re.sub(r"['’]s?$", "", word)
        return any(
            mention.form != "official" and self.text[mention.start : mention.end] == bare for mention in self.mentions
        )

    def entity(self, token: Token) -> Entity | None:
        """The state or organisation that a noun phrase names or belongs to; where it stands is not whose it is, of
        those posted abroad ("Ukraine's ambassador in Berlin", "the agency's Cairo office", "its mission in Moscow")."""
        mention = self.mention(token)
        if mention is not None:
            return mention.entity
        lemma = token.lemma_.lower()
        if lemma in RELATED and any(children(token, "poss")):
            return None  # "Ukraine's partners" are not Ukraine
        posted = lemma in POSTED
        near = [
            kid for kid in token.subtree if kid.i <= token.i and token.i - kid.i < 12 and kid.dep_ not in ("relcl",)
        ]
        for kid in reversed(near):
            found = self.mention(kid)
            if found is not None and not (posted and found.form == "capital" and kid.dep_ == "compound"):
                return found.entity
        owned = posted or token.left_edge.lower_ in pronouns.OWN
        led = ("of", "from") if owned else ("of", "for", "in", "at", "from")
        for held in (*preposition(token, *led), *children(token, "appos")):
            found = self.mention(held) or next((self.mention(k) for k in held.subtree if self.mention(k)), None)
            if found is not None:
                return found.entity
        return None

    def figurant(self, token: Token) -> Figurant | None:
        """Who a subject is: a person by name, an office by its words, or whom a pronoun means."""
        if token.i not in self.met:
            self.met[token.i] = self._figurant(token)
        return self.met[token.i]

    def _figurant(self, token: Token) -> Figurant | None:
        lower = token.lower_
        if lower in (*pronouns.HE, *pronouns.IT, "who", "which", "this", "that") or token.pos_ == "PRON":
            return pronouns.figurant_of(self, token)
        named = next((kid for kid in children(token, "appos") if kid.pos_ == "PROPN" and self.human(kid)), None)
        if named is not None and token.pos_ != "PROPN":
            person = self._person(named, self.phrase(token), self.entity(token))
            person.belongs = person.entity is None and token.left_edge.lower_ in ("its", "their")
            return person
        if token.pos_ == "PROPN" and not token.text.islower() and self.human(token):
            role = next((kid for kid in children(token, "appos") if kid.pos_ == "NOUN"), None)
            entity = self.entity(role) if role is not None else None
            return self._person(token, self.phrase(role) if role is not None else None, entity)
        return self._office(token)

    def human(self, token: Token) -> bool:
        """Whether a proper noun can be a person's name."""
        mention = self.mention(token)
        if mention is not None and mention.form != "official":
            return False
        return (
            token.lower_ not in OFFICES
            and token.lemma_.lower() not in OFFICES
            and not (token.text.isupper() and len(token.text) > 1)
        )

    def _person(self, token: Token, role: str | None, entity: Entity | None) -> Figurant:
        name, titles = self.name(token)
        known = self.cast.person(name)
        role = role or titles or None
        entity = self._office_held(token) or entity or self._named_state(token) or self._described(token)
        if entity is None and token.dep_ == "appos" and token.head.dep_ == "pobj" and token.head.head.lower_ == "in":
            entity = self.entity(token.head)  # "the head of the committee in Zagreb, Dražen Kolovrat"
        if known is not None:
            known.role, known.entity = known.role or role, known.entity or entity
            if len(name.split()) > len(known.name.split()):
                known.name = name
            self.cast.people.remove(known)
            self.cast.people.append(known)
            return known
        words = frozenset(re.findall(r"[\w-]+", (role or "").lower()))
        figurant = Figurant(name, role, "person", entity, words)
        self.cast.people.append(figurant)
        return figurant

    def person_beside(self, found: Aside) -> Figurant:
        """The person whose name and office stand side by side."""
        entity = next((mention.entity for token in found.role if (mention := self.mention(token)) is not None), None)
        person = self._person(found.name, found.title, entity)
        person.belongs = person.entity is None and found.belongs
        return person

    def _office_held(self, token: Token) -> Entity | None:
        """The state or body of a known office-holder named in full, whatever stands around the name."""
        mention = self.mention(token)
        full = mention is not None and " " in self.text[mention.start : mention.end]
        return mention.entity if mention is not None and mention.form == "official" and full else None

    def _named_state(self, token: Token) -> Entity | None:
        kids = [kid for kid in token.subtree if kid.i <= token.i]
        for kid in kids:
            mention = self.mention(kid)
            if mention is not None and mention.form != "official":
                return mention.entity
        mention = self.mention(token)
        return mention.entity if mention is not None else None

    def _described(self, token: Token) -> Entity | None:
        """The state in what is said after the name: "Ekdahl, who runs Sweden's agency"."""
        for kid in children(token, "relcl", "appos"):
            found = next((mention for part in kid.subtree if (mention := self.mention(part)) is not None), None)
            if found is not None and found.form != "place":
                return found.entity
        for held in preposition(token, "of", "from"):  # "Colonel Horbatenko of Ukraine's 47th brigade"
            if (state := self.entity(held)) is not None:
                return state
        return None

    def _office(self, token: Token) -> Figurant | None:
        lemma = token.lemma_.lower()
        entity = self.entity(token)
        if lemma in PAPERS and entity is None and self._definite(token) and self.cast.speaker is not None:
            return self.cast.speaker  # "the statement said": whoever made it
        if token.pos_ == "NOUN" and not self.mention(token):
            owned = token.left_edge.lower_ in pronouns.OWN  # "its ministry" is not the ministry told of before
            known = self.cast.by_role(lemma, entity) if self._definite(token) and not owned else None
            if known is not None:
                return known
        name = self.phrase(token)
        kind = "person" if lemma in PERSONS else "country" if self._bare_state(token) else "organisation"
        figurant = Figurant(name, None, kind, entity, frozenset(re.findall(r"[\w-]+", name.lower())))
        figurant.belongs = entity is None and token.left_edge.lower_ in ("its", "their")
        (self.cast.people if kind == "person" else self.cast.offices).append(figurant)
        return figurant

    def _bare_state(self, token: Token) -> bool:
        mention = self.mention(token)
        return mention is not None and mention.entity.kind == "country"

    def _definite(self, token: Token) -> bool:
        first = token.left_edge.lower_
        return first in ("the", "this", "that", "his", "her", "its") and not any(
            kid.dep_ in ("amod", "compound", "poss")
            and kid.lower_ not in ("his", "her", "its")
            and kid.lower_ not in ("prime", "outgoing", "foreign", "defence")
            for kid in token.children
        )

    def party(self, token: Token, voice: Figurant | None) -> Party | None:
        """The actor a noun phrase stands for; ``voice`` is who speaks, for "we" and "it"."""
        lower = token.lower_
        if lower in pronouns.WE and token.text != "US":
            return as_party(voice, token.text)
        if lower in (*pronouns.HE, *pronouns.IT):
            return pronouns.party_of(self, token, voice)
        if self._realm(token):
            return pronouns.party_of(self, token, None)
        owner = next((kid for kid in children(token, "poss") if kid.lower_ in (*pronouns.IT, *pronouns.WE)), None)
        if owner is not None and self.mention(token) is None and token.lemma_.lower() not in BLOC:
            return self.party(owner, voice)
        entity = self.entity(token)
        if entity is not None:
            return Party(entity.name, entity.code, entity.kind, self.phrase(token))
        if token.pos_ == "PROPN" and self.human(token):
            return as_party(self.figurant(token), token.text)
        lemma = token.lemma_.lower()
        if lemma in PERSONS:
            return as_party(self.cast.by_role(lemma, None), token.text) if self._definite(token) else None
        if lemma in OFFICES:
            known = as_party(self.cast.by_role(lemma, None), token.text)
            return known or (as_party(voice, token.text) if self._definite(token) else None)
        if lemma in BLOC or token.pos_ == "PROPN":
            return Party(self.phrase(token), None, "organisation", self.phrase(token))
        return None

    def _realm(self, token: Token) -> bool:
        """ "The Nordic country": a state told of before, as "it" would be."""
        return token.lemma_.lower() in REALMS and token.left_edge.lower_ == "the" and self.entity(token) is None

    def see(self, start: int, end: int) -> None:
        """Meet the persons and offices named in ``doc[start:end]`` so that later words can mean them."""
        for token in self.doc[start:end]:
            if token.dep_ not in ("nsubj", "nsubjpass", "appos", "dobj", "pobj", "ROOT"):
                continue
            if token.pos_ == "PROPN" and self._named_person(token):
                self.figurant(token.head if token.dep_ == "appos" and token.head.pos_ == "NOUN" else token)
            elif token.lemma_.lower() in OFFICES and token.pos_ in ("NOUN", "PROPN") and self.entity(token) is not None:
                self.figurant(token)

    def _named_person(self, token: Token) -> bool:
        mention = self.mention(token)
        if mention is not None:
            return mention.form == "official"
        words = len(self.name(token)[0].split())
        return self.human(token) and (words > 1 or token.dep_ == "nsubj")
