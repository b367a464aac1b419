"""The form of a listing, derived from the schema of its etalase: from `Content` to fields and back, nothing lost."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from belanja.catalogue.models import Region
from belanja.etalase.models import Etalase
from belanja.foundation import text
from belanja.rules.attributes import Attribute, AttributeType, decimal_of
from belanja.rules.listing_checks import Finding
from belanja.rules.listing_content import IDENTITY, LABELS, Content, Price, Stated
from belanja.rules.listings import ClaimKind, Freight, Origin, PriceClass, SellerRole, TaxBasis
from belanja.web.pieces import DefinitionList, Term

from .fields import NumberField, choice_field, day_field, text_field, unit_field
from .words import thing_words

_TIERS = 3
_PERCENT = frozenset({ClaimKind.TKDN, ClaimKind.BMP})
_PLAIN = (
    "name brand model variant description gtin kbki unit pack_size base_unit origin role maker made_in number "
    "tax_basis tax_percent stock monthly_capacity lead_days least_order freight_rule freight warranty_months valid_to"
).split()
_WHOLE = ("lead_days", "warranty_months")


@dataclass(frozen=True)
class Section:
    """A part of the form: heading, a sentence, its fields; `folded`: shown on demand, where nothing in it is filled.
    `facts`: what stands there already and cannot be changed here."""

    key: str
    title: str
    about: str
    fields: Sequence[BoundField]
    folded: bool = False
    facts: DefinitionList | None = None


class ListingForm(forms.Form):
    """Every field may be left empty: a draft is as complete as its firm likes. The linter tells what is missing."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    stock_seen = forms.DecimalField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        data: Any = None,
        *,
        etalase: Etalase,
        content: Content,
        version: int,
        name_stays: bool = False,
        thing_stays: bool = False,
    ) -> None:
        """`thing_stays`: others show this very thing; what it is stands above the form, and is no question of it."""
        self.etalase, self.content, self.name_stays, self.thing_stays = etalase, content, name_stays, thing_stays
        schema = etalase.schemas.order_by("-version").first()
        self.schema: tuple[Attribute, ...] = schema.rules() if schema else ()
        self.regions = list(Region.objects.exclude(code="").order_by("code"))
        self.tiers = max(_TIERS, 1 + sum(not one.region and one.least_quantity > 1 for one in content.prices))
        super().__init__(
            data,
            initial={"version": version, "stock_seen": content.stock, **_initial(content, self.regions, self.schema)},
        )
        self.fields |= self._all()
        for name in self._asked():
            self.fields[name].asked = True  # type: ignore[attr-defined]  # read by pieces.FormField
        if name_stays:
            self.fields["name"].disabled = True
            self.fields["name"].help_text = "Tetap sejak diajukan pertama kali. Untuk barang lain, buat penawaran baru."
        if thing_stays:
            for name in [*IDENTITY, *(f"attr_{one.key}" for one in self.schema)]:
                if name in self.fields:
                    self.fields[name].disabled = True

    def _all(self) -> dict[str, forms.Field]:
        found = {**self._thing(), **self._price(), **self._delivery()}
        found |= {f"attr_{one.key}": _attribute_field(one, self.content.attributes.get(one.key)) for one in self.schema}
        for kind in ClaimKind:
            found |= _claim_fields(kind)
        found["reason"] = text_field(
            "Alasan perubahan", 300, help_text="Wajib bila harga naik banyak; pembeli dapat membacanya."
        )
        return found

    def _asked(self) -> Iterator[str]:
        """Fields without which a listing cannot be submitted."""
        yield from "name unit pack_size role origin price tax_basis tax_percent serves freight_rule".split()
        if self.etalase.kbki:
            yield "kbki"
        yield from (f"attr_{one.key}" for one in self.schema if one.required)

    def _thing(self) -> dict[str, forms.Field]:
        allowed = self.etalase.allowed_roles or [one.value for one in SellerRole if one.value]
        roles = [(one, SellerRole(one).label) for one in allowed]
        leads = " atau ".join(self.etalase.kbki)
        return {
            "name": text_field(
                LABELS["name"], 300, help_text="Apa barangnya, jenisnya, ukurannya. Tanpa kata promosi."
            ),
            "brand": text_field(LABELS["brand"], 120, help_text="Bila tidak ada, tulis “tanpa merek”."),
            "model": text_field(LABELS["model"], 120),
            "variant": text_field(LABELS["variant"], 120, help_text="Misalnya warna."),
            "description": text_field(
                LABELS["description"],
                4000,
                rows=4,
                help_text="Bahan, kegunaan, isi kemasan, yang perlu diketahui pembeli.",
            ),
            "number": text_field(
                LABELS["number"],
                60,
                help_text="Nomor Anda sendiri; foto dan lembar kerja mengenali barang dari nomor ini.",
            ),
            "gtin": text_field(LABELS["gtin"], 14, help_text="Angka di bawah garis barcode, bila ada."),
            "kbki": text_field(
                LABELS["kbki"], 10, help_text=f"Di etalase ini diawali {leads}." if leads else "Klasifikasi barang BPS."
            ),
            "unit": unit_field(LABELS["unit"], "Yang dibeli orang, misalnya rim.", "Pilih satuan"),
            "pack_size": NumberField(LABELS["pack_size"], places=6, help_text="Misalnya 500 untuk satu rim."),
            "base_unit": unit_field(LABELS["base_unit"], "Misalnya lembar.", "Sama dengan satuan jual"),
            "role": choice_field(LABELS["role"], roles),
            "origin": choice_field(LABELS["origin"], [(one.value, one.label) for one in Origin if one.value]),
            "maker": text_field(LABELS["maker"], 200, help_text="Pabrik atau perajinnya."),
            "made_in": text_field(LABELS["made_in"], 120, help_text="Kabupaten/kota, atau negara untuk impor."),
        }

    def _price(self) -> dict[str, forms.Field]:
        found: dict[str, forms.Field] = {
            "price": NumberField(
                "Harga satu satuan jual", unit="rupiah", help_text="Berlaku di semua wilayah jual Anda."
            ),
            "tax_basis": choice_field(
                LABELS["tax_basis"], [(one.value, text.capital_first(one.label)) for one in TaxBasis if one]
            ),
            "tax_percent": NumberField(LABELS["tax_percent"], unit="persen"),
            "least_order": NumberField(LABELS["least_order"], help_text="Kosong berarti satu."),
        }
        for place in range(1, self.tiers + 1):
            found[f"tier_{place}_quantity"] = NumberField(f"Mulai jumlah, tingkat {place}")
            found[f"tier_{place}_price"] = NumberField(f"Harga satuan, tingkat {place}", unit="rupiah")
        for region in self.regions:
            found[f"price_{region.code}"] = NumberField(f"Harga di {region.name}", unit="rupiah")
            found[f"freight_{region.code}"] = NumberField(f"Ongkos kirim ke {region.name}", unit="rupiah")
        return found

    def _delivery(self) -> dict[str, forms.Field]:
        return {
            "stock": NumberField(LABELS["stock"], help_text="Jumlah satuan jual yang siap dikirim."),
            "monthly_capacity": NumberField(LABELS["monthly_capacity"], help_text="Untuk jasa dan barang pesanan."),
            "lead_days": NumberField(LABELS["lead_days"], places=0, unit="hari"),
            "everywhere": forms.BooleanField(label="Pilih semua kabupaten/kota sekaligus", required=False),
            "serves": forms.MultipleChoiceField(
                label=LABELS["serves"],
                required=False,
                choices=[(one.code, one.name) for one in self.regions],
                widget=forms.CheckboxSelectMultiple,
            ),
            "freight_rule": choice_field(LABELS["freight_rule"], [(one.value, one.label) for one in Freight if one]),
            "freight": NumberField(LABELS["freight"], unit="rupiah", help_text="Untuk satu satuan jual, bila tetap."),
            "warranty_months": NumberField(LABELS["warranty_months"], places=0, unit="bulan"),
            "valid_to": day_field(LABELS["valid_to"], "Kosong berarti sampai Anda cabut."),
        }

    @property
    def sections(self) -> list[Section]:
        """The form in the order of its pages; parts that few need are folded away until something is in them."""
        by_region = [name for one in self.regions for name in (f"price_{one.code}", f"freight_{one.code}")]
        tiers = [f"tier_{place}_{part}" for place in range(1, self.tiers + 1) for part in ("quantity", "price")]
        regional = self.etalase.price_class == PriceClass.REGENCY.value
        return [
            *(self._thing_told() if self.thing_stays else self._thing_asked()),
            self._section("harga", "Harga", "", "price tax_basis tax_percent least_order".split()),
            self._section("tingkat", "Harga bertingkat", "Lebih murah mulai jumlah tertentu.", tiers, fold=True),
            self._section("wilayah", "Harga dan ongkos kirim menurut wilayah",
                          "Isi hanya wilayah yang berbeda dari harga di atas.", by_region, fold=not regional),
            self._section("kirim", "Ketersediaan dan pengiriman", "", [
                "stock", "monthly_capacity", "lead_days", "everywhere", "serves", "freight_rule", "freight",
                "warranty_months", "valid_to"]),
            *(self._section(f"sertifikat-{kind.value}", f"Sertifikat dan izin: {kind.label}",
                            "Diperiksa verifikator di daftar resmi; sebelum itu tidak dihitung.",
                            list(_claim_fields(kind)), fold=True) for kind in ClaimKind),
        ]  # fmt: skip

    def _thing_asked(self) -> list[Section]:
        return [
            self._section("barang", "Barang", "", "name brand model variant description number".split()),
            self._section("spesifikasi", "Spesifikasi", f"Yang diminta etalase {self.etalase.name}.",
                          [f"attr_{one.key}" for one in self.schema]),
            self._section("satuan", "Satuan dan isi", "Agar harga dapat dibandingkan per satuan isi.",
                          "unit pack_size base_unit gtin kbki".split()),
            self._section("asal", "Asal dan peran Anda", "", "role origin maker made_in".split()),
        ]  # fmt: skip

    def _thing_told(self) -> list[Section]:
        facts = DefinitionList(
            terms=[Term(term=label, text=told) for label, told in thing_words(self.content, self.schema)]
        )
        return [
            Section("barang", "Barang", "Sama dengan yang sudah ada di katalog, maka tidak perlu diketik lagi. "
                    "Bila barang Anda lain, buat barang baru.", (), facts=facts),
            self._section("peran", "Peran dan nomor Anda", "", "role maker made_in number".split()),
        ]  # fmt: skip

    def _section(self, key: str, title: str, about: str, names: Sequence[str], *, fold: bool = False) -> Section:
        bound = [self[name] for name in names if name in self.fields]
        filled = any(one.value() not in (None, "", [], False) or one.errors for one in bound)
        return Section(key, title, about, bound, folded=fold and not filled)

    def stated(self) -> Content:
        """What was filled in. Call only on a valid form."""
        given = self.cleaned_data
        plain: dict[str, Any] = {name: given[name] for name in _PLAIN}
        plain |= {name: None if given[name] is None else int(given[name]) for name in _WHOLE}
        plain["name"] = self.content.name if self.name_stays else given["name"]
        codes = tuple(one.code for one in self.regions)
        serves = codes if given["everywhere"] else tuple(given["serves"])
        told = Content(
            **plain,
            attributes={
                one.key: value
                for one in self.schema
                if (value := _value(one, given[f"attr_{one.key}"])) not in (None, "")
            },
            serves=serves,
            prices=tuple(self._prices(serves)),
            claims=tuple(self._claims()),
        )
        return replace(told, **{name: getattr(self.content, name) for name in IDENTITY}) if self.thing_stays else told

    def _prices(self, serves: Sequence[str]) -> Iterator[Price]:
        given = self.cleaned_data
        base = given["price"]
        own = {
            code: Price(amount, code, Decimal(1), given[f"freight_{code}"])
            for code in (one.code for one in self.regions)
            if (given[f"price_{code}"] is not None or given[f"freight_{code}"] is not None)
            and (amount := given[f"price_{code}"] if given[f"price_{code}"] is not None else base) is not None
        }
        tiers = [
            Price(amount, "", quantity)
            for place in range(1, self.tiers + 1)
            if (quantity := given[f"tier_{place}_quantity"]) is not None
            and (amount := given[f"tier_{place}_price"]) is not None
        ]
        # Where every region has a price of its own, the one for everywhere would hold nowhere.
        if base is not None and (tiers or not serves or not set(serves) <= own.keys()):
            yield Price(base)
        yield from tiers
        yield from own.values()
        # Quantities within a region come from a spreadsheet; the form leaves them as they are.
        yield from (one for one in self.content.prices if one.region in serves and one.least_quantity > 1)

    def _claims(self) -> Iterator[Stated]:
        given = self.cleaned_data
        for kind in ClaimKind:
            told = [given.get(f"claim_{kind.value}_{part}") for part in ("number", "owner", "percent", "valid_to")]
            if any(one not in (None, "") for one in told):
                yield Stated(kind.value, told[0] or "", told[1] or "", told[2], told[3])

    def point_out(self, findings: Sequence[Finding]) -> None:
        """Put what the linter blocks beside its field, with the fix."""
        for one in findings:
            name = self.field_of(one)
            self.add_error(name if name in self.fields else None, f"{one.message} {one.fix}")

    def field_of(self, finding: Finding) -> str:
        """The name of the form field that a finding is about."""
        head, _, rest = finding.field.partition(".")
        if head == "attributes":
            return f"attr_{rest}"
        if head == "claims":
            kind = next((one for one in ClaimKind if one.label in finding.message), ClaimKind.TKDN)
            return f"claim_{kind.value}_percent" if "Nilai" in finding.message else f"claim_{kind.value}_number"
        return "price" if head == "prices" else head


