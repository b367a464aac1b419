"""What an etalase asks of a firm is chosen from the vocabulary of licences. Free words that mean one of its kinds become
that kind; other words are moved into the description, so that nothing of what was asked is lost."""

from typing import Any

import django.contrib.postgres.fields
from django.db import migrations, models

#: Words as they were written, without capitals, and the kind that they mean.
_MEANS = (
    ("pangan", ("pirt", "p-irt", "spp-irt", "jasa boga", "higiene")),
    ("alkes", ("alat kesehatan", "idak")),
    ("pbf", ("pedagang besar farmasi", "pbf")),
    ("bujp", ("jasa pengamanan", "bujp")),
    ("sbu_konstruksi", ("jasa konstruksi", "sbu")),
    ("angkutan", ("angkutan",)),
    ("limbah_b3", ("limbah b3",)),
    ("perdagangan", ("siup", "usaha perdagangan")),
)


def kind_of(written: str) -> str:
    """The code of the kind that some words mean; empty where they mean none that is listed."""
    plain = written.casefold()
    if plain in {code for code, _words in _MEANS}:
        return plain
    return next((code for code, words in _MEANS if any(word in plain for word in words)), "")


def choose(apps: Any, _editor: Any) -> None:
    for etalase in apps.get_model("etalase", "Etalase").objects.exclude(licences=[]).order_by("pk"):
        kinds = list(dict.fromkeys(code for one in etalase.licences if (code := kind_of(one))))
        others = [one for one in etalase.licences if not kind_of(one)]
        if others:
            etalase.description = f"{etalase.description} Izin lain yang diminta: {', '.join(others)}.".strip()
        etalase.licences = kinds
        etalase.save(update_fields=["licences", "description"])


class Migration(migrations.Migration):
    dependencies = [("etalase", "0004_versions_stay")]

    operations = [
        migrations.AlterField(
            model_name="etalase",
            name="licences",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=120),
                default=list,
                help_text="codes of rules.licences.KINDS",
                size=None,
            ),
        ),
        migrations.RunPython(choose, migrations.RunPython.noop),
    ]
