"""Changes of dated rules, and of offices and their people, are marked: what is read of them is kept until then."""

from django.db import migrations

from belanja.journal.watching import watch


class Migration(migrations.Migration):
    dependencies = [
        ("institutions", "0007_holidays"),
        ("journal", "0004_marks_of_parts"),
        ("accounts", "0004_attempts_by_age"),
    ]

    operations = [
        *(
            watch("rules", f"institutions_{table}")
            for table in ("parameterrow", "legalbasis", "countingmode", "holiday")
        ),
        *(
            watch("offices", f"institutions_{table}")
            for table in ("government", "unit", "unitparent", "roleassignment")
        ),
        watch("offices", "accounts_user", "is_active"),
    ]
