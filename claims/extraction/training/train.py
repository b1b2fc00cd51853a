"""Learn the weights of the worthiness model: ridge logistic regression, by Newton's method.

    python -m claims.extraction.training.train

It learns from ``sentences.tsv`` and ``paragraphs.tsv``. The figures it reports are of five-fold cross-validation; the
weights it writes are of all sentences.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from claims.extraction.worthiness import features

HERE = Path(__file__).parent
FILES = (HERE / "sentences.tsv", HERE / "paragraphs.tsv")
WEIGHTS = HERE.parent / "data" / "worthiness.json"
RIDGE = 2.0
FOLDS = 5
Matrix = NDArray[np.float64]


def read_sentences(files: Sequence[Path] = FILES) -> list[tuple[str, int]]:
    """(sentence, label) for every line of the files; the label is 1 for what deserves checking."""
    lines = [line for path in files for line in path.read_text(encoding="utf-8").splitlines()]
    return [(text, int(label)) for label, _, text in (line.partition("\t") for line in lines)]


def fit(table: Matrix, labels: Matrix) -> Matrix:
    """The weights, bias first, that make the labels likeliest under a ridge on all but the bias."""
    table = np.column_stack([np.ones(len(table)), table])
    ridge = np.eye(table.shape[1]) * RIDGE
    ridge[0, 0] = 1e-6
    found = np.zeros(table.shape[1])
    for _ in range(25):
        guess = 1 / (1 + np.exp(-table @ found))
        slope = table.T @ (labels - guess) - ridge @ found
        bend = (table * (guess * (1 - guess))[:, None]).T @ table + ridge
        found = found + np.linalg.solve(bend, slope)
    return found


def average_precision(scores: Matrix, labels: Matrix) -> float:
    """The mean precision at each positive, best score first."""
    ranked = labels[np.argsort(-scores, kind="stable")]
    hits = np.cumsum(ranked)
    return float((hits / np.arange(1, len(ranked) + 1))[ranked == 1].mean())


def cross_validate(table: Matrix, labels: Matrix) -> float:
    """Average precision of sentences scored by weights that never saw them."""
    folds = np.arange(len(labels)) % FOLDS
    scores = np.zeros(len(labels))
    for fold in range(FOLDS):
        found = fit(table[folds != fold], labels[folds != fold])
        scores[folds == fold] = found[0] + table[folds == fold] @ found[1:]
    return average_precision(scores, labels)


def main() -> dict[str, object]:
    """Train on all sentences and write the weights file; the figures are returned."""
    sentences = read_sentences()
    rows = [features(text) for text, _ in sentences]
    names = sorted(rows[0])
    table = np.array([[row[name] for name in names] for row in rows])
    labels = np.array([float(label) for _, label in sentences])
    found = fit(table, labels)
    learnt = {"bias": round(float(found[0]), 3)}
    learnt |= {name: round(float(weight), 3) for name, weight in zip(names, found[1:], strict=True)}
    report: dict[str, object] = {
        "sentences": len(sentences), "positive": int(labels.sum()),
        "average_precision_cross_validated": round(cross_validate(table, labels), 3), "weights": learnt,
    }  # fmt: skip
    WEIGHTS.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")
    return report


if __name__ == "__main__":
    main()
