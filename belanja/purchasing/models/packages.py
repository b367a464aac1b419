"""A package: what one plan line pays for, gathered as a cart until it becomes orders."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from belanja.catalogue.models import Offer, Region
from belanja.institutions.models import Government, Unit
from belanja.rules.buying.states import Method, OrderKind, PackageState
from belanja.rules.channels import Mode
from belanja.rules.duties import AS_PPK, Role


class Package(models.Model):
    """A cart on the way to orders. `version` counts its changes: two editors do not undo each other.

    People are kept as ids of accounts with the label of the post they acted in; never as names.
    """

    government = models.ForeignKey(Government, on_delete=models.PROTECT, related_name="packages")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="packages")
    year = models.SmallIntegerField(help_text="fiscal year (tahun anggaran)")
    plan_code = models.CharField("kode RUP", max_length=40, blank=True, help_text="empty: not chosen yet")
    title = models.CharField("nama paket", max_length=240)
    mode = models.CharField(max_length=16, choices=[(mode.value, mode.label) for mode in Mode])
    state = models.CharField(
        max_length=12, choices=[(state.value, state.label) for state in PackageState], default=PackageState.DRAFT
    )
    kind = models.CharField(
        max_length=10, choices=[(kind.value, kind.label) for kind in OrderKind], default=OrderKind.ONCE
    )
    method = models.CharField(
        max_length=12, choices=[(method.value, method.label) for method in Method], default=Method.NEGOTIATION
    )
    account = models.CharField("MAK", max_length=200, blank=True)
    fund = models.CharField("sumber dana", max_length=40, blank=True)
    deliver_to = models.ForeignKey(Region, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    address = models.CharField("alamat kirim", max_length=300, blank=True)
    needed_on = models.DateField("dibutuhkan", null=True, blank=True)
    term_to = models.DateField(null=True, blank=True, help_text="last day of a call-off")
    terms = models.TextField("ketentuan tambahan", blank=True)
    need = models.TextField("kebutuhan", blank=True, help_text="what it is for, in the unit's words")
    reason_codes = ArrayField(
        models.CharField(max_length=32), default=list, help_text="rules.buying.reasons, asked once per package"
    )
    reason = models.TextField("alasan", blank=True)
    import_proof = models.TextField("bukti pencarian produk dalam negeri", blank=True)
    requested_by_id = models.BigIntegerField(null=True, help_text="PPTK who asked for it; empty: the buyer began it")
    requested_by_label = models.CharField(max_length=120, blank=True)
    buyer_id = models.BigIntegerField(null=True, help_text="Pejabat Pengadaan or PPK who buys")
    buyer_label = models.CharField(max_length=120, blank=True)
    ppk_id = models.BigIntegerField(null=True, help_text="PPK who reviews and signs")
    ppk_role = models.CharField(
        max_length=3,
        choices=[(role.value, role.label) for role in (Role.PPK, *AS_PPK)],
        default=Role.PPK,
        help_text="in which role: PA or KPA where the unit had no PPK",
    )
    version = models.PositiveIntegerField(default=1)
    created_by_id = models.BigIntegerField(null=True)
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, help_text="when it became orders")
    ended_at = models.DateTimeField(null=True)
    is_example = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(requested_by_id__isnull=True) | ~Q(requested_by_id=F("ppk_id")),
                name="package_request_not_by_its_ppk",
            ),
            models.CheckConstraint(
                condition=Q(sent_at__isnull=True) | (~Q(plan_code="") & Q(buyer_id__isnull=False)),
                name="package_sent_with_plan_and_buyer",
            ),
        ]
        indexes = [
            models.Index(fields=["government", "year", "unit", "state"], name="package_of_unit"),
            models.Index(fields=["government", "plan_code"], name="package_of_plan"),
            models.Index(
                fields=["government", "unit"],
                condition=Q(state__in=[PackageState.DRAFT.value, PackageState.REQUESTED.value]),
                name="package_open",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class PackageLine(models.Model):
    """An offer in a package: how much of it, where and until when. `price_moment`: prices are those of that moment."""

    package = models.ForeignKey(Package, on_delete=models.CASCADE, related_name="lines")
    offer = models.ForeignKey(Offer, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()
    quantity = models.DecimalField(max_digits=14, decimal_places=2)
    deliver_to = models.ForeignKey(Region, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    address = models.CharField(max_length=300, blank=True, help_text="empty: that of the package")
    needed_on = models.DateField(null=True, blank=True, help_text="empty: that of the package")
    note = models.CharField("catatan", max_length=300, blank=True)
    price_moment = models.DateTimeField(help_text="rises after it do not touch this line")

    class Meta:
        ordering = ["position"]
        constraints = [
            models.CheckConstraint(condition=Q(quantity__gt=0), name="package_line_quantity"),
            models.UniqueConstraint(
                fields=["package", "offer", "deliver_to", "address"], name="package_line_once", nulls_distinct=False
            ),
        ]

    def __str__(self) -> str:
        return f"{self.offer_id} × {self.quantity}"


class PackageStep(models.Model):
    """What happened to a package, one row a step; never changed."""

    package = models.ForeignKey(Package, on_delete=models.PROTECT, related_name="steps")
    step = models.CharField(max_length=24)
    source = models.CharField(max_length=12)
    target = models.CharField(max_length=12)
    reason_code = models.CharField(max_length=32, blank=True)
    note = models.TextField(blank=True)
    at = models.DateTimeField()
    by_id = models.BigIntegerField(null=True)
    by_label = models.CharField(max_length=120)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.package_id} {self.step}"
