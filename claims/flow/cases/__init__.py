"""Cases: opened and mended, claims put in and taken out, merged, split, undone, shown, and rated in the end.

Every verb writes its Event; the case's own columns follow the ledger in the same transaction (`casebook.settle`).
Claims are locked before cases, and both in the order of their ids.
"""

from claims.flow.cases.grouping import merge, split
from claims.flow.cases.keeping import add, mend, open_case, open_with, publish, remove, unpublish
from claims.flow.cases.rating import rate
from claims.flow.cases.undoing import UNDOABLE, undo

__all__ = [
    "UNDOABLE",
    "add",
    "mend",
    "merge",
    "open_case",
    "open_with",
    "publish",
    "rate",
    "remove",
    "split",
    "undo",
    "unpublish",
]
