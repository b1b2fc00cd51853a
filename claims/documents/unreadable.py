class Unreadable(Exception):
    """A document that gives no whole text. `code` is stable, `message` is for people."""

    def __init__(self, code: str, message: str) -> None:
        self.code = code
        self.message = message
        super().__init__(message)
