from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("organisation", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name=model,
            name="fravalgte_beskeder",
            field=models.JSONField(blank=True, default=list, verbose_name="beskeder, der ikke ønskes"),
        )
        for model in ("bruger", "historicalbruger")
    ]
