"""What firms upload, on its way into the catalogue, and where their listings stand in the national catalogue."""

from django.db import models
from django.db.models import Q

from belanja.catalogue.models import Offer
from belanja.etalase.models import Etalase
from belanja.institutions.models import Government
from belanja.rules.buying.lists import Meaning
from belanja.vendors.models import Firm

from .rows import Action


class Upload(models.Model):
    """A sheet or an archive of photos that a firm sent. Work on it is done by whoever holds its lease, in small
    transactions: a process that dies loses nothing, another one goes on when the lease has ended."""

    class Kind(models.TextChoices):
        SHEET = "lembar", "Lembar kerja"
        PHOTOS = "foto", "Foto barang"

    class State(models.TextChoices):
        WAITING = "menunggu", "menunggu dibaca"
        READING = "dibaca", "sedang dibaca"
        HEADINGS = "judul", "menunggu arti kolom"
        PREVIEW = "pratinjau", "menunggu keputusan Anda"
        APPLYING = "diterapkan", "sedang diterapkan"
        DONE = "selesai", "selesai"
        UNDOING = "dibatalkan", "sedang dibatalkan"
        UNDONE = "batal", "dibatalkan"
        REFUSED = "ditolak", "tidak dapat dibaca"
        DISCARDED = "dibuang", "tidak jadi dipakai"

    firm = models.ForeignKey(Firm, on_delete=models.PROTECT, related_name="uploads")
    government = models.ForeignKey(Government, on_delete=models.PROTECT, related_name="+")
    etalase = models.ForeignKey(Etalase, null=True, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8, choices=Kind)
    state = models.CharField(max_length=12, choices=State, default=State.WAITING)
    name = models.CharField(max_length=200)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField(help_text="as it came; emptied when it is no longer needed")
    headings = models.JSONField(default=list, help_text="list of {name, samples, key, known, ours}")
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(null=True)
    counts = models.JSONField(default=dict, help_text="rows by rows.Action, and what became of them")
    refusal = models.TextField(blank=True, help_text="why it cannot be read, in words")
    submits = models.BooleanField(default=False, help_text="complete new listings are submitted as well")
    created_at = models.DateTimeField()
    by_id = models.BigIntegerField(null=True)
    by_label = models.CharField(max_length=120)
    lease = models.DateTimeField(null=True, help_text="until when the process that works on it has it for itself")
    applied_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["firm", "-created_at"], name="upload_of_firm"),
            models.Index(
                fields=["id"],
                condition=Q(state__in=["menunggu", "dibaca", "diterapkan", "dibatalkan"]),
                name="upload_with_work",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def works(self) -> bool:
        """Somebody is, or will be, at work on it."""
        return self.state in WORKING


#: States in which the process for work that nobody waits for has something to do.
WORKING = frozenset({Upload.State.WAITING, Upload.State.READING, Upload.State.APPLYING, Upload.State.UNDOING})


#: States in which there is still something to do or to decide.
OPEN = WORKING | {Upload.State.HEADINGS, Upload.State.PREVIEW}


class UploadRow(models.Model):
    """A row that would change something, or cannot be taken; rows that change nothing are only counted."""

    class Outcome(models.TextChoices):
        NONE = "", "belum diterapkan"
        APPLIED = "diterapkan", "diterapkan"
        REFUSED = "ditolak", "tidak diterapkan"
        UNDONE = "dibatalkan", "dibatalkan"
        KEPT = "tetap", "tidak dibatalkan"

    upload = models.ForeignKey(Upload, on_delete=models.CASCADE, related_name="rows")
    place = models.PositiveIntegerField(help_text="line of the sheet")
    action = models.CharField(max_length=8, choices=[(one.value, one.label) for one in Action])
    offer = models.ForeignKey(Offer, null=True, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=0, help_text="of the listing, when the row was read")
    number = models.CharField(max_length=60, blank=True)
    name = models.CharField(max_length=300, blank=True)
    content = models.JSONField(default=dict, help_text="what the listing would state")
    former = models.JSONField(null=True, help_text="what it stated before, where it was applied")
    changes = models.JSONField(default=list, help_text="list of [column, before, after] in words")
    marks = models.JSONField(default=list, help_text="list of [column key, weight, message, fix]")
    complete = models.BooleanField(default=False)
    reason = models.CharField(max_length=300, blank=True)
    chosen = models.BooleanField(default=True)
    outcome = models.CharField(max_length=12, choices=Outcome, blank=True, default=Outcome.NONE)
    note = models.CharField(max_length=600, blank=True)
    after = models.PositiveIntegerField(null=True, help_text="version of the listing that the row made")

    class Meta:
        ordering = ("place",)
        constraints = [models.UniqueConstraint(fields=["upload", "place"], name="upload_row_once")]
        indexes = [models.Index(fields=["upload", "outcome", "place"], name="upload_row_outcome")]

    def __str__(self) -> str:
        return f"{self.upload_id}:{self.place}"


class SheetHeading(models.Model):
    """What a heading of a firm's own sheets means, as a person of the firm explained it; empty: not used."""

    firm = models.ForeignKey(Firm, on_delete=models.CASCADE, related_name="+")
    heading = models.CharField(max_length=160, help_text="tidied (rules.headings)")
    key = models.CharField(max_length=80, blank=True)
    decided_by_id = models.BigIntegerField(null=True)
    decided_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["firm", "heading"], name="sheet_heading_once")]

    def __str__(self) -> str:
        return self.heading


class NationalListing(models.Model):
    """The number that a listing got in the national catalogue, as its firm recorded it; the latest one holds."""

    offer = models.ForeignKey(Offer, on_delete=models.PROTECT, related_name="national_listings")
    number = models.CharField(max_length=60)
    address = models.CharField(max_length=300, blank=True)
    recorded_at = models.DateTimeField()
    by_id = models.BigIntegerField(null=True)

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return self.number


class CartHeading(models.Model):
    """What a heading of the lists of goods of a government's units means, as somebody explained it."""

    government = models.ForeignKey(Government, on_delete=models.CASCADE, related_name="+")
    heading = models.CharField(max_length=160, help_text="tidied (rules.headings)")
    meaning = models.CharField(max_length=12, choices=[(one.value, one.label) for one in Meaning])
    decided_by_id = models.BigIntegerField(null=True)
    decided_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["government", "heading"], name="cart_heading_once")]

    def __str__(self) -> str:
        return self.heading
