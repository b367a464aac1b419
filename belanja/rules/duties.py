"""Roles, and what each may do. One table; whatever is not in it is forbidden."""

from enum import StrEnum


class Role(StrEnum):
    """Roles as the regulations name them (domain facts: Perpres 16/2018 with its changes; SE 027/1181-BPBJ/2023)."""

    PA = "pa"
    KPA = "kpa"
    PPK = "ppk"
    PEJABAT_PENGADAAN = "pejabat_pengadaan"
    PPTK = "pptk"
    BENDAHARA = "bendahara"
    BIRO_PBJ = "biro_pbj"
    KEPALA_BIRO_PBJ = "kepala_biro_pbj"
    APIP = "apip"
    PIMPINAN = "pimpinan"
    TIM_P3DN = "tim_p3dn"
    BAPPEDA = "bappeda"
    BPKAD = "bpkad"
    ADMIN = "admin"
    VERIFIKATOR = "verifikator"
    PENGELOLA_KATEGORI = "pengelola_kategori"
    PEMBINA = "pembina"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {
    Role.PA: "Pengguna Anggaran",
    Role.KPA: "Kuasa Pengguna Anggaran",
    Role.PPK: "Pejabat Pembuat Komitmen",
    Role.PEJABAT_PENGADAAN: "Pejabat Pengadaan",
    Role.PPTK: "Pejabat Pelaksana Teknis Kegiatan",
    Role.BENDAHARA: "Bendahara",
    Role.BIRO_PBJ: "Biro PBJ",
    Role.KEPALA_BIRO_PBJ: "Kepala Biro PBJ",
    Role.APIP: "APIP / Inspektorat",
    Role.PIMPINAN: "Pimpinan",
    Role.TIM_P3DN: "Tim P3DN",
    Role.BAPPEDA: "Bappeda",
    Role.BPKAD: "BPKAD",
    Role.ADMIN: "Administrator",
    Role.VERIFIKATOR: "Tim Verifikator",
    Role.PENGELOLA_KATEGORI: "Pengelola Kategori",
    Role.PEMBINA: "Dinas pembina UMKK",
}


class Duty(StrEnum):
    """What somebody may be allowed to do."""

    IMPORT = "import"
    DECIDE_HELD = "decide_held"
    CORRECT_IMPORT = "correct_import"
    CONFIRM_CORRECTION = "confirm_correction"
    WITHDRAW_IMPORT = "withdraw_import"
    SEE_IMPORTS = "see_imports"
    SEE_SOURCE_ROWS = "see_source_rows"
    PROPOSE_PARAMETER = "propose_parameter"
    APPROVE_PARAMETER = "approve_parameter"
    MANAGE_ROLES = "manage_roles"
    MANAGE_INSTITUTIONS = "manage_institutions"
    ACKNOWLEDGE = "acknowledge"
    READ_JOURNAL = "read_journal"
    SEE_HELD_ROLES = "see_held_roles"
    CURATE_CATALOGUE = "curate_catalogue"
    ENTER_BUDGET = "enter_budget"
    CONFIRM_BUDGET = "confirm_budget"
    SEE_REPORTS = "see_reports"
    DRAFT_REPORT = "draft_report"
    FREEZE_REPORT = "freeze_report"
    REVIEW_REPORT = "review_report"
    ISSUE_REPORT = "issue_report"
    RETURN_REPORT = "return_report"
    ANSWER_FIGURES = "answer_figures"
    DECIDE_DISPUTE = "decide_dispute"
    DISTRIBUTE_REPORT = "distribute_report"
    DISPOSE_REPORT = "dispose_report"
    RECEIVE_REPORT = "receive_report"
    MANAGE_REPORT_FORMS = "manage_report_forms"
    MANAGE_LETTERHEADS = "manage_letterheads"
    VERIFY_FIRM = "verify_firm"
    ASSIST_FIRM = "assist_firm"
    CURATE_LISTING = "curate_listing"
    CURATE_CLAIM = "curate_claim"
    FREEZE_LISTING = "freeze_listing"
    MANAGE_ETALASE = "manage_etalase"
    SANCTION_FIRM = "sanction_firm"
    PROPOSE_SANCTION = "propose_sanction"
    SEE_RELATED_FIRMS = "see_related_firms"
    RESTORE_ACCESS = "restore_access"
    IMPORT_REFERENCE_PRICES = "import_reference_prices"
    DECIDE_ETALASE = "decide_etalase"
    SEE_PURCHASES = "see_purchases"
    REQUEST_PURCHASE = "request_purchase"
    BUY = "buy"
    APPROVE_PURCHASE = "approve_purchase"
    DETERMINE_PURCHASE = "determine_purchase"
    RECEIVE_GOODS = "receive_goods"
    ACCEPT_GOODS = "accept_goods"
    PAY_PURCHASE = "pay_purchase"
    CONFIRM_TAX_STATUS = "confirm_tax_status"
    IMPORT_SP2D = "import_sp2d"
    RATE_FIRM = "rate_firm"
    POST_NEED = "post_need"
    DRAFT_PROPOSAL = "draft_proposal"
    SIGN_PROPOSAL = "sign_proposal"
    CLASSIFY_PLAN = "classify_plan"
    HAND_ON_ROLE = "hand_on_role"
    REVIEW_CASE = "review_case"
    SUPERVISE_CASE = "supervise_case"
    APPROVE_HANDOVER = "approve_handover"
    ANSWER_CASE = "answer_case"
    NAME_BUYER = "name_buyer"


