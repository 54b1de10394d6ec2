"""The tree of errors, sorted by what the caller should do.

PipelineError
  TryLater        the network or another process may recover  -> retry
    RunInProgress another run holds the warehouse's lock       -> exit 3
  BadDocument     this item cannot be read                     -> quarantine it, go on
  BadTable        a table as a whole failed                    -> stop, publish nothing, exit 1
  BadSettings     the operator must act                        -> exit 2
    BadDatabase   a database cannot be opened                  -> exit 2, dateline rebuild

Messages name the item, the value and the remedy.
"""


class PipelineError(Exception):
    """Anything that the pipeline itself refuses."""


class TryLater(PipelineError):
    """Something outside may recover: the caller retries."""


class RunInProgress(TryLater):
    """Another process holds the warehouse's lock: the message says which, since when."""


class BadDocument(PipelineError):
    """One item cannot be read: the caller puts it into quarantine and goes on.

    Attributes:
        reason: a short slug that groups like failures ("not_utf8", "no_article", "too_large").
    """

    def __init__(self, reason: str, message: str) -> None:
        """Keep the slug beside the sentence that a person reads."""
        super().__init__(message)
        self.reason = reason

    def __reduce__(self) -> tuple[type["BadDocument"], tuple[str, str]]:
        """Cross process borders whole."""
        return type(self), (self.reason, str(self))


class BadTable(PipelineError):
    """A table as a whole is not fit to publish: the caller stops and publishes nothing."""


class BadSettings(PipelineError):
    """The operator must act: the caller leaves with exit code 2."""


class BadDatabase(BadSettings):
    """A database file cannot be opened: it is damaged, or made by something else."""
