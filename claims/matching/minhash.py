"""MinHash bands: texts that share much of their wording share a number.

MinHash is Broder's ("On the resemblance and containment of documents", SEQUENCES 1997), bands are Leskovec, Rajaraman
and Ullman's ("Mining of Massive Datasets", ch. 3). With 16 bands of 4 rows, two texts whose shingles have the Jaccard
similarity s share at least one band with the probability 1 - (1 - s⁴)¹⁶:

    s   0.1    0.2    0.3    0.4    0.5    0.6    0.7    0.8    0.9
    P   0.002  0.025  0.12   0.34   0.64   0.89   0.99   1.00   1.00
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import blake2b

import numpy as np
import numpy.typing as npt

from claims.matching.words import tokens

BANDS = 16
ROWS = 4
SHINGLE = 2  # words: long enough to tell wordings apart, short enough for a quote of eight words
BLOCK = 4096  # shingles hashed at once: 2 MB, however long the text

Longs = npt.NDArray[np.uint64]
_MIX = ((np.uint64(30), np.uint64(0xBF58476D1CE4E5B9)), (np.uint64(27), np.uint64(0x94D049BB133111EB)))
_SEEDS: Longs = np.arange(1, BANDS * ROWS + 1, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)


def signature(text: str) -> list[int]:
    """16 signed 64-bit integers, the same for the same words on every machine; empty for a text without words.

    Case, punctuation and the writing of thousands do not count; the numbers themselves do.
    """
    hashed = _hashes(tokens(text))
    if not hashed.size:
        return []
    least = np.min([_mixed(hashed[at : at + BLOCK]) for at in range(0, hashed.size, BLOCK)], axis=0)
    rows = least.astype("<u8").reshape(BANDS, ROWS)
    return [_signed(bytes([band]) + row.tobytes()) for band, row in enumerate(rows)]


def chance(similarity: float) -> float:
    """The probability that two texts of this Jaccard similarity share a band."""
    return 1 - (1 - similarity**ROWS) ** BANDS


def shingles(words: Sequence[str]) -> set[str]:
    """Every run of two words; a text of one word has that."""
    return {" ".join(words[at : at + SHINGLE]) for at in range(max(1, len(words) - SHINGLE + 1))} if words else set()


def _hashes(words: Sequence[str]) -> Longs:
    digests = b"".join(blake2b(each.encode(), digest_size=8).digest() for each in shingles(words))
    return np.frombuffer(digests, dtype="<u8").astype(np.uint64)


def _mixed(hashed: Longs) -> Longs:
    """The least of 64 hashes of each shingle: the finaliser of SplitMix64 (Steele, Lea and Flood, OOPSLA 2014)."""
    mixed = hashed[:, None] ^ _SEEDS[None, :]
    for shift, factor in _MIX:
        mixed ^= mixed >> shift
        mixed *= factor
    mixed ^= mixed >> np.uint64(31)
    least: Longs = mixed.min(axis=0)
    return least


def _signed(row: bytes) -> int:
    """The band's place is hashed too, so that bands of different places never meet in one array."""
    return int.from_bytes(blake2b(row, digest_size=8).digest(), "little", signed=True)
