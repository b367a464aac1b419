"""An order to one firm: its lines with everything copied as of the purchase, its versions, signatures and steps."""

from datetime import date

from django.db import models
from django.db.models import F, Q

from belanja.catalogue.models import Offer, Product, Region, Seller
from belanja.institutions.models import Government, Unit
from belanja.rules.buying.states import (
    OPEN,
    Method,
    OrderKind,
    OrderState,
    RoundState,
    ShipmentState,
    Side,
    SigningWay,
    VersionState,
)
from belanja.rules.channels import Mode
from belanja.rules.duties import AS_PPK, Role
from belanja.rules.pdn import PdnClass
from belanja.rules.tax_facts import TaxFacts
from belanja.vendors.models import Firm

from .packages import Package

#: What a firm has to do with: it negotiates, or the buyer has signed.
OF_A_FIRM = Q(method=Method.NEGOTIATION.value) | Q(buyer_signed_at__isnull=False) | Q(signed_at__isnull=False)


class Order(models.Model):
    """One firm's part of a package. Money is rupiah with sen; `total` = goods + freight + tax, of the version in force.

    `code` names it for everybody (addresses, facts); the numbers of its papers come from `documents`.
    """

    package = models.ForeignKey(Package, on_delete=models.PROTECT, related_name="orders")
    government = models.ForeignKey(Government, on_delete=models.PROTECT, related_name="orders")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="orders")
    year = models.SmallIntegerField()
    plan_code = models.CharField(max_length=40)
    code = models.CharField(max_length=20, unique=True)
    title = models.CharField(max_length=240)
    mode = models.CharField(max_length=16, choices=[(mode.value, mode.label) for mode in Mode])
    kind = models.CharField(max_length=10, choices=[(kind.value, kind.label) for kind in OrderKind])
    method = models.CharField(max_length=12, choices=[(method.value, method.label) for method in Method])
    firm = models.ForeignKey(Firm, on_delete=models.PROTECT, related_name="orders")
    seller = models.ForeignKey(Seller, on_delete=models.PROTECT, related_name="orders")
    firm_name = models.CharField(max_length=200, help_text="as of the purchase")
    scale = models.CharField(max_length=10, blank=True, help_text="business scale as of the purchase; empty: not known")
    scale_evidence = models.CharField(max_length=200, blank=True)
    tax_facts = models.JSONField(
        default=dict, blank=True, help_text="rules.tax_facts: how the firm was taxed at the purchase; empty: not known"
    )
    state = models.CharField(max_length=28, choices=[(state.value, state.label) for state in OrderState])
    shipment = models.CharField(
        max_length=16, choices=[(state.value, state.label) for state in ShipmentState], default=ShipmentState.DRAFT
    )
    version = models.PositiveIntegerField(default=1, help_text="counts every change; late-comers are told")
    goods = models.DecimalField(max_digits=20, decimal_places=2)
    freight = models.DecimalField(max_digits=20, decimal_places=2)
    tax = models.DecimalField(max_digits=20, decimal_places=2)
    total = models.DecimalField(max_digits=20, decimal_places=2)
    first_total = models.DecimalField(
        max_digits=20, decimal_places=2, null=True, help_text="as first signed by both; what addenda are measured by"
    )
    cap = models.DecimalField(
        max_digits=20, decimal_places=2, null=True, help_text="of a call-off: never more than this, incl. tax"
    )
    term_from = models.DateField(null=True)
    term_to = models.DateField(null=True, help_text="last day of a call-off, else the day everything is due")
    buyer_id = models.BigIntegerField(help_text="Pejabat Pengadaan or PPK who buys")
    buyer_label = models.CharField(max_length=120)
    ppk_id = models.BigIntegerField(help_text="PPK who reviews and signs")
    ppk_role = models.CharField(
        max_length=3,
        choices=[(role.value, role.label) for role in (Role.PPK, *AS_PPK)],
        default=Role.PPK,
        help_text="in which role: PA or KPA where the unit had no PPK",
    )
    determined_by_id = models.BigIntegerField(null=True, help_text="PA/KPA who determined it")
    due_at = models.DateTimeField(null=True, help_text="end of the term of the present state; empty: none runs")
    reminded_at = models.DateTimeField(null=True)
    returned_at = models.DateTimeField(
        null=True, help_text="PPK or PA/KPA sent it back to its buyer; empty once he handed it over again"
    )
    extended = models.BooleanField(default=False, help_text="the one extension was given")
    national_number = models.CharField(
        "nomor pesanan nasional",
        max_length=80,
        blank=True,
        help_text="of the order it became in the national catalogue",
    )
    advance = models.DecimalField(max_digits=20, decimal_places=2, default=0, help_text="agreed advance (uang muka)")
    retention_percent = models.DecimalField(max_digits=5, decimal_places=2, default=0)
    penalty = models.DecimalField(max_digits=20, decimal_places=2, default=0, help_text="late penalty found so far")
    terms = models.TextField("ketentuan tambahan", blank=True)
    cancel_side = models.CharField(
        max_length=10,
        blank=True,
        choices=[(side.value, side.label) for side in Side],
        help_text="who asks to end a signed order; empty: nobody. The other side answers",
    )
    cancel_code = models.CharField(max_length=32, blank=True)
    cancel_note = models.TextField(blank=True)
    created_at = models.DateTimeField()
    buyer_signed_at = models.DateTimeField(null=True)
    firm_signed_at = models.DateTimeField(null=True)
    signed_at = models.DateTimeField(null=True, help_text="both had signed: from then on it is public")
    handed_over_at = models.DateTimeField(null=True, help_text="BAST over all of it")
    paid_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    is_example = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(total=F("goods") + F("freight") + F("tax")), name="order_adds_up"),
            models.CheckConstraint(
                condition=Q(goods__gte=0) & Q(freight__gte=0) & Q(tax__gte=0) & Q(advance__gte=0) & Q(penalty__gte=0),
                name="order_not_negative",
            ),
            models.CheckConstraint(condition=Q(cap__isnull=True) | Q(total__lte=F("cap")), name="order_within_its_cap"),
            models.CheckConstraint(
                condition=Q(kind=OrderKind.ONCE.value) | (Q(cap__isnull=False) & Q(term_to__isnull=False)),
                name="call_off_has_cap_and_term",
            ),
            models.CheckConstraint(
                condition=Q(determined_by_id__isnull=True)
                | (~Q(determined_by_id=F("buyer_id")) & ~Q(determined_by_id=F("ppk_id"))),
                name="order_determined_by_another",
            ),
        ]
        indexes = [
            models.Index(fields=["government", "unit", "state"], name="order_of_unit"),
            models.Index(fields=["firm", "state"], name="order_of_firm"),
            models.Index(fields=["government", "-signed_at"], name="order_signed"),
            models.Index(fields=["due_at"], condition=Q(due_at__isnull=False), name="order_due"),
            models.Index(fields=["government", "plan_code"], name="order_of_plan"),
            # What the desks ask for: each looks at what is under way, however much is over.
            models.Index(
                fields=["government", "unit", "due_at", "id"],
                condition=Q(state__in=sorted(state.value for state in OPEN)),
                name="order_not_signed",
            ),
            models.Index(
                fields=["government", "unit", "shipment", "cancel_side"],
                condition=Q(state=OrderState.PROCESS.value),
                name="order_under_way",
            ),
            models.Index(
                fields=["firm", "shipment", "cancel_side"],
                condition=Q(state=OrderState.PROCESS.value),
                name="order_firm_sends",
            ),
            models.Index(fields=["firm", "-id"], condition=OF_A_FIRM, name="order_shown_to_firm"),
            models.Index(fields=["government", "year", "state"], include=["total"], name="order_sums"),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def being_mended(self) -> bool:
        """Whether its buyer mends what was sent back to him: the term is his, unless an offer waits for an answer. One
        query, of what was sent back alone."""
        back = self.returned_at is not None and self.state == OrderState.NEGOTIATION
        return back and not self.rounds.filter(state=RoundState.OPEN).exists()

    @property
    def facts(self) -> TaxFacts:
        """How its firm was taxed at the purchase."""
        return TaxFacts.from_json(self.tax_facts)

    @property
    def found_later(self) -> TaxFacts | None:
        """Whether its firm is PKP, where nobody knew at the purchase and the treasurer's step has found it since."""
        found = self.tax_facts.get("found_later")
        return TaxFacts.from_json(found) if isinstance(found, dict) else None

    @property
    def found_on(self) -> date | None:
        """The day for which that was found; None where nothing was."""
        found = self.tax_facts.get("found_later")
        return date.fromisoformat(found["on"]) if isinstance(found, dict) else None

    @property
    def ppn_given_up(self) -> bool:
        """The PPN that was set aside is paid to nobody: its firm turned out not to be PKP."""
        return self.found_later is not None and self.found_later.registered is False


class OrderLine(models.Model):
    """One product of an order. Prices, taxes, PDN class and evidence are those of the purchase and never re-priced;
    what an addendum changes stands in the next `OrderVersion` and is copied here when both have signed it."""

    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="lines")
    position = models.PositiveSmallIntegerField()
    offer = models.ForeignKey(Offer, on_delete=models.PROTECT, related_name="order_lines")
    product = models.ForeignKey(Product, on_delete=models.PROTECT, related_name="order_lines")
    offer_version = models.PositiveIntegerField(
        help_text="catalogue.OfferVersion that was bought; 0: never edited here"
    )
    name = models.CharField(max_length=300)
    etalase = models.CharField(max_length=160)
    kbki = models.CharField(max_length=12, blank=True)
    unit = models.CharField("satuan", max_length=10, help_text="UN/ECE code of the sold unit")
    base_per_unit = models.DecimalField(
        max_digits=18, decimal_places=6, null=True, help_text="base units in one sold unit; null: not known"
    )
    quantity = models.DecimalField(
        max_digits=14, decimal_places=2, help_text="zero: an addendum gave the whole line up, and it costs nothing"
    )
    listed_price = models.DecimalField(
        max_digits=20, decimal_places=2, help_text="without tax, of the moment it was put into the package"
    )
    unit_price = models.DecimalField(max_digits=20, decimal_places=2, help_text="without tax, as agreed")
    goods = models.DecimalField(max_digits=20, decimal_places=2)
    freight = models.DecimalField(max_digits=20, decimal_places=2)
    tax_kind = models.CharField(
        max_length=12, blank=True, help_text="rules.buying.taxes: ppn, ppn_cadangan, pbjt, bebas …"
    )
    tax_percent = models.DecimalField(max_digits=5, decimal_places=2)
    tax = models.DecimalField(max_digits=20, decimal_places=2)
    total = models.DecimalField(max_digits=20, decimal_places=2)
    deliver_to = models.ForeignKey(Region, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    address = models.CharField(max_length=300, blank=True)
    due_on = models.DateField(null=True)
    pdn = models.CharField(max_length=16, choices=[(one.value, one.label) for one in PdnClass])
    tkdn = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    bmp = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    pdn_reason = models.CharField(max_length=300, blank=True)
    sent = models.DecimalField(max_digits=14, decimal_places=2, default=0)
    accepted = models.DecimalField(max_digits=14, decimal_places=2, default=0)
    rejected = models.DecimalField(max_digits=14, decimal_places=2, default=0, help_text="and not replaced yet")
    invoiced = models.DecimalField(max_digits=14, decimal_places=2, default=0)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["order", "position"], name="order_line_position"),
            models.CheckConstraint(
                condition=Q(quantity__gt=0) | Q(quantity=0, goods=0, freight=0, tax=0), name="order_line_quantity"
            ),
            models.CheckConstraint(
                condition=Q(unit_price__gt=0) & Q(unit_price__lte=F("listed_price")),
                name="never_above_the_listed_price",
            ),
            models.CheckConstraint(condition=Q(total=F("goods") + F("freight") + F("tax")), name="order_line_adds_up"),
            models.CheckConstraint(
                condition=Q(accepted__gte=0) & Q(invoiced__gte=0) & Q(invoiced__lte=F("accepted")),
                name="invoiced_within_accepted",
            ),
            models.CheckConstraint(condition=Q(sent__gte=F("accepted") + F("rejected")), name="accepted_within_sent"),
        ]
        indexes = [models.Index(fields=["product"], name="order_line_product")]

    def __str__(self) -> str:
        return f"{self.order_id}/{self.position}"


