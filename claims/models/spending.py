"""What the second reader has used up on a day, so that its caps hold over all workers and restarts."""

from datetime import date
from decimal import Decimal

from django.db import models
from django.db.models import F


class SpendingQuerySet(models.QuerySet["Spending"]):
    def reserve(self, day: date, *, tokens: int, money: Decimal, most_tokens: int, most_money: Decimal) -> bool:
        """Set so much aside before anything is sent; False, and nothing is set aside, where the day's caps forbid it.

        The guarded UPDATE is the lock: workers at the same moment cannot pass a cap together.
        """
        self.get_or_create(day=day)
        within = self.filter(day=day, tokens__lte=most_tokens - tokens, money__lte=most_money - money)
        return bool(within.update(tokens=F("tokens") + tokens, money=F("money") + money, articles=F("articles") + 1))

    def settle(self, day: date, *, tokens: int, money: Decimal) -> None:
        """Correct what was set aside by the difference to what was used."""
        self.filter(day=day).update(tokens=F("tokens") + tokens, money=F("money") + money)


class Spending(models.Model):
    """One day (UTC). `money` is in whatever currency the prices were given in."""

    day = models.DateField(primary_key=True)
    articles = models.PositiveIntegerField(default=0)
    tokens = models.BigIntegerField(default=0)
    money = models.DecimalField(max_digits=16, decimal_places=6, default=Decimal(0))

    objects = SpendingQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.day}: {self.tokens} tokens"
