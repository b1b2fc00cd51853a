"""`manage.py evaluate SET`: how well claims are read, or found to say the same, measured on labelled texts."""

from __future__ import annotations

import json
import time
from argparse import ArgumentParser
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import IO, Any, cast

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from rich.console import Console

from claims.evaluation import charts, tables
from claims.evaluation.gold import NotGold, Paragraph, parse_gold
from claims.evaluation.measuring import outcomes_by, outcomes_of, ranking_of, speed_of, whole_model
from claims.evaluation.misses import misses
from claims.evaluation.public import Row
from claims.evaluation.published import SETS, public_table
from claims.evaluation.report import Section, page
from claims.evaluation.scoring import Outcome, found_figures, slot_figures
from claims.evaluation.suggesting import suggestion_table
from claims.evaluation.tables import Table
from claims.evaluation.terminal import show
from claims.extraction import VERSION, Reading, load_model
from claims.extraction.answering import Unusable
from claims.extraction.asking import LLM_VERSION, answer_in
from claims.flow import consult
from claims.matching.quality import Pair, parse_pairs

WIDE = 140  # columns of a table that goes into a file or a pipe
ROUNDS = 3
SET_HELP = "dev, heldout, the path of a JSONL file like them, public, or matching"
SPEED_HELP = f"rounds over which the speed is measured ({ROUNDS}; 0: not at all, which is quicker)"
READERS = ("rules", "llm", "both")
READER_HELP = "who reads: the rules, the language model of LLM_URL (of the day's caps it knows nothing), or both"
GOLD = Path(__file__).parents[3] / "tests" / "gold"
PAIRS = {"pairs": "tuned on", "pairs_heldout": "held out"}  # the files of `matching`
LEAD = (
    "Each figure stands with its 95 % interval. A claim counts as found when its words and the labelled ones share at"
    " least half of the shorter; slots are measured over the claims that were found."
)
MATCHED = (
    "Each figure stands with its 95 % interval. The pairs of one story have texts in common, so that the intervals are"
    " rather wider."
)
LEFT_OUT = "Claims that the text does not bear out, left out."
CALIBRATED = "What each tenth promises, and what came true of it; on the dashed line every promise is true"


