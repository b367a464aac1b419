from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('needs', '0008_marks_by_nib'),
    ]

    operations = [
        migrations.AddField(
            model_name='prospectmatch',
            name='helped_at',
            field=models.DateTimeField(help_text='a coach reported that it was helped', null=True),
        ),
        migrations.AddField(
            model_name='prospectlist',
            name='rows_registered',
            field=models.PositiveIntegerField(default=0, help_text='already registered, not kept here'),
        ),
    ]