_BUYERS = frozenset({Role.PA, Role.KPA, Role.PPK, Role.PEJABAT_PENGADAAN, Role.PPTK, Role.BENDAHARA})
_READERS = frozenset({Role.PIMPINAN, Role.TIM_P3DN, Role.BAPPEDA, Role.BPKAD})

DUTIES: dict[Duty, frozenset[Role]] = {
    Duty.IMPORT: frozenset({Role.BIRO_PBJ, Role.KEPALA_BIRO_PBJ}),
    Duty.DECIDE_HELD: frozenset({Role.BIRO_PBJ, Role.KEPALA_BIRO_PBJ}),
    # Corrections and withdrawals are proposed by one and confirmed by another; the head withdraws an import alone.
    Duty.CORRECT_IMPORT: frozenset({Role.BIRO_PBJ, Role.KEPALA_BIRO_PBJ}),
    Duty.CONFIRM_CORRECTION: frozenset({Role.BIRO_PBJ, Role.KEPALA_BIRO_PBJ}),
    Duty.WITHDRAW_IMPORT: frozenset({Role.KEPALA_BIRO_PBJ}),
    Duty.SEE_IMPORTS: frozenset({Role.BIRO_PBJ, Role.KEPALA_BIRO_PBJ, Role.APIP, Role.BPKAD, Role.PIMPINAN}),
    Duty.SEE_SOURCE_ROWS: frozenset({Role.BIRO_PBJ, Role.KEPALA_BIRO_PBJ, Role.APIP}) | _READERS | _BUYERS,
    Duty.PROPOSE_PARAMETER: frozenset({Role.BIRO_PBJ, Role.KEPALA_BIRO_PBJ}),
    Duty.APPROVE_PARAMETER: frozenset({Role.KEPALA_BIRO_PBJ, Role.PIMPINAN}),
    Duty.MANAGE_ROLES: frozenset({Role.ADMIN}),
    Duty.MANAGE_INSTITUTIONS: frozenset({Role.ADMIN, Role.KEPALA_BIRO_PBJ}),
    Duty.ACKNOWLEDGE: frozenset({Role.PA, Role.KPA}),
    Duty.READ_JOURNAL: frozenset({Role.APIP, Role.ADMIN}),
    # Who holds roles that exclude each other: whoever watches, and whoever gives and ends them.
    Duty.SEE_HELD_ROLES: frozenset({Role.APIP, Role.ADMIN}),
    Duty.CURATE_CATALOGUE: frozenset({Role.BIRO_PBJ, Role.KEPALA_BIRO_PBJ}),
    Duty.ENTER_BUDGET: frozenset({Role.PA, Role.KPA, Role.BENDAHARA, Role.BPKAD, Role.BIRO_PBJ, Role.KEPALA_BIRO_PBJ}),
    Duty.CONFIRM_BUDGET: frozenset({Role.BPKAD, Role.BIRO_PBJ, Role.KEPALA_BIRO_PBJ}),
    # SE 027/1181-BPBJ/2023: APIP reports to the leadership; Biro PBJ prepares the figures.
    Duty.SEE_REPORTS: frozenset({Role.APIP, Role.BIRO_PBJ, Role.KEPALA_BIRO_PBJ}) | _READERS,
    Duty.DRAFT_REPORT: frozenset({Role.APIP, Role.BIRO_PBJ, Role.KEPALA_BIRO_PBJ}),
    Duty.FREEZE_REPORT: frozenset({Role.APIP, Role.KEPALA_BIRO_PBJ}),
    # Between them somebody else than its maker reads it; the service asks who that is.
    Duty.REVIEW_REPORT: frozenset({Role.APIP, Role.KEPALA_BIRO_PBJ}),
    Duty.ISSUE_REPORT: frozenset({Role.APIP, Role.KEPALA_BIRO_PBJ}),
    Duty.RETURN_REPORT: frozenset({Role.APIP, Role.BIRO_PBJ, Role.KEPALA_BIRO_PBJ, Role.PIMPINAN}),
    # Before figures are frozen their unit sees them and answers; the bureau decides on what is disputed.
    Duty.ANSWER_FIGURES: frozenset({Role.PA, Role.KPA}),
    Duty.DECIDE_DISPUTE: frozenset({Role.BIRO_PBJ, Role.KEPALA_BIRO_PBJ}),
    # The signed report goes to the leadership, which disposes of it, and to the heads of Perangkat Daerah.
    Duty.DISTRIBUTE_REPORT: frozenset({Role.APIP, Role.KEPALA_BIRO_PBJ}),
    Duty.DISPOSE_REPORT: frozenset({Role.PIMPINAN}),
    Duty.RECEIVE_REPORT: frozenset({Role.PA, Role.KPA}),
    Duty.MANAGE_REPORT_FORMS: frozenset({Role.APIP, Role.BIRO_PBJ, Role.KEPALA_BIRO_PBJ}),
    Duty.MANAGE_LETTERHEADS: frozenset({Role.ADMIN, Role.BIRO_PBJ, Role.KEPALA_BIRO_PBJ}),
    # The catalogue: the verifiers look at firms and goods, the manager keeps it clean, the head imposes sanctions.
    # Nobody decides on a firm for which he acts himself; the services refuse.
    Duty.VERIFY_FIRM: frozenset({Role.VERIFIKATOR, Role.BIRO_PBJ, Role.KEPALA_BIRO_PBJ}),
    Duty.ASSIST_FIRM: frozenset({Role.PEMBINA, Role.BIRO_PBJ, Role.KEPALA_BIRO_PBJ}),
    Duty.CURATE_LISTING: frozenset({Role.VERIFIKATOR, Role.BIRO_PBJ, Role.KEPALA_BIRO_PBJ}),
    Duty.CURATE_CLAIM: frozenset({Role.VERIFIKATOR, Role.BIRO_PBJ, Role.KEPALA_BIRO_PBJ}),
    Duty.FREEZE_LISTING: frozenset({Role.BIRO_PBJ, Role.KEPALA_BIRO_PBJ}),
    Duty.MANAGE_ETALASE: frozenset({Role.PENGELOLA_KATEGORI, Role.BIRO_PBJ, Role.KEPALA_BIRO_PBJ}),
    Duty.PROPOSE_SANCTION: frozenset({Role.BIRO_PBJ, Role.KEPALA_BIRO_PBJ}),
    # Which of the two may impose which step is a dated row (`sanksi.*.wenang`).
    Duty.SANCTION_FIRM: frozenset({Role.KEPALA_BIRO_PBJ, Role.PIMPINAN}),
    Duty.SEE_RELATED_FIRMS: frozenset({Role.BIRO_PBJ, Role.KEPALA_BIRO_PBJ, Role.APIP}),
    # Two officers who differ give somebody back the way into an account.
    Duty.RESTORE_ACCESS: frozenset({Role.PEMBINA, Role.VERIFIKATOR, Role.BIRO_PBJ, Role.KEPALA_BIRO_PBJ}),
    Duty.IMPORT_REFERENCE_PRICES: frozenset({Role.BIRO_PBJ, Role.KEPALA_BIRO_PBJ}),
    # The study that founds an etalase is fixed by the head of the bureau (Kepka LKPP 122/2022): so he alone opens it,
    # and ends it.
    Duty.DECIDE_ETALASE: frozenset({Role.KEPALA_BIRO_PBJ}),
    # Buying (Perpres 16/2018 with its changes): who buys at which value is a rule of its own (rules.buying.policy).
    # Officers of the unit see its packages; the bureau, APIP and the leadership those of every unit.
    Duty.SEE_PURCHASES: _BUYERS | frozenset({Role.BIRO_PBJ, Role.KEPALA_BIRO_PBJ, Role.APIP}) | _READERS,
    Duty.REQUEST_PURCHASE: frozenset({Role.PPTK, Role.PEJABAT_PENGADAAN, Role.PPK}),
    Duty.BUY: frozenset({Role.PEJABAT_PENGADAAN, Role.PPK}),
    Duty.APPROVE_PURCHASE: frozenset({Role.PPK}),
    Duty.DETERMINE_PURCHASE: frozenset({Role.PA, Role.KPA}),
    # The PPTK looks at what arrives; the PPK takes it over.
    Duty.RECEIVE_GOODS: frozenset({Role.PPTK, Role.PPK}),
    Duty.ACCEPT_GOODS: frozenset({Role.PPK}),
    Duty.PAY_PURCHASE: frozenset({Role.BENDAHARA}),
    # Whoever answers for the claim (UU 1/2004 Pasal 18) confirms what the treasurer puts right of a payment made.
    Duty.CONFIRM_TAX_STATUS: frozenset({Role.PA, Role.KPA, Role.PPK}),
    Duty.IMPORT_SP2D: frozenset({Role.BPKAD, Role.BENDAHARA}),
    Duty.RATE_FIRM: frozenset({Role.PPK}),
    # SE 027/1181-BPBJ/2023: who buys tells what is missing; the head of the Perangkat Daerah proposes the etalase.
    Duty.POST_NEED: frozenset({Role.PA, Role.KPA, Role.PPK, Role.PEJABAT_PENGADAAN, Role.PPTK}),
    Duty.DRAFT_PROPOSAL: frozenset({Role.PA, Role.KPA, Role.PPK, Role.PEJABAT_PENGADAAN, Role.PPTK}),
    Duty.SIGN_PROPOSAL: frozenset({Role.PA}),
    # What a plan line buys is said by whoever plans and buys it, or by the bureau.
    Duty.CLASSIFY_PLAN: frozenset({Role.PA, Role.KPA, Role.PPK, Role.PPTK, Role.BIRO_PBJ, Role.KEPALA_BIRO_PBJ}),
    # To whom and how: rules.delegation.
    Duty.HAND_ON_ROLE: _BUYERS,
    # APIP reviews; that the supervisor of a case, and whoever approves its hand-over, is another person than its
    # auditor is asked by the services. Who answers for a unit is its head or its PPK.
    Duty.REVIEW_CASE: frozenset({Role.APIP}),
    Duty.SUPERVISE_CASE: frozenset({Role.APIP}),
    Duty.APPROVE_HANDOVER: frozenset({Role.APIP}),
    Duty.ANSWER_CASE: frozenset({Role.PA, Role.KPA, Role.PPK}),
    # Perpres 16/2018 Pasal 9 and 10: PA, or KPA by his leave, names the Pejabat Pengadaan.
    Duty.NAME_BUYER: frozenset({Role.PA, Role.KPA}),
}

