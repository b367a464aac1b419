"""Proposals of new etalase in the sample, one in each state in which somebody waits, and some that ended."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal

from belanja.accounts.models import User
from belanja.demo.catalogue.registrations import SELLS
from belanja.demo.purchases.people import Team
from belanja.foundation import clock
from belanja.journal.services import Actor
from belanja.needs.models import Need
from belanja.proposals import services
from belanja.proposals.models import Entrant, Proposal
from belanja.proposals.services import registration
from belanja.rules.attributes import Attribute, AttributeType
from belanja.rules.duties import Role
from belanja.rules.needs.states import WANTED
from belanja.rules.proposals.dossier import Dossier, Sample
from belanja.rules.proposals.national import Reply
from belanja.rules.proposals.states import Advice, NationalAnswer
from belanja.vendors.models import Member

from .needs import WEAVES


@dataclass(frozen=True)
class _Idea:
    """What is proposed, in the words of the sample."""

    name: str
    words: tuple[str, ...]
    kbki: str
    kbli: str
    background: str
    ground: str
    sample: str
    price: int


_KOJA = _Idea("Tas dan Anyaman Baduy", ("tas koja", "anyaman"), "29", "13912", "kebutuhan",
              "Kebutuhan cendera mata dan perlengkapan peserta dari perajin Lebak (contoh).", "Tas koja ukuran sedang",
              85_000)  # fmt: skip
_BRAILLE = _Idea("Buku dan Alat Braille", ("braille",), "32", "58110", "kebutuhan",
                 "Permintaan sekolah luar biasa (contoh).", "Buku cerita Braille", 200_000)  # fmt: skip
_TENT = _Idea("Tenda dan Perlengkapan Darurat", ("tenda", "logistik darurat"), "27", "13922", "amanat",
              "Kesiapsiagaan bencana daerah (contoh).", "Tenda lipat 3 x 3 meter", 1_750_000)  # fmt: skip
_PEST = _Idea("Jasa Pengendalian Hama Gedung", ("pengendalian hama", "fumigasi"), "85", "81290", "inisiatif",
              "Dibeli berulang di luar katalog (contoh).", "Pengendalian hama 1.000 m2", 2_400_000)  # fmt: skip
_SNACK = _Idea("Camilan Khas Banten", ("keripik", "emping"), "23", "10799", "pelaku_usaha",
               "Usulan kelompok perajin emping (contoh).", "Emping melinjo 250 gram", 28_000)  # fmt: skip
_GIFT = _Idea("Plakat Akrilik", ("plakat",), "38", "32909", "monev", "Hasil pemantauan triwulan (contoh).",
              "Plakat akrilik 20 cm", 175_000)  # fmt: skip
_FLAG = _Idea("Bendera dan Umbul-umbul", ("bendera", "umbul"), "27", "14111", "kebutuhan",
              "Kebutuhan hari besar daerah (contoh).", "Umbul-umbul 4 meter", 95_000)  # fmt: skip


_SPORT = _Idea("Pakaian Olahraga", ("pakaian olahraga",), "28", "14111", "kebutuhan",
               "Dibeli setiap tahun di luar katalog (contoh).", "Kaus dan celana olahraga", 145_000)  # fmt: skip
_MEALS = _Idea("Lauk Pauk Panti Sosial", ("lauk pauk",), "21", "10750", "kebutuhan",
               "Kebutuhan harian panti sosial (contoh).", "Paket lauk kering 10 porsi", 165_000)  # fmt: skip


def begin(social: Team, schools: Team) -> None:
    """Begin and sign them, and let the bureau take its steps."""
    course = _Course(social, schools)
    course.draft(social, _FLAG)
    course.signed(schools, _BRAILLE, ago=2)
    received = course.signed(social, _TENT, ago=9)
    course.bureau_step(services.receive_proposal, received, ago=6)
    repair = course.signed(schools, _SNACK, ago=20)
    course.bureau_step(services.receive_proposal, repair, ago=16)
    course.bureau_step(
        services.return_proposal, repair, ago=12, reason_code="atribut_kurang", note="Berat bersih belum ada (contoh)."
    )
    koja = course.signed(social, _KOJA, ago=24, needs=course.needs("Tas koja Baduy"))
    course.bureau_step(services.receive_proposal, koja, ago=21)
    course.bureau_step(services.begin_study, koja, ago=15)
    with clock.frozen(clock.now() - timedelta(days=14)):
        services.second_proposal(proposal_id=koja.pk, unit=schools.unit, actor=schools.pa, note="Kami juga (contoh).")
    gone = course.signed(schools, _GIFT, ago=50)
    course.bureau_step(services.receive_proposal, gone, ago=46)
    course.refused(gone)
    course.called(schools, _SPORT)
    course.opened(social, _MEALS)
    taken = course.signed(social, _PEST, ago=40)
    with clock.frozen(clock.now() - timedelta(days=36)):
        services.withdraw_proposal(
            proposal_id=taken.pk, version=None, note="Dibeli lewat kontrak payung (contoh).", actor=social.pa
        )


class _Course:
    """What happens to proposals, by whom."""

    def __init__(self, social: Team, schools: Team) -> None:
        # The one of the bureau who held his role all through the sample's year.
        self.head = _officer("kepala.pbj", Role.KEPALA_BIRO_PBJ)
        self.social = social

    def draft(self, team: Team, idea: _Idea, *, ago: int = 1, needs: list[int] | None = None) -> Proposal:
        """Begun some days ago by the PPK."""
        with clock.frozen(clock.now() - timedelta(days=ago, hours=5)):
            return services.begin_proposal(
                government=team.government, unit=team.unit, dossier=_dossier(idea), request=f"contoh-{idea.kbli}",
                actor=team.ppk, need_ids=needs or [],
            )  # fmt: skip

    def signed(self, team: Team, idea: _Idea, *, ago: int, needs: list[int] | None = None) -> Proposal:
        """Signed some days ago by the head of the unit."""
        made = self.draft(team, idea, ago=ago, needs=needs)
        with clock.frozen(clock.now() - timedelta(days=ago)):
            return services.sign_proposal(proposal_id=made.pk, version=None, actor=team.pa)

    def needs(self, what: str) -> list[int]:
        """Needs of the first unit of that title that are looked for."""
        states = [state.value for state in WANTED]
        found = Need.objects.filter(unit=self.social.unit, what=what, state__in=states)
        return list(found.values_list("pk", flat=True))

    def bureau_step(self, step: Callable[..., object], proposal: Proposal, *, ago: int, **told: object) -> None:
        """A step of the bureau some days ago."""
        with clock.frozen(clock.now() - timedelta(days=ago)):
            step(proposal_id=proposal.pk, version=None, actor=self.head, **told)

    def decided(self, team: Team, idea: _Idea, *, ago: int) -> Proposal:
        """Studied and decided in the ten days after it was signed, and announced with registration open at once."""
        made = self.signed(team, idea, ago=ago)
        self.bureau_step(services.receive_proposal, made, ago=ago - 2)
        self.bureau_step(services.begin_study, made, ago=ago - 3)
        made.refresh_from_db()
        study = replace(
            made.studied(), qualification="NIB yang sesuai (contoh).", technical="Sesuai skema (contoh).",
            price="Harga termasuk PPN (contoh).", considered="Dibeli berulang di luar katalog (contoh).",
            advice=Advice.FOUND.value,
        )  # fmt: skip
        self.bureau_step(services.write_study, made, ago=ago - 8, study=study)
        self.bureau_step(services.decide_proposal, made, ago=ago - 9)
        first = clock.today() - timedelta(days=ago - 10)
        days = {"registration_from": first, "registration_to": first + timedelta(days=12)}
        self.bureau_step(services.announce_proposal, made, ago=ago - 10, **days)
        return made

    def called(self, team: Team, idea: _Idea) -> None:
        """Firms register now: one waits for the bureau, one was sent back; the nation's owner asked back."""
        made = self.decided(team, idea, ago=16)
        first = self.entered(made, WEAVES, ago=4)
        self.entered(made, SELLS.phone, ago=2)
        with clock.frozen(clock.now() - timedelta(days=1)):
            services.send_back(
                entrant_id=first.pk, version=None, reason_code="teknis_kurang", actor=self.head,
                note="Sebutkan bahan dan ukurannya (contoh).",
            )  # fmt: skip
        self.national(made, Reply(NationalAnswer.ASKED, clock.today(), "", "Apa bedanya dengan seragam dinas?"))

    def opened(self, team: Team, idea: _Idea) -> None:
        """Two firms registered, one passed; the nation gave a category; the etalase is open."""
        made = self.decided(team, idea, ago=29)
        good, other = self.entered(made, SELLS.phone, ago=15), self.entered(made, WEAVES, ago=12)
        with clock.frozen(clock.now() - timedelta(days=5)):
            registration.pass_days()
            services.verify(entrant_id=good.pk, version=None, actor=self.head)
            services.refuse(
                entrant_id=other.pk, version=None, reason_code="bukan_isinya", actor=self.head,
                note="Yang dibuat tas, bukan lauk pauk (contoh).",
            )  # fmt: skip
        category = ("Pangan", "Lauk pauk siap olah")
        self.national(made, Reply(NationalAnswer.ACCEPTED, clock.today(), "S-112/2026", "", "KAT-0412", category))
        self.bureau_step(services.open_etalase, made, ago=3)

    def entered(self, made: Proposal, phone: str, *, ago: int) -> Entrant:
        """A firm of the sample registers for its etalase."""
        owner = User.objects.get(phone=f"+62{phone[1:]}")
        firm_id = Member.objects.filter(user=owner).values_list("firm_id", flat=True)[0]
        with clock.frozen(clock.now() - timedelta(days=ago)):
            return services.enter(
                proposal_id=made.pk, firm_id=firm_id, offers="Buatan sendiri, 40 buah sebulan (contoh).",
                actor=Actor(owner.pk, "Pemilik usaha"),
            )  # fmt: skip

    def national(self, made: Proposal, reply: Reply) -> None:
        """Handed to the owner of the national category two weeks ago, and answered yesterday."""
        with clock.frozen(clock.now() - timedelta(days=14)):
            sent = services.export_national(proposal_id=made.pk, owner="LKPP (contoh)", actor=self.head)
        with clock.frozen(clock.now() - timedelta(days=1)):
            given = replace(reply, on=clock.today())
            services.answer_national(export_id=sent.pk, version=None, reply=given, actor=self.head)

    def refused(self, proposal: Proposal) -> None:
        with clock.frozen(clock.now() - timedelta(days=41)):
            services.refuse_proposal(
                proposal_id=proposal.pk, version=None, reason_code="tumpang_tindih", actor=self.head,
                note="Plakat sudah ada di etalase cendera mata (contoh).",
            )  # fmt: skip


def _officer(login: str, role: Role) -> Actor:
    found = User.objects.get(is_example=True, email=f"{login}@banten.example.id")
    return Actor(found.pk, role.label)


def _dossier(idea: _Idea) -> Dossier:
    size = Attribute("", "Ukuran atau isi", AttributeType.TEXT, required=True)
    return Dossier(
        name=idea.name, nature="jasa" if idea.kbki == "85" else "barang", background=idea.background,
        ground=idea.ground, description=f"{idea.name}, dari pelaku usaha Banten (contoh).", words=idea.words,
        kbki=(idea.kbki,), kbli=(idea.kbli,), category=("Usulan", idea.name), price_class="provinsi",
        allowed_roles=("produsen", "pengecer"), attributes=(size,),
        samples=(Sample(idea.sample, "Koperasi contoh", "36.02", Decimal(idea.price), "pameran contoh"),),
        difference="Etalase yang ada tidak memuat barang ini (contoh).", contact="Sekretaris Dinas, 0254 000000",
        letter_number="027/01-contoh/2026",
    )  # fmt: skip
