"""Registered firms and the people who act for them, for tests of the catalogue."""

from datetime import date

from django.test import Client

from belanja.accounts.models import User
from belanja.foundation import clock
from belanja.institutions.models import Government
from belanja.journal.services import Actor
from belanja.rules.licences import LicenceState
from belanja.rules.registration import Entry, FirmState, LegalForm, MemberRole, Proof
from belanja.rules.tax_facts import PKP
from belanja.vendors.models import Firm, FirmLicence, Member, Profile, RegistrationStep

NIB = "91200000{:05d}"


def registered(
    government: Government,
    *,
    name: str = "",
    state: FirmState = FirmState.VERIFIED,
    entry: Entry = Entry.NEW,
    region_code: str = "36.03",
) -> Firm:
    """A firm with its registration in a state; verified unless told otherwise."""
    number = Profile.objects.count() + 1
    name = name or f"CV Contoh {number}"
    now = clock.now()
    firm = Firm.objects.create(name=name)
    profile = Profile.objects.create(
        firm=firm,
        government=government,
        state=state.value,
        entry=entry.value,
        name=name,
        legal_form=LegalForm.CV.value,
        nib=NIB.format(number),
        kbli=["47611"],
        address="Jalan Contoh 1",
        region_code=region_code,
        consent_at=now,
        entered_at=now,
        confirmed_at=now,
        confirmed_how=Proof.SCREEN.value,
        submitted_at=now,
        shown={
            "name": name,
            "legal_form": LegalForm.CV.value,
            "nib": NIB.format(number),
            "kbli": ["47611"],
            "address": "Jalan Contoh 1",
            "region_code": region_code,
            "phone": "",
            "email": "",
            "about": "",
        },
        decided_at=now if state is FirmState.VERIFIED else None,
    )
    if state is FirmState.VERIFIED:
        RegistrationStep.objects.create(
            profile=profile, step="pass", from_state=FirmState.SUBMITTED.value, to_state=state.value, version=1, at=now,
            by_label="uji",
        )  # fmt: skip
    return firm


def taxed(firm: Firm, kind: str = PKP, **changes: object) -> FirmLicence:
    """A confirmed paper about how the firm is taxed; that it is PKP unless told otherwise, since long ago."""
    told = {"number": f"S-{kind}-01", "issuer": "KPP Pratama Contoh", "evidence": "tercatat di Coretax"} | changes
    told.setdefault("valid_from", date(2022, 1, 1))
    return FirmLicence.objects.create(
        firm=firm, kind=kind, state=LicenceState.CONFIRMED.value, stated_at=clock.now(), decided_at=clock.now(), **told
    )


def member(firm: Firm, *, role: MemberRole = MemberRole.OWNER, user: User | None = None) -> Actor:
    """Somebody who acts for the firm from today on; a new account unless one is given."""
    number = User.objects.count()
    user = user or User.objects.create_user(name=f"Orang {number}", phone=f"+62811000{number:05d}")
    Member.objects.create(firm=firm, user=user, role=role.value, valid_from=clock.today())
    return Actor(user_id=user.pk, label=f"{role.label} usaha")


def signed(actor: Actor) -> Client:
    """A browser in which this person has signed in."""
    client = Client()
    client.force_login(User.objects.get(pk=actor.user_id))
    return client
