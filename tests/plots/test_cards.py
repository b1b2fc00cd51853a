"""The picture of a verdict: of the size that is asked for, with every word escaped and as large as fits."""

from struct import unpack

from lxml import etree

from claims.plots.cards import HEIGHT, LINE, WIDTH, Card, png, svg


def texts(card: Card) -> list[str]:
    return [str(one.text) for one in etree.fromstring(svg(card).encode()).iter("{*}text") if one.text]


def test_it_is_a_png_of_1200_by_630() -> None:
    body = png(Card("False", "“Six came”", tone=0, place=0, points=5))
    assert body.startswith(b"\x89PNG")
    assert unpack(">II", body[16:24]) == (WIDTH, HEIGHT)


def test_words_are_words_whatever_is_in_them() -> None:
    told = texts(Card("<b>", "“</svg> & “quotes” \x00\x1b”", ("a < b",)))
    assert told[:3] == ["<b>", "“</svg> & “quotes” ”", "a < b"]


def test_long_words_are_cut_and_stay_inside() -> None:
    told = texts(Card("True", "Schützenpanzerwagen " * 60, ("Ministry " * 30,)))
    assert len([line for line in told if line.startswith("Schützen")]) == 6
    assert max(len(line) for line in told) <= 72
    assert any(line.endswith("…") for line in told)


def test_the_scale_shows_where_it_stands() -> None:
    bars = [
        one.get("fill")
        for one in etree.fromstring(svg(Card("x", "y", tone=1, place=1, points=5)).encode()).iter("{*}rect")
    ][2:7]
    assert [bar == LINE for bar in bars] == [True, False, True, True, True]


def test_a_sample_says_so() -> None:
    assert "sample: nothing of it is true" in texts(Card("Kept", "Ten tents", sample=True))
