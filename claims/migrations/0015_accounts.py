"""People choose a time zone; the table that Django's cache keeps its counts in is there from the start."""

from django.apps.registry import Apps
from django.core.management import call_command
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def make_cache_table(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    call_command("createcachetable", database=editor.connection.alias, verbosity=0)


class Migration(migrations.Migration):
    dependencies = [("claims", "0014_access")]

    operations = [
        migrations.AddField("user", "time_zone", models.CharField(default="UTC", max_length=64)),
        migrations.RunPython(make_cache_table, migrations.RunPython.noop),
    ]
