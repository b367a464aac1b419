"""Questions that indicators ask (rules.flags), how often each could be asked, and which are shown."""

from django.db import models
from django.db.models import F, Q

from belanja.institutions.models import Government, Unit
from belanja.vendors.models import Firm


class Sweep(models.Model):
    """One run over a government's records: of all of them, or of what changed from `since` on. Whatever it read was one
    snapshot of the database, taken at `started_at`."""

    government = models.ForeignKey(Government, on_delete=models.PROTECT, related_name="sweeps")
    since = models.DateTimeField(null=True, help_text="empty: everything was asked")
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, help_text="empty: it runs, or was killed and wrote nothing")
    asked = models.IntegerField(default=0, help_text="subjects")
    found = models.IntegerField(default=0, help_text="flags that are new or say something else than before")
    gone = models.IntegerField(default=0, help_text="flags that are no longer so")
    unchanged = models.IntegerField(default=0, help_text="flags that stand as they were")

    class Meta:
        indexes = [models.Index(fields=["government", "-started_at"], name="sweep_latest")]

    def __str__(self) -> str:
        return f"since {self.since}" if self.since else "all"


class Flag(models.Model):
    """What one version of an indicator asks of one subject. `evidence` is `rules.flags.engine.kept`: subject,
    thresholds and answer, without what was not told. Nothing is deleted, and nothing but `gone_at` (once) and `shown`
    ever changes: the database refuses it. What says something else later is another row that `follows` this one."""

    government = models.ForeignKey(Government, on_delete=models.PROTECT, related_name="flags")
    sweep = models.ForeignKey(Sweep, on_delete=models.PROTECT, related_name="flags", db_index=False)
    indicator = models.CharField(max_length=48, help_text="code of rules.flags.catalogue")
    version = models.PositiveSmallIntegerField()
    subject_kind = models.CharField(max_length=24, help_text="class of rules.flags.subjects")
    subject_key = models.CharField(max_length=200)
    case_key = models.CharField(max_length=160, help_text="rules.flags.cases.case_key: by what flags become a case")
    year = models.SmallIntegerField(help_text="fiscal year, or the year it was looked at")
    unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="flags", db_index=False)
    firm = models.ForeignKey(Firm, null=True, on_delete=models.PROTECT, related_name="flags", db_index=False)
    officer_id = models.BigIntegerField(null=True, help_text="accounts.User; empty where an import names a mark alone")
    plan_code = models.CharField(max_length=40, blank=True)
    amount = models.DecimalField(max_digits=22, decimal_places=2, null=True, help_text="rupiah that it is about")
    channel = models.CharField(max_length=12, blank=True, help_text="empty: of several, or of none")
    occurred_on = models.DateField(null=True)
    strong = models.BooleanField(default=False, help_text="the harder form of the sign")
    evidence = models.JSONField()
    said = models.CharField(
        max_length=64, help_text="SHA-256 of what was said: verdict, figures, thresholds, documents"
    )
    answered_by = models.CharField(
        max_length=120, blank=True, help_text="document that answers it in advance: kind:key"
    )
    shown = models.BooleanField(help_text="whether its indicator is shown (Switch)")
    follows = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="followed_by")
    found_at = models.DateTimeField()
    gone_at = models.DateTimeField(null=True, help_text="it is no longer so, or another row says what is so now")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                # The subject comes first: a sweep asks what stands of some subjects.
                fields=["government", "subject_kind", "subject_key", "indicator", "version"],
                condition=Q(gone_at__isnull=True),
                name="flag_once",
            )
        ]
        indexes = [
            models.Index(
                fields=["government", "indicator", "-amount", "id"], condition=Q(gone_at__isnull=True),
                name="flag_of_indicator",
            ),
            models.Index(
                fields=["government", "case_key"], condition=Q(gone_at__isnull=True), name="flag_of_case"
            ),
            models.Index(fields=["government", "unit"], condition=Q(gone_at__isnull=True), name="flag_of_unit"),
            models.Index(fields=["government", "firm"], condition=Q(gone_at__isnull=True), name="flag_of_firm"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.indicator} {self.subject_key}"


class Tally(models.Model):
    """How often a version of an indicator said what in one sweep, on one channel (empty: of several, or of none).
    `answered` is among `flagged`; `missing`: what could not be judged, counted by what it lacked."""

    sweep = models.ForeignKey(Sweep, on_delete=models.PROTECT, related_name="tallies")
    government = models.ForeignKey(Government, on_delete=models.PROTECT, related_name="tallies", db_index=False)
    indicator = models.CharField(max_length=48)
    version = models.PositiveSmallIntegerField()
    channel = models.CharField(max_length=12, blank=True)
    evaluated = models.IntegerField(default=0, help_text="flagged or not flagged")
    unjudged = models.IntegerField(default=0)
    flagged = models.IntegerField(default=0)
    answered = models.IntegerField(default=0)
    unchanged = models.IntegerField(default=0, help_text="flagged as before")
    missing = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sweep", "indicator", "version", "channel"], name="tally_once"),
            models.CheckConstraint(
                condition=Q(flagged__lte=F("evaluated")) & Q(answered__lte=F("flagged")), name="tally_adds_up"
            ),
        ]
        indexes = [models.Index(fields=["government", "indicator", "sweep"], name="tally_trend")]

    def __str__(self) -> str:
        return f"{self.indicator} {self.flagged}/{self.evaluated}"


class Switch(models.Model):
    """Shows or silences a version of an indicator. One person proposes it, another approves; the last approved one
    counts, without any the catalogue's own word. `told`: tally and reasons for silence as both had them before them."""

    class State(models.TextChoices):
        PROPOSED = "diusulkan", "Menunggu persetujuan"
        IN_FORCE = "berlaku", "Disetujui"
        REFUSED = "ditolak", "Ditolak"

    government = models.ForeignKey(Government, on_delete=models.PROTECT, related_name="switches")
    indicator = models.CharField(max_length=48)
    version = models.PositiveSmallIntegerField()
    shown = models.BooleanField()
    reason = models.CharField(max_length=500)
    told = models.JSONField(default=dict)
    state = models.CharField(max_length=12, choices=State, default=State.PROPOSED)
    proposed_by_id = models.BigIntegerField(help_text="accounts.User")
    proposed_by_label = models.CharField(max_length=120)
    proposed_at = models.DateTimeField()
    decided_by_id = models.BigIntegerField(null=True, help_text="accounts.User")
    decided_by_label = models.CharField(max_length=120, blank=True)
    decided_at = models.DateTimeField(null=True)
    decision_note = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["government", "indicator", "version"],
                condition=Q(state="diusulkan"),
                name="switch_proposed_once",
            ),
            models.CheckConstraint(
                condition=Q(decided_by_id__isnull=True) | ~Q(decided_by_id=F("proposed_by_id")), name="switch_four_eyes"
            ),
            models.CheckConstraint(
                condition=Q(state="diusulkan", decided_at__isnull=True)
                | (~Q(state="diusulkan") & Q(decided_at__isnull=False, decided_by_id__isnull=False)),
                name="switch_decided",
            ),
        ]
        indexes = [models.Index(fields=["government", "indicator", "-decided_at"], name="switch_latest")]

    def __str__(self) -> str:
        return f"{self.indicator} {'tampil' if self.shown else 'diam'}"
