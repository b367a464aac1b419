"""Two units and the bureau of D43, plan lines of three years, a need; a dossier that could be signed."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from belanja.etalase.models import Etalase
from belanja.foundation import clock
from belanja.institutions.models import Government, Unit
from belanja.journal.services import Actor
from belanja.needs.models import Need
from belanja.needs.services import posting
from belanja.needs.services.posting import Wanted
from belanja.plans.models import RupPackage
from belanja.plans.services import read_classes
from belanja.proposals import services
from belanja.proposals.models import Proposal
from belanja.rules.attributes import Attribute, AttributeType
from belanja.rules.duties import Role
from belanja.rules.proposals.dossier import Dossier, Sample
from belanja.rules.proposals.study import Study
from tests.catalogue.worlds import shelf
from tests.support.people import hired, unit

WHOLE = Dossier(
    name="Tas dan Anyaman Baduy", nature="barang", background="kebutuhan",
    ground="Nota dinas kebutuhan cendera mata tamu daerah", description="Tas koja, kaneron dan anyaman buatan perajin.",
    words=("tas koja", "koja"), classes=("cenderamata",), kbki=("38998",), kbli=("16292", "13921"),
    category=("Kerajinan", "Tas"), price_class="provinsi", allowed_roles=("produsen",),
    attributes=(Attribute("", "Bahan", AttributeType.CHOICE, allowed=("Kulit kayu", "Katun"), required=True),),
    samples=(Sample("Tas koja ukuran sedang", "Koperasi contoh", "36.02", Decimal(85000), "pameran"),),
    difference="Etalase cendera mata berisi plakat.", contact="Sekretaris Dinas, 0254 000000",
    letter_number="027/12/2026",
)  # fmt: skip


@dataclass
class Office:
    government: Government
    unit: Unit
    other: Unit
    pa: Actor
    ppk: Actor
    other_pa: Actor
    clerk: Actor
    head: Actor

    def drafted(self, dossier: Dossier = WHOLE, request: str = "satu", **given: object) -> Proposal:
        return services.begin_proposal(
            government=self.government, unit=self.unit, dossier=dossier, request=request, actor=self.ppk,
            **given,  # type: ignore[arg-type]
        )  # fmt: skip

    def signed(self, dossier: Dossier = WHOLE, request: str = "satu", **given: object) -> Proposal:
        made = self.drafted(dossier, request, **given)
        return services.sign_proposal(proposal_id=made.pk, version=made.version, actor=self.pa)

    def studied(self, **given: object) -> Proposal:
        made = self.signed(**given)  # type: ignore[arg-type]
        services.receive_proposal(proposal_id=made.pk, version=None, actor=self.clerk)
        made = services.begin_study(proposal_id=made.pk, version=None, actor=self.clerk)
        study = replace(
            Study.of(made.dossier()), qualification="Perajin atau koperasi ber-NIB", technical="Bahan alami",
            price="Harga termasuk pajak", considered="Sebelas paket tahun ini", advice="tetapkan",
        )  # fmt: skip
        return services.write_study(proposal_id=made.pk, version=None, study=study, actor=self.clerk)

    def shelf(self) -> Etalase:
        """A shelf of today."""
        return Etalase.objects.filter(slug="kerajinan").first() or shelf("kerajinan", "Kerajinan")

    def need(self, what: str = "Tas koja Baduy", of: Unit | None = None) -> Need:
        mine = of or self.unit
        wanted = Wanted(what, mine.name, amount=Decimal(120), measure="buah", value=Decimal(10_000_000))
        by = self.ppk if mine == self.unit else self.other_pa
        return posting.post_need(
            government=self.government, wanted=wanted, request=f"{what}-{mine.pk}", actor=by, unit=mine
        )


def office() -> Office:
    government = Government.objects.get(code="D43")
    mine = unit(government, "9.01.0.00.0.00.01.0000", "Dinas Pariwisata Contoh")
    other = unit(government, "9.02.0.00.0.00.02.0000", "Sekretariat Contoh")
    return Office(
        government, mine, other, hired(government, Role.PA, unit=mine), hired(government, Role.PPK, unit=mine),
        hired(government, Role.PA, unit=other), hired(government, Role.BIRO_PBJ),
        hired(government, Role.KEPALA_BIRO_PBJ),
    )  # fmt: skip


def planned(of: Unit, code: str, title: str, pagu: int, *, year: int | None = None, epurchasing: bool = False) -> None:
    year = year or clock.today().year
    RupPackage.objects.create(
        government=of.government, unit=of, year=year, kind=RupPackage.Kind.PENYEDIA, code=code, title=title,
        pagu=Decimal(pagu), method="E-Purchasing" if epurchasing else "Pengadaan Langsung", epurchasing=epurchasing,
        announced=True, active=True, counts=True, source_row_id=RupPackage.objects.count() + 1,
        announced_on=date(year, 1, 5),
    )  # fmt: skip
    read_classes(government_id=of.government_id, year=year)
