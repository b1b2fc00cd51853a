"""Lists are found by words through indexes: articles by letters in title and URL, verdicts by what they say."""

import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.functions.text
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

QUOTE = """UPDATE claims_verdict SET quote = claims_claim.quote FROM claims_claim
WHERE claims_claim.id = claims_verdict.claim_id"""


class Migration(migrations.Migration):

    dependencies = [
        ('claims', '0002_rating_scale'),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name='verdict',
            name='verdict_text_stays',
        ),
        migrations.AddField(
            model_name='verdict',
            name='quote',
            field=models.TextField(blank=True),
        ),
        migrations.RunSQL(QUOTE, migrations.RunSQL.noop),
        migrations.AddField(
            model_name='verdict',
            name='search',
            field=models.GeneratedField(db_persist=True, expression=django.contrib.postgres.search.SearchVector('quote', 'summary', 'explanation', config='english'), output_field=django.contrib.postgres.search.SearchVectorField()),
        ),
        migrations.AddIndex(
            model_name='verdict',
            index=django.contrib.postgres.indexes.GinIndex(fields=['search'], name='verdict_search'),
        ),
        migrations.AddIndex(
            model_name='article',
            index=django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass(django.db.models.functions.text.Upper('title'), 'gin_trgm_ops'), django.contrib.postgres.indexes.OpClass(django.db.models.functions.text.Upper('url'), 'gin_trgm_ops'), name='article_letters'),
        ),
        migrations.AddConstraint(
            model_name='verdict',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('case_state', ''), ('share_delivered__isnull', True)), models.Q(('case__isnull', False), ('case_state__in', ['open', 'overdue', 'kept', 'partly_kept', 'broken', 'withdrawn']), ('share_delivered__isnull', True)), models.Q(('case__isnull', False), ('case_state', 'partly_kept'), ('share_delivered__gte', 0), ('share_delivered__isnull', False), ('share_delivered__lte', 1)), _connector='OR'), name='verdict_case_state_of_case'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='verdict',
            trigger=pgtrigger.compiler.Trigger(name='verdict_text_stays', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."claim_id" IS DISTINCT FROM (NEW."claim_id") OR OLD."case_id" IS DISTINCT FROM (NEW."case_id") OR OLD."rating_id" IS DISTINCT FROM (NEW."rating_id") OR OLD."case_state" IS DISTINCT FROM (NEW."case_state") OR OLD."share_delivered" IS DISTINCT FROM (NEW."share_delivered") OR OLD."quote" IS DISTINCT FROM (NEW."quote") OR OLD."summary" IS DISTINCT FROM (NEW."summary") OR OLD."explanation" IS DISTINCT FROM (NEW."explanation") OR OLD."reading" IS DISTINCT FROM (NEW."reading") OR OLD."text_sha256" IS DISTINCT FROM (NEW."text_sha256") OR OLD."proposed_by_id" IS DISTINCT FROM (NEW."proposed_by_id") OR OLD."correction_note" IS DISTINCT FROM (NEW."correction_note") OR OLD."review_again_on" IS DISTINCT FROM (NEW."review_again_on") OR OLD."review_again_why" IS DISTINCT FROM (NEW."review_again_why"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='81e5fb39e38da83960551d4e56894b7c081b186e', operation='UPDATE', pgid='pgtrigger_verdict_text_stays_fe6c7', table='claims_verdict', when='BEFORE')),
        ),
    ]
