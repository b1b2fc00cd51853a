"""Figures in a text: numbers, ranges, bounds and vague words, with the currency where it is money."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

from claims.extraction.lexicon import rows, table, words
from claims.extraction.numbers import SCALES, SHORT_SCALES, UNITS, read_words
from claims.extraction.shapes import NumberPrecision

SPACE = "[ \u00a0\u202f]"
LARGEST = 10**18  # nothing that is given counts more; longer digits are serial numbers
EARLIEST_YEAR, LATEST_YEAR = 1900, 2100


@dataclass(frozen=True, slots=True)
class Figure:
    """``text[start:end]`` covers modifiers and currency, ``[core_start:core_end]`` the bare number."""

    start: int
    end: int
    core_start: int
    core_end: int
    min: Decimal | None
    max: Decimal | None
    precision: NumberPrecision
    money: bool = False
    currency: str | None = None
    increment: bool = False
    yearlike: bool = False
    scaled: bool = False


def _any(parts: list[str] | tuple[str, ...]) -> str:
    return "|".join(re.escape(part) for part in sorted(parts, key=len, reverse=True))


_UNIT = _any(tuple(UNITS))
_SCALE = _any(tuple(SCALES))
_SHORT = _any(tuple(SHORT_SCALES))
_VAGUE = {
    word: (Decimal(row["range"][0]), Decimal(row["range"][1]))
    for row in table("numbers")["vague"]
    for word in row["words"]
}
_DIGITS = r"\d{1,3}(?:[,\u00a0\u202f]\d{3})+(?![\d])(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+"
NUMBER = re.compile(
    rf"""(?P<digits>(?<![\w.,/:-])(?:{_DIGITS})|(?<=[$€£¥₩₹₴₺₪])(?:{_DIGITS})|(?<=Rs\.)(?:{_DIGITS})|(?<=Rs)(?:{_DIGITS})
          |(?<=\d[-–—])(?:{_DIGITS})|(?<=[mnk][-–—])(?:{_DIGITS})|(?<=[–—])(?:{_DIGITS}))
          (?:(?:{SPACE}|-)?(?P<scale>{_SCALE})s?\b(?:{SPACE}(?P<scale2>crore|million|billion)\b)?|(?:{SPACE}(?=\w\w))?(?P<short>{_SHORT})\b)?
    |(?P<vague>\b(?:{_any(tuple(_VAGUE))})(?=\W|$))
    |(?P<half>\bhalf{SPACE}an?{SPACE}(?:{_SCALE})\b)
    |(?P<words>\b(?:(?:{_UNIT})|an?(?={SPACE}(?:{_SCALE})\b)|(?:{_SCALE})(?!s))
        (?:(?:{SPACE}|-|(?:(?<=hundred)|(?<=thousand)|(?<=illion)){SPACE}and{SPACE})(?:(?:{_UNIT})|(?:{_SCALE}))\b)*(?!-?\w))""",
    re.IGNORECASE | re.VERBOSE,
)
NOT_A_COUNT = re.compile(
    rf"{SPACE}?(?:%|percent\b|per{SPACE}cent\b|pc\b|[ap]\.?m\b\.?|GMT|[°º]|km\b|mm\b|cm\b|nm\b|kg\b|mph\b|GW\b|MW\b|kW\b|ml\b)"
    rf"|(?:-|{SPACE})?(?:year|month|week|day|hour|minute|mile|kilometre|kilometer|metre|meter|page|point|mm|foot)s?\b-?"
    rf"|:\d|/\d|\.\d|(?:st|nd|rd|th)\b|-pound\b(?!{SPACE}(?:loan|grant|package|deal|contract|aid|fund))"
    rf"|{SPACE}(?:January|February|April|May|June|July|August|September|October|November|December|March(?!es|ed))\b"
)
AFTER_SHARE = re.compile(r"\s?(?:%|percent\b|per\s?cent\b|percentage)")


@cache
def _modifiers() -> tuple[re.Pattern[str], re.Pattern[str], dict[str, NumberPrecision]]:
    bounds, after = table("numbers")["bounds"], table("numbers")["bounds_after"]
    kinds: dict[str, NumberPrecision] = {
        word: kind for group in (bounds, after) for kind, ws in group.items() for word in ws
    }
    before = _any([word for ws in bounds.values() for word in ws])
    behind = _any([word for ws in after.values() for word in ws])
    return (
        re.compile(rf"(?:^|(?<=[\s(\"“'‘-]))({before})\s*$", re.IGNORECASE),
        re.compile(rf"\s?({behind})(?![\w])", re.IGNORECASE),
        kinds,
    )


SHARED: dict[str, dict[str, str]] = {
    word: codes for word, codes in table("numbers")["shared_money"].items() if isinstance(codes, dict)
}


def currency_of(words: str, state: str | None) -> str | None:
    """The currency of a sum in "crowns" or "kroner", from the giver's ISO country code; None where that is open."""
    name = next((word for word in re.findall(r"[a-z]+", words.lower()) if word in SHARED), None)
    return SHARED[name].get(state or "") if name is not None else None


