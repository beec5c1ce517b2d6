"""Every error that quoth raises on purpose.

QuothError
├── InputError          a document that cannot be read: what, where, what to do
└── ConfigurationError  a file of quoth's own (language data, settings, cases) that is wrong
"""


class QuothError(Exception):
    """Root of all errors that quoth raises on purpose."""


class InputError(QuothError):
    """A document that cannot be read.

    `what` says what is wrong, `where` names the file (and page or line), `remedy` says what to do;
    the message is those three on one line.
    """

    def __init__(self, what: str, *, where: str, remedy: str) -> None:
        super().__init__(f"{where}: {what}; {remedy}")
        self.what = what
        self.where = where
        self.remedy = remedy


class ConfigurationError(QuothError):
    """A file of quoth's own that is wrong: the message names the file, the place and the remedy."""
