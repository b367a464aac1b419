"""The register of legal bases, and the dated parameters (targets, thresholds, switches) that point to them."""

from django.db import models
from django.db.models import F, Q

from .government import Government
from .units import Unit


class LegalBasis(models.Model):
    """A law, circular or decision on which a rule, target or definition rests."""

    slug = models.SlugField(max_length=60, unique=True, help_text="by which rules cite it")
    kind = models.CharField("jenis", max_length=60)
    number = models.CharField("nomor", max_length=120)
    signed_on = models.DateField("tanggal", null=True, blank=True)
    subject = models.TextField("tentang")
    addressees = models.TextField("ditujukan kepada", blank=True)
    signatory = models.CharField("penanda tangan", max_length=160, blank=True, help_text="post, with Plh./Plt.")
    file = models.FileField("berkas", upload_to="dasar-hukum/", blank=True)
    file_sha256 = models.CharField(max_length=64, blank=True)
    in_force_from = models.DateField("berlaku sejak", null=True, blank=True)
    in_force_to = models.DateField("berlaku sampai", null=True, blank=True)
    replaced_by = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="replaces")
    confidence = models.CharField(
        max_length=1, choices=[("H", "teks dibaca"), ("M", "sumber kedua"), ("L", "belum pasti")], default="M"
    )
    note = models.TextField(blank=True)
    government = models.ForeignKey(
        Government, null=True, blank=True, on_delete=models.PROTECT, help_text="empty: national"
    )

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"


class Acknowledgement(models.Model):
    """A unit's word that it has received a legal basis addressed to it."""

    legal_basis = models.ForeignKey(LegalBasis, on_delete=models.CASCADE, related_name="acknowledgements")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT)
    user_id = models.BigIntegerField(null=True)
    post = models.CharField(max_length=160, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["legal_basis", "unit"], name="acknowledged_once")]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.legal_basis_id}"


class ParameterRow(models.Model):
    """One dated value of a parameter known to `rules.parameters`: targets, thresholds, switches.

    Proposed by one person, approved by another, in force from a day after its approval. The row in force on
    a day is the approved one with the latest `valid_from` not after it; a government's own row wins over the
    general one. Seeded rows (from `rules.parameters`) carry no persons.
    """

    key = models.CharField(max_length=60)
    government = models.ForeignKey(Government, null=True, blank=True, on_delete=models.PROTECT)
    value = models.CharField(max_length=40, help_text="exact decimal, or a word for switches")
    valid_from = models.DateField()
    legal_basis = models.ForeignKey(LegalBasis, on_delete=models.PROTECT, related_name="parameters")
    article = models.CharField(max_length=160, blank=True)
    reason = models.TextField(blank=True)
    proposed_by_id = models.BigIntegerField(null=True)
    proposed_at = models.DateTimeField(null=True)
    approved_by_id = models.BigIntegerField(null=True)
    approved_at = models.DateTimeField(null=True, help_text="empty while it waits for a second person")
    rejected_by_id = models.BigIntegerField(null=True)
    rejected_at = models.DateTimeField(null=True)
    seeded = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(approved_by_id__isnull=True) | ~Q(approved_by_id=F("proposed_by_id")),
                name="parameter_four_eyes",
            ),
            models.CheckConstraint(
                condition=Q(approved_at__isnull=True) | Q(rejected_at__isnull=True),
                name="parameter_one_decision",
            ),
            models.UniqueConstraint(
                fields=["key", "government", "valid_from"],
                condition=Q(rejected_at__isnull=True),
                name="parameter_once_a_day",
                nulls_distinct=False,
            ),
        ]
        indexes = [models.Index(fields=["key", "-valid_from"], name="parameter_in_force")]

    def __str__(self) -> str:
        return f"{self.key} = {self.value} ({self.valid_from})"
