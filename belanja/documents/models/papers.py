"""Numbered papers with the bytes that were issued, and the signed copies that came back."""

from django.db import models
from django.db.models import F, Q

from belanja.institutions.models import Government, Unit
from belanja.rules.papers import KINDS, CopyState, Finding, Kind, KindRule, NumberWay, State, Way


class NumberSeries(models.Model):
    """The last internal number given for a government, kind and year. Taken under a lock, in the transaction of the
    paper that carries it: no number is missing and none is given twice."""

    government = models.ForeignKey(Government, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=[(kind.value, kind.label) for kind in Kind])
    year = models.SmallIntegerField()
    last = models.IntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["government", "kind", "year"], name="series_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.year}: {self.last}"


class Paper(models.Model):
    """A paper and where it stands. `code` is by what anybody can check it; the number in Belanja's register is
    never the official one, which is typed or taken from the agenda."""

    government = models.ForeignKey(Government, on_delete=models.PROTECT, related_name="papers")
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="papers")
    kind = models.CharField("jenis", max_length=12, choices=[(kind.value, kind.label) for kind in Kind])
    title = models.CharField("judul", max_length=240)
    period = models.CharField("periode", max_length=80, blank=True)
    subject = models.CharField(max_length=80, blank=True, help_text="kind:id of what it was made from")
    reference_sha256 = models.CharField(max_length=64, blank=True, help_text="of the frozen figures it shows")
    year = models.SmallIntegerField(help_text="of the internal number")
    sequence = models.IntegerField()
    number = models.CharField("nomor register", max_length=60, unique=True)
    code = models.CharField("kode verifikasi", max_length=14, unique=True)
    state = models.CharField(
        max_length=16, choices=[(state.value, state.label) for state in State], default=State.DRAFT
    )
    issued_at = models.DateTimeField(null=True)
    issued_by_id = models.BigIntegerField(null=True)
    issued_by_label = models.CharField(max_length=120, blank=True)
    official_number = models.CharField("nomor resmi", max_length=120, blank=True)
    official_date = models.DateField("tanggal nomor resmi", null=True)
    official_way = models.CharField(max_length=8, blank=True, choices=[(way.value, way.label) for way in NumberWay])
    official_at = models.DateTimeField(null=True)
    official_by_id = models.BigIntegerField(null=True)
    official_by_label = models.CharField(max_length=120, blank=True)
    supersedes = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="replaced_by"
    )
    ended_at = models.DateTimeField(null=True, help_text="cancelled or replaced")
    ended_by_label = models.CharField(max_length=120, blank=True)
    end_reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["government", "kind", "year", "sequence"], name="paper_number_once"),
            models.UniqueConstraint(
                fields=["government", "official_number"],
                condition=~Q(official_number="") & ~Q(state__in=[State.CANCELLED, State.REPLACED]),
                name="paper_official_number_once",
            ),
            models.CheckConstraint(
                condition=Q(state=State.DRAFT) | Q(issued_at__isnull=False), name="paper_issued_when"
            ),
            models.CheckConstraint(condition=~Q(supersedes=F("id")), name="paper_not_after_itself"),
        ]
        indexes = [
            models.Index(fields=["government", "-id"], name="paper_of_government"),
            models.Index(fields=["subject"], condition=~Q(subject=""), name="paper_of_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    @property
    def status(self) -> State:
        return State(self.state)

    @property
    def rule_of_kind(self) -> KindRule:
        return KINDS[Kind(self.kind)]


class PaperFile(models.Model):
    """One file of a paper as it was issued. The database refuses to change or delete it, and checks its hash."""

    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="files")
    name = models.CharField(max_length=120)
    media_type = models.CharField(max_length=100)
    size = models.IntegerField(help_text="bytes")
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["paper", "name"], name="paper_file_name")]
        indexes = [models.Index(fields=["sha256"], name="paper_file_hash")]

    def __str__(self) -> str:
        return self.name


class SignedCopy(models.Model):
    """A copy that came back signed, with what comparing it with the issued PDF showed. Its bytes never change."""

    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="copies")
    name = models.CharField("nama berkas", max_length=120)
    media_type = models.CharField(max_length=100)
    size = models.IntegerField(help_text="bytes")
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField()
    way = models.CharField("cara", max_length=10, choices=[(way.value, way.label) for way in Way])
    signed_on = models.DateField("tanggal")
    number = models.CharField("nomor pada salinan", max_length=120, blank=True)
    finding = models.CharField(max_length=16, choices=[(finding.value, finding.label) for finding in Finding])
    detail = models.JSONField(default=dict, help_text="pages: [{page, issued, returned}], added: [words]")
    note = models.TextField(blank=True, help_text="what a person saw who compared by eye")
    state = models.CharField(max_length=10, choices=[(state.value, state.label) for state in CopyState])
    received_at = models.DateTimeField()
    received_by_id = models.BigIntegerField(null=True)
    received_by_label = models.CharField(max_length=120)
    decided_at = models.DateTimeField(null=True)
    decided_by_id = models.BigIntegerField(null=True)
    decided_by_label = models.CharField(max_length=120, blank=True)
    decision_reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_by_id__isnull=True) | ~Q(decided_by_id=F("received_by_id")),
                name="copy_four_eyes",
            ),
            models.UniqueConstraint(fields=["paper", "sha256"], name="copy_once"),
        ]

    def __str__(self) -> str:
        return self.name
