#!/usr/bin/env python
"""Commands for claimtracker. Those that need the database find the embedded servers, or start them meanwhile."""

import os
import sys
from contextlib import AbstractContextManager, nullcontext

from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line
from django.db import OperationalError, ProgrammingError, connection
from psycopg.errors import UndefinedColumn, UndefinedFunction, UndefinedTable

from claimtracker import servers

# `up` holds the servers itself; the others never ask them anything
WITHOUT_SERVERS = {
    "up",
    "check",
    "collectstatic",
    "compilemessages",
    "data_dictionary",
    "diffsettings",
    "evaluate",
    "findstatic",
    "help",
    "makemessages",
    "makemigrations",
    "pgtrigger",
    "spectacular",
    "startapp",
    "test",
    "version",
}


def servers_for(arguments: list[str]) -> AbstractContextManager[servers.Hold | None]:
    """The servers, held for a command that needs them."""
    command = arguments[0] if arguments else "help"
    if command.startswith("-") or command in WITHOUT_SERVERS or {"-h", "--help"} & set(arguments):
        return nullcontext()
    return servers.use(os.environ)


def main() -> int:
    """Run the command on the command line; the exit code. What the user can mend is told in one sentence."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "claimtracker.settings")
    servers.fill_in(os.environ)
    try:
        with servers_for(sys.argv[1:]):
            execute_from_command_line(sys.argv)
    except servers.CannotStart as error:
        return complain(str(error), error.exit_code)
    except ImproperlyConfigured as error:
        return complain(str(error))
    except OperationalError as error:
        if connection.connection is not None:  # it was reached: this is an error of ours
            raise
        return complain(f"The database does not answer ({reason(error)}): check DATABASE_URL, and start it.")
    except ProgrammingError as error:
        if not isinstance(error.__cause__, UndefinedTable | UndefinedColumn | UndefinedFunction):
            raise
        return complain("The database is not up to date: run `manage.py migrate`, or `up`, which does.")
    except KeyboardInterrupt:
        return 130
    return 0


def complain(sentence: str, exit_code: int = 1) -> int:
    """Print it to standard error; the exit code."""
    sys.stderr.write(f"{sentence}\n")
    return exit_code


def reason(error: Exception) -> str:
    """The first line of what the driver says."""
    return str(error).strip().partition("\n")[0].rstrip(".")


if __name__ == "__main__":
    sys.exit(main())