@cache
def _currencies() -> tuple[re.Pattern[str], re.Pattern[str], dict[str, str]]:
    codes = {word: row["code"] for row in rows("currencies") for word in words(row["words"])}
    codes |= {word.lower(): code for word, code in codes.items()} | dict.fromkeys(SHARED, "")
    signs = [word for word in codes if not word.isalpha() or word.isupper() or word in ("Rs", "zł")]
    names = [word for word in codes if len(word) > 1 or not word.isalpha()]
    return (
        re.compile(rf"(?:(?<![A-Za-z])|(?<=US))({_any([s for s in signs if ' ' not in s])}){SPACE}?$"),
        re.compile(rf"(?:{SPACE}|-)?(?:of{SPACE})?({_any(names)})(?![\w$])", re.IGNORECASE),
        codes,
    )


SUM_ENDS = re.compile(
    r"(?:\s+(?:for|to|in|and|already|from|by|has|have|had|will|would|more|was|were|is|are|of which|on|this|last|a year"
    r"|each|as|at|came|went|over|after|next|within|until|before|when|should|under|through|with|while|during|a month"
    r"|per|if|once|because|but|though)\b|\s*[,.;:)]|\s*$)"
)
AGAIN = re.compile(r" ?\((?:about |around |some |roughly |or |US|approx\.? )?|, or (?:about |around |some |roughly )?")
INCREMENT_BEFORE = re.compile(rf"\b({_any(tuple(table('numbers')['increment']['before']))})\s+$", re.IGNORECASE)
INCREMENT_AFTER = re.compile(rf"\s+({_any(tuple(table('numbers')['increment']['after']))})\b", re.IGNORECASE)
PARTICLE = re.compile(
    r"\b(?:hand|turn|tak|took|carr|fl|bring|brought|pass|go|went|mov|sign|cross|drop|sail|com|ferr)\w{0,3}\s+$",
    re.IGNORECASE,
)
JOINTS = re.compile(r"\s?(?:-|–|—|\bto\b|\band\b|\bor\b)\s?", re.IGNORECASE)


def find_figures(text: str) -> list[Figure]:
    """Every figure of ``text`` in order; percentages, times, ordinals and measures of length are none."""
    bare = [figure for match in NUMBER.finditer(text) if (figure := _bare(match, text)) is not None]
    return [_bounded(figure, text) for figure in _once(_shared_currency(_joined(bare, text), text), text)]


def _once(figures: list[Figure], text: str) -> list[Figure]:
    """Of "5.6 billion crowns ($815 million)" the sum in the giver's own money alone: the other says it again."""
    return [
        figure
        for before, figure in zip([None, *figures], figures, strict=False)
        if before is None or not (before.money and figure.money and AGAIN.fullmatch(text, before.end, figure.start))
    ]


