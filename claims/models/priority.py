"""In which order claims deserve an editor's time."""

from datetime import date, timedelta

NEAR = timedelta(days=60)  # a deadline this far ahead begins to raise a claim


def priority(worthiness: float, *, repeats: int, due: date | None, today: date) -> float:
    """0 to 1: worthiness for the most part, raised by repetitions and by the nearness of the deadline, never by age.

    A deadline today or past counts in full, one `NEAR` or further ahead not at all.
    """
    nearness = 0.0 if due is None else 1 - min(max((due - today) / NEAR, 0.0), 1.0)
    echo = 1 - 1 / (1 + repeats)
    return round(0.7 * worthiness + 0.2 * nearness + 0.1 * echo, 6)
