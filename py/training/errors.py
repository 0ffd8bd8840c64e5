"""What can go wrong with what the user brought: each ends in one line and exit code 1."""


class DataError(ValueError):
    """A data file is missing or is not what it should be; the message names file and fault."""


class DivergedError(ArithmeticError):
    """The loss is no longer a number; the message names the batch and the setting to change."""