class Command(BaseCommand):
    help = (
        "Measure the reader on labelled texts: claims found, every slot, worthiness, speed; or, with `matching`, the "
        "suggestions of what says the same on labelled pairs, beside plain trigram similarity."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("set", metavar="SET", help=SET_HELP)
        parser.add_argument("--misses", action="store_true", help="list every mistake with its text (never of heldout)")
        parser.add_argument("--reader", choices=READERS, default="rules", help=READER_HELP)
        parser.add_argument("--rounds", type=int, default=ROUNDS, metavar="N", help=SPEED_HELP)
        parser.add_argument("--report", type=Path, metavar="FILE.html", help="write one page with tables and plots")
        parser.add_argument("--folder", type=Path, metavar="PATH", help="where the public sets are: " + ", ".join(SETS))

    def handle(self, **options: Any) -> None:
        sections = self.sections(options)
        if options["report"]:
            write_report(options["report"], options["set"], sections)
        console = Console(file=cast(IO[str], self.stdout), width=None if self.stdout.isatty() else WIDE)
        for section in sections:
            show(section.table, console)

    def sections(self, options: dict[str, Any]) -> list[Section]:
        if options["set"] == "public":
            return [Section(public_table(public_sets(options["folder"]), load_model()))]
        if options["set"] == "matching":
            return [Section(matching_table())]
        path = gold_path(options["set"])
        if options["misses"] and path.stem == "heldout":
            raise CommandError("The texts of heldout are not shown: tuned on, they would measure nothing any more.")
        if options["reader"] != "rules":
            if path.stem == "heldout":
                raise CommandError("The texts of heldout are not sent anywhere.")
            return side_by_side(gold(path), both=options["reader"] == "both")
        return measured(gold(path), rounds=options["rounds"], listed=options["misses"])


def measured(paragraphs: list[Paragraph], *, rounds: int, listed: bool) -> list[Section]:
    """Every table of a gold set with its plot; speed and misses where they are asked for."""
    nlp = load_model()
    outcomes = outcomes_of(paragraphs, nlp)
    found, slots = charts.intervals(found_figures(outcomes)), charts.intervals(slot_figures(outcomes))
    ranked = ranking_of(paragraphs, nlp)
    sections = [
        Section(tables.detection_table(outcomes), found, "Claims found, with 95 % intervals"),
        Section(tables.slot_table(outcomes), slots, "Accuracy of each slot, with 95 % intervals"),
        *(Section(table) for table in tables.confusion_tables(outcomes)),
        Section(tables.worthiness_table(ranked), charts.calibration(ranked.deciles), CALIBRATED),
    ]
    if rounds > 0:
        sections.append(timed(paragraphs, rounds))
    return sections + ([Section(tables.miss_table(misses(outcomes)))] if listed else [])


def side_by_side(paragraphs: list[Paragraph], *, both: bool) -> list[Section]:
    """The tables of the language model's reading, after those of the rules with `both`; and what it did not read."""
    sections = []
    if both:
        sections += _read_by(VERSION, outcomes_of(paragraphs, load_model()))
    second = SecondReader()
    sections += _read_by(f"{LLM_VERSION}, {settings.LLM_MODEL}", outcomes_by(paragraphs, second))
    rows = tuple((reason, str(number)) for reason, number in sorted(second.counts.items()))
    return [*sections, Section(Table("What the language model did not read, or made up", ("what", "times"), rows))]


class SecondReader:
    """The language model as a reader of paragraphs, without the rules to fall back on; counts what goes wrong."""

    def __init__(self) -> None:
        if not settings.LLM_URL or not settings.LLM_MODEL:
            raise CommandError("Name the language model: LLM_URL and LLM_MODEL.")
        self.counts: dict[str, int] = {}

    def __call__(self, text: str, day: date) -> list[Reading]:
        try:
            answer = answer_in(consult.ask(text, day), text, published_on=day)
        except Unusable as error:
            self.counts[error.message] = self.counts.get(error.message, 0) + 1
            return []
        if answer.dropped:
            self.counts[LEFT_OUT] = self.counts.get(LEFT_OUT, 0) + answer.dropped
        return answer.readings


def _read_by(name: str, outcomes: list[Outcome]) -> list[Section]:
    made = tables.detection_table(outcomes), tables.slot_table(outcomes)
    return [Section(replace(table, title=f"{table.title}: {name}")) for table in made]


def timed(paragraphs: list[Paragraph], rounds: int) -> Section:
    """The reader's speed beside the bare language model's, with the parts that the reader uses and with all."""
    reader, clock = load_model(), time.perf_counter
    models = {"the parts it uses": reader, "the whole model": whole_model()}
    speeds = {name: speed_of(paragraphs, reader, bare, rounds=rounds, clock=clock) for name, bare in models.items()}
    return Section(tables.speed_table(speeds), charts.speeds(speeds), "Words a second, medians")


def matching_table() -> Table:
    """The suggestions of every file of pairs beside the baseline, whose thresholds are the best for the first."""
    sets = {told: pairs_of(GOLD / f"{name}.jsonl") for name, told in PAIRS.items()}
    return suggestion_table(sets, tuning=next(iter(sets.values())), nlp=load_model())


def pairs_of(path: Path) -> list[Pair]:
    """The labelled pairs of a file."""
    try:
        return parse_pairs(path.read_text(encoding="utf-8").splitlines())
    except (OSError, ValueError) as error:
        raise CommandError(f"{path}: {error}") from error


def gold_path(name: str) -> Path:
    """The file of a set's name, or the path itself."""
    named = GOLD / f"{name}.jsonl"
    path = named if named.is_file() else Path(name)
    if not path.is_file():
        raise CommandError(f"There is no set {name!r}: name dev, heldout, public, matching or a JSONL file.")
    return path


def gold(path: Path) -> list[Paragraph]:
    """The paragraphs of a file, at least one."""
    try:
        paragraphs = parse_gold(path.read_text(encoding="utf-8").splitlines())
    except (NotGold, UnicodeDecodeError) as error:
        raise CommandError(f"{path}: {error}") from error
    if not paragraphs:
        raise CommandError(f"{path} holds no paragraph.")
    return paragraphs


def public_sets(folder: Path | None) -> dict[str, list[Row]]:
    """The rows of every public set in a folder."""
    if folder is None:
        raise CommandError("Name the folder of the public sets with --folder PATH.")
    missing = [name for name in SETS if not (folder / f"{name}.jsonl").is_file()]
    if missing:
        raise CommandError(f"{folder} lacks {', '.join(f'{name}.jsonl' for name in missing)}.")
    return {name: _rows(folder / f"{name}.jsonl") for name in SETS}


def _rows(path: Path) -> list[Row]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def write_report(path: Path, name: str, sections: list[Section]) -> None:
    """The page of a set; its title names the set and the reader's version."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(
            page(f"{Path(name).stem}, read by {VERSION}", MATCHED if name == "matching" else LEAD, sections),
            encoding="utf-8",
        )
    except OSError as error:
        raise CommandError(f"The report cannot be written: {error}.") from error
