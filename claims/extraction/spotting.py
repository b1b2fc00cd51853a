"""Known names and nouns in a text: a word trie over the data files, with true character offsets."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Generic, TypeVar

Value = TypeVar("Value")

WORD = re.compile(r"(?:[A-Z]\.){2,}|\w+|[^\w\s]")


def _same(word: str) -> str:
    """ "The" at the head of a sentence is "the"."""
    return "the" if word == "The" else word


class Trie(Generic[Value]):
    """Phrases to values; ``spot`` finds the longest phrase at each word, never two that overlap.

    With ``fold`` both sides are compared in lower case.
    """

    def __init__(self, phrases: Iterable[tuple[str, Value]], *, fold: bool = False) -> None:
        self.fold = fold
        self.first: dict[str, dict[str, list[tuple[tuple[str, ...], Value]]]] = {}  # by first and second word
        for phrase, value in phrases:
            parts = tuple(_same(word) for word in WORD.findall(phrase.lower() if fold else phrase))
            second = parts[1] if len(parts) > 1 else ""
            self.first.setdefault(parts[0], {}).setdefault(second, []).append((parts, value))
        for seconds in self.first.values():
            for entries in seconds.values():
                entries.sort(key=lambda entry: -len(entry[0]))

    def spot(self, text: str) -> Iterator[tuple[int, int, Value]]:
        """(start, end, value) in order."""
        tokens = [(_same(match[0]), match.start(), match.end()) for match in WORD.finditer(text)]
        if self.fold:
            tokens = [(word.lower(), start, end) for word, start, end in tokens]
        index = 0
        while index < len(tokens):
            hit = self._at(tokens, index)
            if hit is None:
                index += 1
                continue
            length, value = hit
            yield tokens[index][1], tokens[index + length - 1][2], value
            index += length

    def _at(self, tokens: list[tuple[str, int, int]], index: int) -> tuple[int, Value] | None:
        seconds = self.first.get(tokens[index][0])
        if seconds is None:
            return None
        after = tokens[index + 1][0] if index + 1 < len(tokens) else ""
        for parts, value in seconds.get(after, ()):
            window = tokens[index : index + len(parts)]
            if len(window) == len(parts) and all(token[0] == part for token, part in zip(window, parts, strict=True)):
                return len(parts), value
        alone = seconds.get("")
        return (1, alone[0][1]) if alone else None