class OrderVersion(models.Model):
    """What was agreed: the order as first signed (number 0), and each addendum. Never changed but for its state."""

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField(help_text="0: the order itself; 1 and on: addenda")
    state = models.CharField(max_length=12, choices=[(state.value, state.label) for state in VersionState])
    kinds = models.JSONField(default=list, help_text="rules.buying.reasons: what an addendum changes")
    content = models.JSONField(
        help_text="lines, freight, tax, term, terms: everything both sides sign, amounts as text"
    )
    total = models.DecimalField(max_digits=20, decimal_places=2)
    reason = models.TextField(blank=True)
    digest = models.CharField(max_length=64, help_text="SHA-256 of the canonical content that is signed")
    proposed_side = models.CharField(max_length=10, choices=[(side.value, side.label) for side in Side])
    proposed_by_id = models.BigIntegerField(null=True)
    proposed_by_label = models.CharField(max_length=120)
    proposed_at = models.DateTimeField()
    in_force_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["order", "number"], name="order_version_number"),
            models.UniqueConstraint(
                fields=["order"], condition=Q(state=VersionState.PROPOSED.value), name="one_proposal_at_a_time"
            ),
            models.UniqueConstraint(
                fields=["order"], condition=Q(state=VersionState.IN_FORCE.value), name="one_version_in_force"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.order_id} v{self.number}"


