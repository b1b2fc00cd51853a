"""How alike two claims are, and why. Pure: no Django, no sockets, no clock, the same answer on every machine.

``signature`` finds texts that share their wording, among millions; ``score`` judges the few hundred that those bands,
or the same giver and receiver, bring up.
"""

from claims.matching.minhash import signature
from claims.matching.scoring import CERTAIN, RELATED_AT, SAME_AT, Judgement, score
from claims.matching.statement import Figure, Period, Statement, Who

__all__ = [
    "CERTAIN",
    "RELATED_AT",
    "SAME_AT",
    "Figure",
    "Judgement",
    "Period",
    "Statement",
    "Who",
    "score",
    "signature",
]
