"""The child process in which pages are parsed; `claims.documents` starts it."""

from claims.documents import pages, sandbox
from claims.documents.decoding import clean

Fields = sandbox.Fields


def read(text: str, options: Fields) -> Fields:
    """The page's fields, all of them fit to be stored: character references may have brought in what may not."""
    fields = pages.read(text, options["url"])
    return {name: value and clean(value) for name, value in fields.items()}


if __name__ == "__main__":
    sandbox.serve(read)
