"""Let the planner know how rare a word is: by default it counts too few to tell, and walks the list for each."""

from django.db import migrations

TABLES = ["claims_claim", "claims_verdict"]


def statistics(target):
    return [f"ALTER TABLE {table} ALTER COLUMN search SET STATISTICS {target}" for table in TABLES]


class Migration(migrations.Migration):
    dependencies = [("claims", "0003_found_by_words")]
    operations = [migrations.RunSQL(statistics(1000), statistics(-1))]
