"""A proposed etalase: what its unit writes, what was signed, studied and decided, who seconds it, and every step."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from belanja.etalase.models import Etalase
from belanja.foundation.step_record import StepRecord
from belanja.institutions.models import Government, Unit
from belanja.needs.models import Need
from belanja.rules.proposals.dossier import Dossier
from belanja.rules.proposals.entrants import EntrantState
from belanja.rules.proposals.states import ENDED, NationalAnswer, ProposalState
from belanja.rules.proposals.study import Study
from belanja.vendors.models import Firm


class Proposal(models.Model):
    """One proposed etalase. `content` is what the unit writes, seen by it alone; everybody else reads what was signed
    (`Record`). `version` counts the changes, so that whoever acts on an old page is told."""

    code = models.CharField(max_length=14, unique=True, help_text="rules.codes, as it is shown")
    government = models.ForeignKey(Government, on_delete=models.PROTECT, related_name="etalase_proposals")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="etalase_proposals")
    name = models.CharField(max_length=120)
    sort_key = models.CharField(max_length=120, help_text="foundation.text.name_key of the name")
    content = models.JSONField(help_text="rules.proposals.dossier.Dossier")
    study = models.JSONField(null=True, help_text="rules.proposals.study.Study while and since it is studied")
    needs = models.ManyToManyField(Need, related_name="proposals", help_text="of its unit, that it is to meet")
    state = models.CharField(max_length=12, choices=[(one.value, one.label) for one in ProposalState])
    since = models.DateTimeField(help_text="when it came into this state")
    version = models.PositiveIntegerField(default=1)
    etalase = models.ForeignKey(Etalase, null=True, blank=True, on_delete=models.PROTECT, related_name="proposals")
    folded_into = models.ForeignKey(Etalase, null=True, blank=True, on_delete=models.PROTECT, related_name="folded")
    reason_code = models.CharField(max_length=24, blank=True)
    answer = models.TextField(blank=True, help_text="the words with which it was last given back or ended")
    registration_from = models.DateField(null=True)
    registration_to = models.DateField(null=True, help_text="last day")
    at = models.DateTimeField()
    by_id = models.BigIntegerField(help_text="accounts.User")
    closed_at = models.DateTimeField(null=True)
    request = models.CharField(max_length=40, help_text="of the form that was sent: sent twice, it is begun once")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["by_id", "request"], name="proposal_once"),
            models.CheckConstraint(
                condition=Q(state__in=sorted(one.value for one in ENDED), closed_at__isnull=False)
                | (~Q(state__in=sorted(one.value for one in ENDED)) & Q(closed_at__isnull=True)),
                name="proposal_closed_at_its_end",
            ),
            models.CheckConstraint(
                condition=~Q(state=ProposalState.FOLDED.value) | Q(folded_into__isnull=False),
                name="proposal_folded_names_the_shelf",
            ),
            models.CheckConstraint(
                condition=~Q(state=ProposalState.OPENED.value) | Q(etalase__isnull=False),
                name="proposal_opened_names_the_shelf",
            ),
            models.CheckConstraint(
                condition=Q(registration_from__isnull=True) | Q(registration_to__gte=models.F("registration_from")),
                name="proposal_registration_order",
            ),
        ]
        indexes = [
            models.Index(fields=["government", "state", "since"], name="proposal_queue"),
            models.Index(fields=["unit", "-at"], name="proposal_of_unit"),
        ]

    def __str__(self) -> str:
        return self.name

    def dossier(self) -> Dossier:
        """What its unit has written last."""
        return Dossier.from_json(self.content)

    def studied(self) -> Study:
        """The study as it was last written; as it would begin where there is none."""
        return Study.of(self.dossier()) if self.study is None else Study.from_json(self.study)


class Record(models.Model):
    """What was signed, as it was: the bytes (RFC 8785) that `sha256` is the hash of. Letters are made of it. Never
    changed or deleted: the database refuses it."""

    class Kind(models.TextChoices):
        DOSSIER = "usulan", "Usulan"
        STUDY = "penelaahan", "Penelaahan"
        DECISION = "keputusan", "Keputusan"
        CALL = "pengumuman", "Pengumuman"

    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="records")
    kind = models.CharField(max_length=12, choices=Kind)
    number = models.PositiveSmallIntegerField(help_text="of its kind, from 1")
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    at = models.DateTimeField()
    by_id = models.BigIntegerField(null=True)
    by_label = models.CharField(max_length=120, help_text="post, never a person's name")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["proposal", "kind", "number"], name="proposal_record_once")]

    def __str__(self) -> str:
        return f"{self.proposal_id} {self.kind} {self.number}"


class ProposalStep(StepRecord):
    """One step of a proposal; never changed (the database refuses)."""

    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="steps")

    class Meta:
        ordering = ("at", "id")
        indexes = [models.Index(fields=["proposal", "at"], name="proposal_story")]


class Second(models.Model):
    """Another unit that wants the same etalase, once; its head says so. Never changed (the database refuses)."""

    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="seconds")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="seconded_proposals")
    note = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()
    by_id = models.BigIntegerField(null=True)
    by_label = models.CharField(max_length=120)

    class Meta:
        ordering = ("at", "id")
        constraints = [models.UniqueConstraint(fields=["proposal", "unit"], name="proposal_seconded_once")]

    def __str__(self) -> str:
        return f"{self.proposal_id} {self.unit_id}"


class NationalExport(models.Model):
    """A dossier handed to the owner of the national category, and what was answered. The file is made of the record."""

    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="exports")
    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="exports")
    owner = models.CharField(max_length=200, help_text="the office that owns the category")
    sha256 = models.CharField(max_length=64, help_text="of the file as it was handed over")
    at = models.DateTimeField()
    by_id = models.BigIntegerField(null=True)
    by_label = models.CharField(max_length=120)
    answer = models.CharField(
        max_length=12,
        choices=[(one.value, one.label) for one in NationalAnswer],
        default=NationalAnswer.WAITING.value,
    )
    answered_on = models.DateField(null=True)
    answer_number = models.CharField(max_length=120, blank=True, help_text="of the letter")
    answer_note = models.TextField(blank=True)
    category_code = models.CharField(
        max_length=40, blank=True, help_text="of the national category, as its owner names it"
    )
    category = ArrayField(models.CharField(max_length=120), default=list, help_text="its names, level 1 to 3")
    answered_by_id = models.BigIntegerField(null=True)
    answered_by_label = models.CharField(max_length=120, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("at", "id")
        constraints = [
            models.UniqueConstraint(fields=["record", "owner"], name="national_export_once"),
            models.CheckConstraint(
                condition=Q(answer=NationalAnswer.WAITING.value, answered_on__isnull=True)
                | (~Q(answer=NationalAnswer.WAITING.value) & Q(answered_on__isnull=False)),
                name="national_answer_has_its_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.proposal_id} {self.owner} {self.answer}"


class NationalReply(models.Model):
    """One answer of the owner of a national category, as it was taken down: a later one stands beside it. Never changed
    (the database refuses)."""

    export = models.ForeignKey(NationalExport, on_delete=models.PROTECT, related_name="replies")
    answer = models.CharField(max_length=12, choices=[(one.value, one.label) for one in NationalAnswer])
    answered_on = models.DateField()
    number = models.CharField(max_length=120, blank=True)
    note = models.TextField(blank=True)
    category_code = models.CharField(max_length=40, blank=True)
    category = ArrayField(models.CharField(max_length=120), default=list)
    file_sha256 = models.CharField(max_length=64, blank=True, help_text="of the file it came in; empty: typed")
    at = models.DateTimeField()
    by_id = models.BigIntegerField(null=True)
    by_label = models.CharField(max_length=120)

    class Meta:
        ordering = ("at", "id")

    def __str__(self) -> str:
        return f"{self.export_id} {self.answer}"


class Entrant(models.Model):
    """A firm that registered for an announced etalase, once; the bureau answers each by itself."""

    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="entrants")
    firm = models.ForeignKey(Firm, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=12, choices=[(one.value, one.label) for one in EntrantState])
    since = models.DateTimeField(help_text="when it came into this state")
    version = models.PositiveIntegerField(default=1)
    offers = models.TextField(help_text="what the firm would list, in its own words")
    reason_code = models.CharField(max_length=24, blank=True)
    answer = models.TextField(blank=True, help_text="the words with which it was last sent back or refused")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["proposal", "firm"], name="entrant_once")]
        indexes = [models.Index(fields=["firm", "-at"], name="entrant_of_firm")]

    def __str__(self) -> str:
        return f"{self.proposal_id} {self.firm_id}"


class EntrantRecord(StepRecord):
    """One step of an entrant; never changed (the database refuses)."""

    entrant = models.ForeignKey(Entrant, on_delete=models.PROTECT, related_name="steps")

    class Meta:
        ordering = ("at", "id")
        indexes = [models.Index(fields=["entrant", "at"], name="entrant_story")]
