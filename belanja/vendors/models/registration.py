"""What a firm says of itself to be listed, who confirmed it, and every step of its registration."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from belanja.institutions.models import Government
from belanja.rules.registration import Entry, FirmState, LegalForm, Proof

from .firms import Firm


class Profile(models.Model):
    """The registration of a firm: one for all governments of the installation. Everything here the firm publishes
    about itself; people are accounts alone. `version` counts the changes: two editors do not undo each other."""

    firm = models.OneToOneField(Firm, on_delete=models.PROTECT, related_name="profile")
    government = models.ForeignKey(
        Government, on_delete=models.PROTECT, related_name="registrations", help_text="whose officers handle it"
    )
    state = models.CharField(max_length=20, choices=[(state.value, state.label) for state in FirmState])
    entry = models.CharField("asal", max_length=8, choices=[(entry.value, entry.label) for entry in Entry])
    claims = models.ForeignKey(
        Firm,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="claimed_by",
        help_text="the firm known from feeds that this registration says to be; joined with it once passed",
    )
    version = models.PositiveIntegerField(default=1)

    name = models.CharField("nama usaha", max_length=200)
    legal_form = models.CharField("bentuk usaha", max_length=16, choices=[(one.value, one.label) for one in LegalForm])
    nib = models.CharField("NIB", max_length=13, blank=True)
    kbli = ArrayField(models.CharField(max_length=5), default=list, help_text="kode KBLI 2020, lima angka")
    address = models.CharField("alamat usaha", max_length=300, blank=True)
    region_code = models.CharField("kabupaten/kota", max_length=8, blank=True, help_text="Kemendagri, e.g. 36.02")
    phone = models.CharField("telepon usaha", max_length=20, blank=True, help_text="E.164; published by the firm")
    email = models.EmailField("surel usaha", blank=True)
    about = models.TextField("tentang usaha", blank=True)
    npwp_mark = models.CharField(max_length=24, blank=True, help_text="keyed mark of the tax number; never the number")
    scale = models.CharField("skala usaha", max_length=10, blank=True, help_text="as stated; empty: not known")
    scale_evidence = models.CharField("bukti skala", max_length=300, blank=True)
    scale_on = models.DateField("berlaku sejak", null=True, blank=True)
    shelves = ArrayField(models.BigIntegerField(), default=list, help_text="etalase where the firm wants to sell")
    shown = models.JSONField(
        default=dict, help_text="what the public sees: the statement as it was last passed, or passed the checks"
    )
    findings = models.JSONField(default=list, help_text="of the automatic checks at the last submission")
    held = models.BooleanField(default=False, help_text="a check asks for a person's look before anything shows")

    consent_at = models.DateTimeField(null=True, help_text="when the owner agreed to be listed")
    scale_confirmed_on = models.DateField(null=True, help_text="when the firm last said that its scale still holds")
    entered_by_id = models.BigIntegerField(null=True)
    entered_at = models.DateTimeField()
    confirmed_by_id = models.BigIntegerField(
        null=True, help_text="the owner, or the officer who holds the signed sheet"
    )
    confirmed_at = models.DateTimeField(null=True)
    confirmed_how = models.CharField(max_length=8, blank=True, choices=[(one.value, one.label) for one in Proof])
    code_nonce = models.CharField(max_length=24, blank=True, help_text="of the owner's confirmation code in force")
    code_issued_at = models.DateTimeField(null=True)
    submitted_at = models.DateTimeField(null=True)
    decided_by_id = models.BigIntegerField(null=True)
    decided_at = models.DateTimeField(null=True)
    reason_code = models.CharField(max_length=24, blank=True)
    note = models.TextField(blank=True, help_text="what the verifier wrote beside the reason")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["nib"],
                condition=Q(state=FirmState.VERIFIED.value),
                name="profile_nib_once",
            ),
            models.CheckConstraint(
                condition=~Q(state=FirmState.VERIFIED.value)
                | (Q(consent_at__isnull=False) & Q(confirmed_at__isnull=False) & ~Q(nib="")),
                name="profile_verified_needs_nib_and_consent",
            ),
        ]
        indexes = [models.Index(fields=["government", "state", "submitted_at"], name="profile_queue")]

    def __str__(self) -> str:
        return f"{self.name} ({self.state})"


class RegistrationStep(models.Model):
    """One step of a registration; never changed (the database refuses)."""

    profile = models.ForeignKey(Profile, on_delete=models.PROTECT, related_name="steps")
    step = models.CharField(max_length=16)
    from_state = models.CharField(max_length=20, blank=True)
    to_state = models.CharField(max_length=20)
    version = models.PositiveIntegerField(help_text="of the profile, as it was seen")
    reason_code = models.CharField(max_length=24, blank=True)
    note = models.TextField(blank=True)
    at = models.DateTimeField()
    by_id = models.BigIntegerField(null=True, help_text="account; empty: from the console")
    by_label = models.CharField(max_length=120, help_text="post or channel, never a person's name")

    class Meta:
        ordering = ("at", "id")
        indexes = [models.Index(fields=["profile", "at"], name="registration_story")]

    def __str__(self) -> str:
        return f"{self.step} {self.to_state}"


class SignedSheet(models.Model):
    """The printed sheet with the owner's signature, as one officer received it and another saw it. The sheet itself
    stays in the office's files: nothing of it is copied here."""

    profile = models.ForeignKey(Profile, on_delete=models.PROTECT, related_name="sheets")
    version = models.PositiveIntegerField(help_text="of the profile, as it is printed on the sheet")
    signed_on = models.DateField("ditandatangani")
    kept_at = models.CharField("tempat menyimpan", max_length=160)
    recorded_by_id = models.BigIntegerField(null=True)
    recorded_at = models.DateTimeField()
    seen_by_id = models.BigIntegerField(null=True)
    seen_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["profile", "version"], name="signed_sheet_once"),
            models.CheckConstraint(
                condition=Q(seen_by_id__isnull=True) | ~Q(seen_by_id=F("recorded_by_id")), name="signed_sheet_four_eyes"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.profile_id} {self.signed_on}"
