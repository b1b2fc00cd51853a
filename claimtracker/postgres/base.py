"""Django's backend, which asks a connection that it kept with `SELECT 1` whether it still holds: at every request.

A server that has gone, or has ended the connection, has closed its socket, and a closed socket is readable. So is one
with an unread notice on it: that connection is made anew without need, which costs no more.
"""

import select

from django.db.backends.postgresql import base
from psycopg.pq import TransactionStatus


class DatabaseWrapper(base.DatabaseWrapper):
    def is_usable(self) -> bool:
        """Whether the server still holds the connection; without a question to it."""
        held = self.connection
        if held is None or held.closed or held.info.transaction_status == TransactionStatus.UNKNOWN:
            return False
        socket = select.poll()
        socket.register(held.fileno(), select.POLLIN)
        return not socket.poll(0)