def _initial(content: Content, regions: Sequence[Region], schema: Sequence[Attribute]) -> dict[str, Any]:
    found: dict[str, Any] = {name: getattr(content, name) for name in _PLAIN}
    found |= {f"attr_{one.key}": _shown(one, content.attributes.get(one.key)) for one in schema}
    everywhere = [one for one in content.prices if not one.region]
    found["price"] = next((one.amount for one in everywhere if one.least_quantity <= 1), None)
    tiers = sorted((one for one in everywhere if one.least_quantity > 1), key=lambda one: one.least_quantity)
    for place, one in enumerate(tiers, 1):
        found[f"tier_{place}_quantity"], found[f"tier_{place}_price"] = one.least_quantity, one.amount
    for one in content.prices:
        if one.region and one.least_quantity <= 1:
            found[f"price_{one.region}"] = None if one.amount == found["price"] else one.amount
            found[f"freight_{one.region}"] = one.freight
    found["serves"] = list(content.serves)
    for claim in content.claims:
        for part in ("number", "owner", "percent", "valid_to"):
            found[f"claim_{claim.kind}_{part}"] = getattr(claim, part)
    return found


def _attribute_field(one: Attribute, told: Any) -> forms.Field:
    """`told`: what the listing says now. A choice that the schema offers no longer stays until the firm picks another:
    saving a new price must not drop it."""
    label = f"{one.label} ({one.unit})" if one.unit else one.label
    if one.type is AttributeType.CHOICE:
        former = [(str(told), f"{told} (tidak ditawarkan lagi)")] if told and told not in one.allowed else []
        return choice_field(label, [*((value, value) for value in one.allowed), *former])
    if one.type is AttributeType.YES_NO:
        return choice_field(label, [("ya", "Ya"), ("tidak", "Tidak")])
    if one.type is AttributeType.NUMBER:
        return NumberField(label, places=6)
    return text_field(label, 200)


def _shown(one: Attribute, value: Any) -> Any:
    if one.type is AttributeType.YES_NO and isinstance(value, bool):
        return "ya" if value else "tidak"
    number = decimal_of(value) if one.type is AttributeType.NUMBER else None
    return value if number is None else number


def _value(one: Attribute, given: Any) -> Any:
    """As a product keeps it: a number as text, yes and no as such."""
    if one.type is AttributeType.NUMBER:
        return None if given is None else f"{given.normalize():f}"
    if one.type is AttributeType.YES_NO:
        return {"ya": True, "tidak": False}.get(given)
    return given.strip()


def _claim_fields(kind: ClaimKind) -> dict[str, forms.Field]:
    found: dict[str, forms.Field] = {
        f"claim_{kind.value}_number": text_field(f"Nomor {kind.label}", 200),
        f"claim_{kind.value}_owner": text_field(f"Pemilik {kind.label}", 200, help_text="Bila bukan usaha Anda."),
    }
    if kind in _PERCENT:
        found[f"claim_{kind.value}_percent"] = NumberField(f"Nilai {kind.label}", unit="persen")
    found[f"claim_{kind.value}_valid_to"] = day_field(f"{kind.label} berlaku sampai")
    return found
