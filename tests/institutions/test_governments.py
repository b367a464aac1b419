"""Governments as feeds spell them."""

import pytest

from belanja.institutions import selectors, services
from belanja.institutions.models import Government
from belanja.institutions.naming import government_kind, government_name
from belanja.journal.models import Event
from belanja.journal.services import CONSOLE, Actor
from belanja.rules.decisions import RuleBroken


@pytest.mark.parametrize(
    ("spelt", "name"),
    [
        ("Pemerintah Daerah Provinsi Contoh", "Provinsi Contoh"),
        ("Provinsi Contoh", "Provinsi Contoh"),
        ("PEMERINTAH PROVINSI CONTOH", "Provinsi Contoh"),
        ("Pemprov Contoh", "Provinsi Contoh"),
        ("Pemerintah Daerah  Kabupaten Contoh", "Kabupaten Contoh"),
        ("Kab. Contoh", "Kabupaten Contoh"),
        ("PEMKAB CONTOH", "Kabupaten Contoh"),
        ("Pemerintah Kota Contoh", "Kota Contoh"),
        ("Kementerian Contoh", "Kementerian Contoh"),
        ("", ""),
    ],
)
def test_one_spelling(spelt: str, name: str) -> None:
    assert government_name(spelt) == name
    assert government_name(name) == name


@pytest.mark.parametrize(
    ("kind_text", "name", "kind"),
    [
        ("PROVINSI", "", "provinsi"),
        ("KABUPATEN", "", "kabupaten"),
        ("KOTA", "Kabupaten Aneh", "kota"),
        ("KEMENTERIAN", "", "kementerian"),
        ("", "Pemerintah Daerah Kabupaten Contoh", "kabupaten"),
        ("", "", ""),
        ("?", "Contoh", ""),
    ],
)
def test_kind(kind_text: str, name: str, kind: str) -> None:
    assert government_kind(kind_text, name) == kind


@pytest.mark.django_db
def test_a_government_is_registered_once_and_never_renamed() -> None:
    first = services.ensure_government(code=" d900", name="", actor=CONSOLE)
    assert (first.code, first.name, first.kind) == ("D900", "D900", "")
    named = services.ensure_government(
        code="D900", name="Pemerintah Daerah Kota Contoh", kind_text="KOTA", actor=CONSOLE
    )
    assert (named.pk, named.name, named.kind) == (first.pk, "Kota Contoh", "kota")
    before = Event.objects.count()
    again = services.ensure_government(code="D900", name="Kabupaten Lain", kind_text="KABUPATEN", actor=CONSOLE)
    assert (again.pk, again.name, again.kind) == (first.pk, "Kota Contoh", "kota")
    assert Event.objects.count() == before


@pytest.mark.django_db
def test_bantens_governments_keep_their_shipped_names_and_regions() -> None:
    found = services.ensure_government(code="D50", name="Kab. Tangerang", kind_text="KABUPATEN", actor=CONSOLE)
    assert (found.name, found.region_code) == ("Kabupaten Tangerang", "36.03")
    assert next(one.region_code for one in selectors.governments() if one.region_code) == "36"


@pytest.mark.django_db
def test_an_officer_brings_in_no_other_government() -> None:
    before = Government.objects.count()
    with pytest.raises(RuleBroken) as refusal:
        services.ensure_government(code="D999", name="Kota Lain", actor=Actor(1, "petugas"))
    assert refusal.value.status == 403
    with pytest.raises(RuleBroken):
        services.ensure_government(code="D" * 13, name="Kota Lain", actor=CONSOLE)
    assert Government.objects.count() == before
