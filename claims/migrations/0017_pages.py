"""The public pages that editors write, and the words that a new desk begins with."""

from django.db import migrations, models

METHOD = """\
We follow what states and officials say about **aid** and **troops**: what is pledged, what arrives, who is where. Every verdict on
this site is the work of two people. One checks the claim and writes, the other reads everything again and signs. Nobody signs
their own work.

### What we check
A claim is one statement that can be checked: somebody is named, something is counted, a day is given. Opinions, hopes and
forecasts that bind nobody are not checked. Programs read the articles that come in and find such statements. They propose
what is worth checking; people decide, and only people judge.

### How we check it
1. We keep the exact words, who said them, when, and where they were printed.
2. We look for the oldest source: the law, the contract, the ministry's list, the recipient's own count.
3. We ask whose word it is. The one who gives, the one who receives, and third parties may tell different stories: every piece
   of evidence says whose word it is, and whether it supports or refutes the claim.
4. We keep a copy of every page that we lean on, and say so when the page has gone or changed.
5. A second editor signs the verdict off, or sends it back.

### Promises
A promise is neither true nor false until its day has passed. Until then we follow it: a case collects all that is said about
one pledge, and its ledger shows what was pledged, committed, allocated and delivered, on any day you choose. A delivery counts as
*confirmed* when the recipient says so, or two independent others. A bare pledge never counts as aid given.

### Troops
Numbers of troops are estimates. We show each one by itself, as a range, with the one who made it. We never work out an average,
and ten articles that lean on one intelligence service are one source.

### What we cannot know
Much about war is secret or false. Where the evidence does not carry a verdict there is none.
"""

SCALE = """\
The scale is for statements that are true or false today. A promise gets no point on it before its day: it has a state
of its own, which its case shows.

### How a point is chosen
The rating is about the statement as it was said, on the day it was said, and about what it gives its listeners to understand.
A number that is right and hides what matters is not simply true. Where two points seem to fit, the editors who check and sign have
to agree on one; the explanation says why.
"""

CORRECTIONS = """\
We make mistakes, and we want to be told.

### What we do when something is wrong
- A published verdict is **never edited**. A correction is a new verdict that replaces the old one. It says what was wrong and what
  changed, and both stay readable, one linked to the other.
- A verdict that should never have been published is **withdrawn**. That needs two editors. Its page then says so.
- A correction goes the same way as a first verdict: one person checks, another signs. It is told in the feeds, too.

### How to ask for one
Every verdict has a link that asks for a correction. Tell us what is wrong, and where we can see it. You do not have to say who you
are. You get a number, and its page shows what became of your request. An editor reads every request and answers it.

### What we keep of you
Your words, and a way to reach you if you give one, are seen by our editors only. They are erased three months after our answer, or
earlier if you ask for it. What stays is the number, the day, and our answer.
"""

ABOUT = """\
This site follows what states and officials say about aid and troops, and what comes of it. It is written by the people who run
this desk, with claimtracker, free software under the Apache licence that anybody may run.

### What you may do with it
All verdicts and ledgers may be used by others under the licence named on the data page. Quotes stay their speakers' and outlets'.
There are feeds, files to take away and an interface for programs.

### What this site knows about you
Nothing that it does not need. There are no cookies for readers, no counting of visitors, no pictures or scripts from elsewhere.

*Whoever runs this desk should say here who they are, who pays for the work, and how they can be reached.*
"""

FIRST = [
    ("method", "How we check", METHOD),
    ("scale", "What our ratings mean", SCALE),
    ("corrections", "How we correct mistakes", CORRECTIONS),
    ("about", "About this site", ABOUT),
]


def add_pages(apps, schema_editor):
    page = apps.get_model("claims", "Page")
    for slug, title, body in FIRST:
        page.objects.get_or_create(slug=slug, defaults={"title": title, "body": body})


class Migration(migrations.Migration):
    dependencies = [("claims", "0016_merged_actors")]
    operations = [
        migrations.CreateModel(
            name="Page",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("slug", models.SlugField(unique=True)),
                ("title", models.CharField(max_length=200)),
                ("body", models.TextField()),
                ("updated_at", models.DateTimeField(auto_now_add=True)),
                ("version", models.PositiveIntegerField(default=1)),
            ],
            options={
                "ordering": ["slug"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(models.Q(("title", ""), _negated=True), models.Q(("body", ""), _negated=True)),
                        name="page_says_something",
                    )
                ],
            },
        ),
        migrations.RunPython(add_pages, migrations.RunPython.noop),
    ]
