"""What can be wrong with the database, said in one line for the person who started the program."""


class DatabaseUnavailable(Exception):
    """The database cannot be started or reached; the message names the cause and the remedy.

    Never contains a password: neither URL nor driver text goes into it unfiltered.
    """


class InvalidDatabaseURL(ValueError):
    """DATABASE_URL cannot be understood; the message names the part, not the whole (it holds a password)."""


class SchemaMismatch(Exception):
    """The tables are not the ones this version of the program expects."""
