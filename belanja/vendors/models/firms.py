"""Firms that sell to governments: the ids by which feeds know them, how large they are, and sanctions."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from belanja.rules.firms import Scale


class Firm(models.Model):
    """A firm, put together from all statements that share an id. A person without a firm has no name here."""

    name = models.CharField(max_length=200, blank=True)

    def __str__(self) -> str:
        return self.name or f"#{self.pk}"


class FirmId(models.Model):
    """One id of a firm. Tax numbers are kept as keyed marks alone."""

    class Scheme(models.TextChoices):
        V5 = "v5", "Katalog v5 (kd_penyedia)"
        V6 = "v6", "Katalog v6"
        SIKAP = "sikap", "SIKaP"
        SPSE = "spse", "SPSE"
        NIB = "nib", "NIB"
        NPWP = "npwp", "NPWP (sidik)"

    firm = models.ForeignKey(Firm, on_delete=models.CASCADE, related_name="ids")
    scheme = models.CharField(max_length=8, choices=Scheme)
    value = models.CharField(max_length=80)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["scheme", "value"], name="firm_id")]

    def __str__(self) -> str:
        return f"{self.scheme}:{self.value}"


class ScaleEvidence(models.Model):
    """One statement about a firm: its ids, and how large it was from a day on, with what proves it. A statement
    without a scale still ties ids together."""

    firm = models.ForeignKey(Firm, null=True, on_delete=models.SET_NULL, related_name="statements")
    refs = ArrayField(models.CharField(max_length=90), help_text="ids as scheme:value")
    name = models.CharField(max_length=200, blank=True)
    scale = models.CharField(max_length=10, blank=True, choices=[(scale.value, scale.label) for scale in Scale])
    region_code = models.CharField("kode kabupaten/kota", max_length=20, blank=True)
    region_name = models.CharField("kabupaten/kota", max_length=120, blank=True)
    evidence = models.CharField("bukti", max_length=300, blank=True)
    valid_from = models.DateField(null=True, help_text="empty: for as long as the firm is known")
    source_row_id = models.BigIntegerField(unique=True, null=True, help_text="empty: the firm's own registration")
    known_at = models.DateTimeField(null=True, help_text="when a registration was passed; empty for feeds")

    def __str__(self) -> str:
        return f"{self.name} {self.scale}"


class Sanction(models.Model):
    """An entry of the national list of sanctioned providers (Daftar Hitam)."""

    name = models.CharField(max_length=200, blank=True, help_text="empty for persons: only their mark is kept")
    mark = models.CharField(max_length=64, blank=True, help_text="keyed mark of a person's name")
    refs = ArrayField(models.CharField(max_length=90), default=list, help_text="ids as scheme:value, where unmasked")
    status = models.CharField(max_length=20, blank=True, help_text="as the list spells it")
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)
    decree = models.CharField("nomor SK", max_length=120, blank=True)
    violation = models.TextField(blank=True)
    province = models.CharField(max_length=80, blank=True)
    region_name = models.CharField("kabupaten/kota", max_length=120, blank=True)
    buyer = models.CharField("K/L/PD", max_length=200, blank=True)
    source_row_id = models.BigIntegerField(unique=True)

    def __str__(self) -> str:
        return f"{self.name or self.mark} {self.decree}"