_OF_PURCHASES = frozenset(
    {
        Duty.SEE_PURCHASES,
        Duty.REQUEST_PURCHASE,
        Duty.BUY,
        Duty.APPROVE_PURCHASE,
        Duty.DETERMINE_PURCHASE,
        Duty.RECEIVE_GOODS,
        Duty.ACCEPT_GOODS,
        Duty.PAY_PURCHASE,
        Duty.CONFIRM_TAX_STATUS,
        Duty.IMPORT_SP2D,
        Duty.RATE_FIRM,
        Duty.HAND_ON_ROLE,
        Duty.NAME_BUYER,
    }
)
_OF_NEEDS = frozenset({Duty.POST_NEED, Duty.DRAFT_PROPOSAL, Duty.SIGN_PROPOSAL})
_OF_CASES = frozenset({Duty.ANSWER_CASE})
_OF_REPORTS = frozenset({Duty.ANSWER_FIGURES, Duty.RECEIVE_REPORT})

#: Duties that a role bound to one unit carries too; every other duty needs a role over the whole government.
OF_A_UNIT = (
    frozenset({Duty.SEE_IMPORTS, Duty.SEE_SOURCE_ROWS, Duty.ACKNOWLEDGE, Duty.ENTER_BUDGET, Duty.CLASSIFY_PLAN})
    | _OF_PURCHASES
    | _OF_NEEDS
    | _OF_CASES
    | _OF_REPORTS
)

#: The strictest: such a role must reach the very unit that is acted for.
ONLY_FOR_THE_UNIT = (
    frozenset({Duty.ACKNOWLEDGE, Duty.ENTER_BUDGET, Duty.CLASSIFY_PLAN})
    | _OF_PURCHASES
    | _OF_NEEDS
    | _OF_CASES
    | _OF_REPORTS
)


#: Who does the work of a PPK where nobody is appointed: PA, and KPA whom he appointed.
AS_PPK = (Role.PA, Role.KPA)
#: What that work is.
OF_A_PPK = frozenset(duty for duty in ONLY_FOR_THE_UNIT if Role.PPK in DUTIES[duty])


def may(roles: frozenset[Role], duty: Duty) -> bool:
    """Whether somebody holding `roles` (all in force today, for the government at hand) may do `duty`."""
    return not DUTIES[duty].isdisjoint(roles)
