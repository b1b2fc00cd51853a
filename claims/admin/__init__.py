"""The admin: people and the scale for admins, sources and actors for editors, and everything else to look at.

What only steps may change cannot be changed here. Who may do what goes by the role, not by Django's own permissions.
"""

from claims import models

from . import looked_at, named, people, words
from .desk import DeskAdmin

site = DeskAdmin(name="admin")
site.register(models.User, people.People)
site.register(models.Rating, people.Ratings)
site.register(models.Source, named.Sources)
site.register(models.Actor, named.Actors)
site.register(models.Article, looked_at.Articles)
site.register(models.Claim, looked_at.Claims)
site.register(models.Review, looked_at.Reviews)
site.register(models.Verdict, looked_at.Verdicts)
site.register(models.Event, looked_at.Events)
site.register(models.Match, looked_at.Matches)
site.register(models.FactCheck, looked_at.FactChecks)
site.register(models.Case, looked_at.Cases)
site.register(models.LookAgain, looked_at.LooksAgain)
site.register(models.Page, words.Pages)
site.register(models.Webhook, looked_at.Webhooks)
site.register(models.Delivery, looked_at.Deliveries)
