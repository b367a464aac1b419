"""The shelves: the national list that orders of Katalog v5 point to, and the governed shelves of a catalogue."""

from decimal import Decimal

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from belanja.institutions.models import Government
from belanja.rules.attributes import Attribute, AttributeType, Requirement, from_json
from belanja.rules.listings import EtalaseState, PriceClass
from belanja.rules.shelves import Terms


class NationalEtalase(models.Model):
    """An etalase (komoditas) of Katalog Elektronik v5, as its list was last pulled."""

    class Kind(models.TextChoices):
        LOCAL = "Lokal", "Lokal"
        SECTORAL = "Sektoral", "Sektoral"
        NATIONAL = "Nasional", "Nasional"

    national_id = models.CharField("kd_komoditas", max_length=20, unique=True)
    name = models.CharField(max_length=300)
    kind = models.CharField(max_length=12, choices=Kind, blank=True)
    owner_name = models.CharField(max_length=200, blank=True)
    owner_code = models.CharField("KLPD pemilik", max_length=12, blank=True)
    source_row_id = models.BigIntegerField(null=True)

    def __str__(self) -> str:
        return self.name


class Etalase(models.Model):
    """A shelf of a government's catalogue (or of none: a national one). Its address stays when its name changes."""

    government = models.ForeignKey(Government, null=True, blank=True, on_delete=models.PROTECT, related_name="etalase")
    slug = models.SlugField(max_length=120, unique=True)
    name = models.CharField(max_length=300)
    sort_key = models.CharField(max_length=300, help_text="foundation.text.name_key of the name")
    kind = models.CharField(max_length=12, choices=NationalEtalase.Kind, blank=True)
    state = models.CharField(max_length=12, choices=[(state.value, state.label) for state in EtalaseState])
    description = models.TextField(blank=True)
    motif = models.CharField(max_length=24, blank=True, help_text="which drawing stands for its goods")
    price_class = models.CharField(
        max_length=12, blank=True, choices=[(one.value, one.label) for one in PriceClass], help_text="empty: not known"
    )
    allowed_roles = ArrayField(models.CharField(max_length=12), default=list, help_text="rules.listings.SellerRole")
    licences = ArrayField(models.CharField(max_length=120), default=list, help_text="codes of rules.licences.KINDS")
    category = ArrayField(models.CharField(max_length=120), default=list, help_text="national category, level 1 to 3")
    category_code = models.CharField(
        max_length=40, blank=True, help_text="of that category, as its owner answered; empty: not answered"
    )
    kbki = ArrayField(models.CharField(max_length=10), default=list, help_text="leading digits of KBKI codes")
    national = models.ForeignKey(
        NationalEtalase, null=True, blank=True, on_delete=models.PROTECT, related_name="shelves"
    )
    merged_into = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="merged")
    opened_on = models.DateField(null=True)
    state_since = models.DateField(null=True)
    state_reason = models.CharField(max_length=300, blank=True)
    version = models.PositiveIntegerField(default=0, help_text="grows with every change; a late form is told by it")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state=EtalaseState.MERGED.value, merged_into__isnull=False)
                | (~Q(state=EtalaseState.MERGED.value) & Q(merged_into__isnull=True)),
                name="etalase_merged_names_its_successor",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def category_shown(self) -> str:
        """Its national category, with the id that the owner of the category gave; empty where there is none."""
        named = " › ".join(self.category)
        return f"{named} (ID {self.category_code})" if self.category_code else named

    def terms(self) -> Terms:
        """What it says of itself, in the form the rules read."""
        return Terms(
            self.name, self.description, self.price_class, tuple(self.allowed_roles), tuple(self.licences),
            tuple(self.category), tuple(self.kbki), self.national.national_id if self.national else "", self.kind,
        )  # fmt: skip


class Schema(models.Model):
    """One version of what an etalase asks of its products. Versions are never changed; the latest one is in force."""

    etalase = models.ForeignKey(Etalase, on_delete=models.CASCADE, related_name="schemas")
    version = models.PositiveSmallIntegerField()
    valid_from = models.DateField()
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["etalase", "version"], name="schema_version")]

    def __str__(self) -> str:
        return f"{self.etalase_id} v{self.version}"

    def rules(self) -> tuple[Attribute, ...]:
        """The attributes in the form the rules read."""
        return tuple(attribute.rule() for attribute in self.attributes.all())


class SchemaAttribute(models.Model):
    schema = models.ForeignKey(Schema, on_delete=models.CASCADE, related_name="attributes")
    position = models.PositiveSmallIntegerField()
    key = models.SlugField(max_length=40)
    label = models.CharField(max_length=80)
    type = models.CharField(max_length=10, choices=[(one.value, one.label) for one in AttributeType])
    unit = models.CharField(max_length=20, blank=True)
    allowed = ArrayField(models.CharField(max_length=80), default=list)
    required = models.BooleanField(default=False)
    comparable = models.BooleanField(default=False, help_text="offers that agree in all of these are like and like")
    least = models.DecimalField(max_digits=18, decimal_places=6, null=True)
    most = models.DecimalField(max_digits=18, decimal_places=6, null=True)

    class Meta:
        ordering = ("position",)
        constraints = [models.UniqueConstraint(fields=["schema", "key"], name="schema_attribute_key")]

    def __str__(self) -> str:
        return self.label

    def rule(self) -> Attribute:
        """This row in the form the rules read."""
        return Attribute(
            self.key, self.label, AttributeType(self.type), self.unit, tuple(self.allowed), self.required,
            self.comparable, self.least, self.most,
        )  # fmt: skip


class SchemaDraft(models.Model):
    """The next version of a schema while somebody works on it; nobody else sees it before it is published."""

    etalase = models.OneToOneField(Etalase, on_delete=models.CASCADE, related_name="draft")
    attributes = models.JSONField(default=list, help_text="list of {key, label, type, unit, allowed, …}")
    number = models.PositiveIntegerField(default=1, help_text="grows with every change; a late form is told by it")
    changed_at = models.DateTimeField()
    changed_by_id = models.BigIntegerField(null=True)
    changed_by_label = models.CharField(max_length=120)

    def __str__(self) -> str:
        return f"{self.etalase_id} draf {self.number}"

    def rules(self) -> tuple[Attribute, ...]:
        """The attributes in the form the rules read."""
        return tuple(from_json(one) for one in self.attributes)


class ReadySpecification(models.Model):
    """A need that comes up again and again ("HVS F4 80 g, rim"): products meet it, or miss it with the reason."""

    etalase = models.ForeignKey(Etalase, on_delete=models.CASCADE, related_name="specifications")
    slug = models.SlugField(max_length=80)
    name = models.CharField(max_length=160)
    requirements = models.JSONField(default=list, help_text="list of {key, one_of, least, most}")

    class Meta:
        ordering = ("name",)
        constraints = [models.UniqueConstraint(fields=["etalase", "slug"], name="specification_slug")]

    def __str__(self) -> str:
        return self.name

    def rules(self) -> tuple[Requirement, ...]:
        """The requirements in the form the rules read."""
        return tuple(
            Requirement(one["key"], tuple(one.get("one_of", ())), _limit(one.get("least")), _limit(one.get("most")))
            for one in self.requirements
        )


def _limit(written: str | None) -> Decimal | None:
    return None if written is None else Decimal(written)
