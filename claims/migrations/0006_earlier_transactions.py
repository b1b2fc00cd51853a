"""The record goes on after a restore: another server counts its transactions from the start."""

import claims.models.event
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("claims", "0005_judged_columns")]
    operations = [
        migrations.RunSQL(
            "CREATE FUNCTION claims_earlier_transactions() RETURNS bigint LANGUAGE sql STABLE "
            "AS $$ SELECT 0::bigint $$",
            "DROP FUNCTION claims_earlier_transactions()",
        ),
        migrations.AlterField(
            model_name="event",
            name="transaction",
            field=models.BigIntegerField(db_default=claims.models.event.RecordTransaction()),
        ),
    ]
