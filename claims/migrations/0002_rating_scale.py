"""The truth scale that a new desk begins with; editors may change its labels and add points."""

from django.db import migrations

SCALE = [
    (1, "False", "The claim is not true."),
    (2, "Mostly false", "The claim has a true element, but what matters in it is not true."),
    (3, "Half true", "The claim is partly true, and leaves out what would change its meaning."),
    (4, "Mostly true", "The claim is true in what matters, and needs a clarification."),
    (5, "True", "The claim is true, and nothing that matters is missing."),
]


def add_scale(apps, schema_editor):
    rating = apps.get_model("claims", "Rating")
    for value, name, description in SCALE:
        rating.objects.get_or_create(value=value, defaults={"name": name, "description": description})


def remove_scale(apps, schema_editor):
    """Take out the points that no verdict uses: the others go with their table."""
    values = [value for value, _, _ in SCALE]
    apps.get_model("claims", "Rating").objects.filter(value__in=values, verdicts__isnull=True).delete()


class Migration(migrations.Migration):
    dependencies = [("claims", "0001_nouns")]
    operations = [migrations.RunPython(add_scale, remove_scale)]