class Signature(models.Model):
    """One side's consent to a version. `way` says honestly what it is; nothing here is a certified signature by
    itself."""

    version = models.ForeignKey(OrderVersion, on_delete=models.PROTECT, related_name="signatures")
    side = models.CharField(max_length=10, choices=[(side.value, side.label) for side in Side])
    way = models.CharField(max_length=10, choices=[(way.value, way.label) for way in SigningWay])
    digest = models.CharField(max_length=64, help_text="of what was signed")
    seal = models.CharField(max_length=128, blank=True, help_text="what the signer returned over the digest")
    post = models.CharField(max_length=160, help_text="post or capacity, never a name")
    at = models.DateTimeField()
    by_id = models.BigIntegerField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "side"], name="one_signature_a_side")]

    def __str__(self) -> str:
        return f"{self.version_id} {self.side}"


class OrderStep(models.Model):
    """What happened to an order, one row a step; never changed. From these come waiting times and the story told."""

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="steps")
    step = models.CharField(max_length=28, help_text="rules.buying.steps")
    source = models.CharField(max_length=28)
    target = models.CharField(max_length=28)
    side = models.CharField(max_length=10, choices=[(side.value, side.label) for side in Side])
    reason_code = models.CharField(max_length=32, blank=True)
    note = models.TextField(blank=True)
    at = models.DateTimeField()
    by_id = models.BigIntegerField(null=True)
    by_label = models.CharField(max_length=120)

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["order", "id"], name="order_step_order")]

    def __str__(self) -> str:
        return f"{self.order_id} {self.step}"