def _shared_currency(figures: list[Figure], text: str) -> list[Figure]:
    """In "2.6 billion zlotys for refugees and 90 million for schools" the second sum is in zlotys too."""
    result: list[Figure] = []
    for index, figure in enumerate(figures):
        after = figures[index + 1] if index + 1 < len(figures) else None
        if after is not None and after.money and not figure.money and WHOLE.fullmatch(text, figure.end, after.start):
            figure = replace(figure, money=True, currency=after.currency)
        money = next((other for other in reversed(result) if other.money), None)
        large = figure.scaled and (figure.max or figure.min or 0) >= 1_000_000
        if money is not None and large and not figure.money and SUM_ENDS.match(text, figure.end):
            figure = replace(figure, money=True, currency=money.currency)
        elif not figure.money and figure.scaled and _sum_like(figure, text):
            figure = replace(figure, money=True)
        result.append(figure)
    return result


def _sum_like(figure: Figure, text: str) -> bool:
    """ "The five billion for Kyiv": nothing else that is given is counted in billions."""
    return (figure.max or figure.min or 0) >= 10**9 and SUM_ENDS.match(text, figure.end) is not None


def _bare(match: re.Match[str], text: str) -> Figure | None:
    start, end = match.span()
    if NOT_A_COUNT.match(text, end) or AFTER_SHARE.match(text, end):
        return None
    low, high = _value(match)
    if low is None or high is None:
        return None
    precision: NumberPrecision = "words" if match["vague"] else "exact"
    bare = bool(match["digits"]) and match["digits"].isdigit() and not (match["scale"] or match["short"])
    yearlike = bare and len(match["digits"]) == 4 and EARLIEST_YEAR <= int(low) < LATEST_YEAR
    scaled = bool(match["scale"] or match["short"]) or (
        not match["digits"] and any(scale in match[0].lower() for scale in SCALES)
    )
    figure = Figure(start, end, start, end, low, high, precision, yearlike=yearlike, scaled=scaled)
    return _priced(figure, text)


def _value(match: re.Match[str]) -> tuple[Decimal | None, Decimal | None]:
    if match["vague"]:
        return _VAGUE[match["vague"].lower()]
    if match["digits"]:
        value: Decimal | None = Decimal(re.sub("[,\u00a0\u202f]", "", match["digits"]))
        for scale in (match["scale"], match["scale2"]):
            value = value * SCALES[scale.lower()] if scale and value is not None else value
        if match["short"] and value is not None:
            value *= SHORT_SCALES[match["short"].lower()]
    else:
        value = read_words(match[0])
    value = plain(value) if value is not None and value < LARGEST else None
    return value, value


def plain(value: Decimal) -> Decimal:
    """The same number without trailing zeros or exponent: 1500000000.0 → 1500000000."""
    return value.quantize(Decimal(1)) if value == value.to_integral() else value.normalize()


def _priced(figure: Figure, text: str) -> Figure:
    """The same figure with its currency, when a sign stands before it or a name behind it."""
    before, behind, codes = _currencies()
    sign = before.search(text[max(0, figure.start - 6) : figure.start])
    if sign:
        start = figure.start - len(sign[0])
        return replace(figure, start=start, money=True, currency=codes[sign[1]], yearlike=False)
    name = behind.match(text, figure.end)
    if name:
        code = codes.get(name[1]) or codes[name[1].lower()]
        return replace(figure, end=name.end(), money=True, currency=code or None, yearlike=False)
    return figure


WHOLE = re.compile(r" of (?:the|its|a|their|that) (?:\w+ )?")  # "200 million of the two billion dollars"
CHANGES = re.compile(
    r"\b(?:rais|ris|rose|gr[eo]w|increas|boost|doubl|tripl|expand|swell|swoll?e|climb|jump|lift|up|cut|reduc|fall|fell|drop"
    r"|shr[iau]nk|slash|halv|trim|lower|declin|dwindl|down|go|went|mov|chang|scal|cap|number|level|strength)\w*\b[^.;:]{0,60}$",
    re.IGNORECASE,
)


