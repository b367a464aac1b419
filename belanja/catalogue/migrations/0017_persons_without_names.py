"""Sellers of the archive whose name may be a person's lose it, as those do that come in from now on."""

from typing import Any

from django.db import migrations

from belanja.foundation.marks import private_hash
from belanja.foundation.text import name_key
from belanja.rules.firms import PERSON_SELLER, is_firm_name


def mask(apps: Any, schema_editor: Any) -> None:
    """Rename, in the way of intake.feeds.products; two spellings of one person stay two sellers."""
    seller_model = apps.get_model("catalogue", "Seller")
    taken = set(seller_model.objects.values_list("slug", flat=True))
    names = set(seller_model.objects.filter(government=None).values_list("name", flat=True))
    for seller in seller_model.objects.filter(government=None).exclude(name__startswith=PERSON_SELLER):
        if is_firm_name(seller.name):
            continue
        name = f"{PERSON_SELLER} {private_hash(seller.name.lower())[:6].upper()}"
        while name in names:
            name += "+"
        slug = name.lower().replace(" ", "-").replace("+", "-2")
        while slug in taken:
            slug += "-2"
        names.add(name)
        taken.add(slug)
        seller.name, seller.slug, seller.sort_key = name, slug, name_key(name)[:200]
        seller.save(update_fields=["name", "slug", "sort_key"])


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0016_storefront_claims")]

    operations = [migrations.RunPython(mask, migrations.RunPython.noop)]
