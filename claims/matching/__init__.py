"""How alike two claims are, and why. Pure: no Django, no sockets, no clock, the same answer on every machine."""
