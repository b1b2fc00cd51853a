"""Gold paragraphs and readings in, figures out: how well articles are read, slot by slot.

The room is pure: no Django, no sockets, no clock. Every figure carries the number of cases behind it and a 95 %
interval.
"""