def _joined(figures: list[Figure], text: str) -> list[Figure]:
    """Neighbours that make one range ("$50-60 million", "between 5 and 7", "two to three") become one; of "raised from
    900 to 1,700" only the new figure stays."""
    result: list[Figure] = []
    for figure in figures:
        if result and _changed(result[-1], figure, text):
            result[-1] = figure
        elif result and (merged := _range(result[-1], figure, text)):
            result[-1] = merged
        else:
            result.append(figure)
    return result


def _changed(first: Figure, second: Figure, text: str) -> bool:
    """Whether "from X to Y" tells what was and what is now, not how much lies between."""
    opening = re.search(r"\bfrom\s+(?:[\w-]+\s+){0,2}$", text[: first.start], re.IGNORECASE)
    to = re.fullmatch(r"\s+to\s+(?:[\w-]+\s+){0,2}", text[first.end : second.start])
    return bool(opening and to and CHANGES.search(text[: opening.start()]))


def _range(first: Figure, second: Figure, text: str) -> Figure | None:
    gap = text[first.end : second.start]
    if not JOINTS.fullmatch(gap) or first.precision != "exact" or second.precision != "exact":
        return None
    opening = re.search(r"\b(between|from)\s+$", text[: first.start], re.IGNORECASE)
    word = gap.strip().lower()
    changed = word == "to" and re.search(r"\bby\s+$", text[: first.start]) and CHANGES.search(text[: first.start])
    if changed or (word == "and" and not (opening and opening[1].lower() == "between")):  # "fell by 500 to 1,400"
        return None
    if (first.yearlike or first.money) and second.money and first.currency != second.currency:
        return None  # "since 2022 to $65.9 billion"
    low, high = _common_scale(first, second)
    if low is None or high is None or low >= high or (first.yearlike and second.yearlike):
        return None
    start = opening.start() if opening else first.start
    currency = first.currency or second.currency
    return replace(
        second, start=start, core_start=first.core_start, min=low, max=high, precision="range",
        money=first.money or second.money, currency=currency, yearlike=False,
    )  # fmt: skip


def _common_scale(first: Figure, second: Figure) -> tuple[Decimal | None, Decimal | None]:
    """In "50 to 60 million" both are millions; in "500 to 2,000" each is what it says."""
    low, high = first.min, second.max
    if low is None or high is None or first.scaled or not second.scaled or low >= 1000:
        return low, high
    for scale in sorted((*SCALES.values(),), reverse=True):
        if high % 1 == 0 and high >= scale > 12 and low * scale < high:
            return low * scale, high
    return low, high


def _bounded(figure: Figure, text: str) -> Figure:
    before, behind, kinds = _modifiers()
    head = text[max(0, figure.start - 40) : figure.start]
    increment = False
    if more := INCREMENT_BEFORE.search(head):
        increment, head = True, head[: more.start()]
    bound = before.search(head)
    if bound and bound[1].lower() in ("over", "around", "about", "under") and PARTICLE.search(head[: bound.start()]):
        bound = None  # "handed over 46", "brought about ten"
    start = (
        figure.start - (len(text[max(0, figure.start - 40) : figure.start]) - bound.start()) if bound else figure.start
    )
    tail = behind.match(text, figure.end)
    increment = increment or bool(INCREMENT_AFTER.match(text, figure.end))
    word = bound[1] if bound else tail[1] if tail else None
    end = tail.end() if tail and not bound else figure.end
    figure = replace(figure, start=start, end=end, increment=increment)
    if word is None or figure.precision != "exact":
        return figure
    return _moved(figure, kinds[word.lower()])


def _moved(figure: Figure, kind: NumberPrecision) -> Figure:
    if kind == "at_least":
        return replace(figure, max=None, precision=kind, yearlike=False)
    if kind == "at_most":
        return replace(figure, min=None, precision=kind, yearlike=False)
    return replace(figure, precision=kind, yearlike=False)
