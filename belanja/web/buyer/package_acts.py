"""What an officer may do with a package now: fill it, describe it, ask for it, send it, call it off."""

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest

from belanja.accounts.models import User
from belanja.foundation import text
from belanja.foundation.questions import Given, Question
from belanja.institutions import selectors as institutions
from belanja.purchasing.models import Package, PackageLine
from belanja.purchasing.selectors import lists
from belanja.purchasing.selectors.carts import Cart
from belanja.purchasing.services import package_lines, packages, sending, templates
from belanja.purchasing.services.package_lines import Added
from belanja.rules.buying.posts import of_ppks, short_post_of_ppk
from belanja.rules.buying.states import PackageState, Side
from belanja.rules.buying.steps import Axis, Rule, Step, steps_from
from belanja.rules.duties import Role
from belanja.web.acts import Act, by_rule, kept
from belanja.web.public.catalogue.places import places_served
from belanja.web.purchases.forms import NoteForm, PlainForm

from .access import BuyerDesk
from .cart_forms import DescribeForm, FromForm, LineForm, ListForm, NameForm, SwapForm, TakeOutForm, WhyForm, uses_asked

_MOST_TOLD = 20


def region_names() -> dict[int, str]:
    """The regions one may have something delivered to, by id. One query."""
    return {place.id: place.name for place in places_served().values()}


def acts(
    request: HttpRequest, desk: BuyerDesk, found: Package, cart: Cart | None, regions: Mapping[int, str]
) -> list[Act]:
    """The acts of the package itself, the likeliest first; those that fill and describe it are folded. `cart`: None
    once it has become orders; `regions`: see `region_names`."""
    rules = _rules(desk, found)
    made = [_MAKERS[step](request, desk, found, rule) for step, rule in rules.items() if step in _MAKERS]
    filling: list[Act] = []
    if Step.DESCRIBE in rules:
        filling += [_described(request, desk, found, regions), _why(request, desk, found, cart)]
    if Step.EDIT in rules:
        filling += [_listed(request, desk, found), *_copied(request, desk, found), _named(request, desk, found)]
    return [*(act for act in made if not act.quiet), *filling, *(act for act in made if act.quiet)]


def sent_act(
    request: HttpRequest, desk: BuyerDesk, found: Package, key: str, cart: Callable[[], Cart | None]
) -> list[Act]:
    """The act that was sent, or none where it is over. Nothing is worked out for the others: the cart only where the
    act's form asks what the rules say."""
    rules = _rules(desk, found)
    if key in _MAKERS:
        return [_MAKERS[step](request, desk, found, rule) for step, rule in rules.items() if step == key]
    if Step.DESCRIBE in rules and key == "keterangan":
        return [_described(request, desk, found, region_names())]
    if Step.DESCRIBE in rules and key == "alasan":
        return [_why(request, desk, found, cart())]
    if Step.EDIT in rules and key == "daftar":
        return [_listed(request, desk, found)]
    if Step.EDIT in rules and key == "salin":
        return _copied(request, desk, found)
    if Step.EDIT in rules and key == "templat":
        return [_named(request, desk, found)]
    return _line_act(request, desk, found, key)


def _rules(desk: BuyerDesk, found: Package) -> dict[Step, Rule]:
    """The steps that this officer may take with the package as it is."""
    return {
        rule.step: rule
        for rule in steps_from(Axis.PACKAGE, found.state, Side.BUYER)
        if rule.duty is not None and desk.may(rule.duty, found.unit_id)
    }


def _send(request: HttpRequest, desk: BuyerDesk, found: Package, rule: Rule) -> Act:
    def run(_form: Any, version: int) -> str:
        orders = sending.send(package_id=found.pk, version=version, actor=desk.actor)
        return desk.url("buying:order", orders[0].code) if len(orders) == 1 else ""

    about = (
        "Tiap penyedia mendapat satu pesanan. Pagu disisihkan dan stok ditahan; harga, pajak, skala usaha, dan kelas "
        "PDN disalin sebagaimana saat ini."
    )
    return Act(rule.step, rule.label, rule.label, PlainForm(kept(request, rule.step)), run, "Pesanan dibuat.", about)


def _request(request: HttpRequest, desk: BuyerDesk, found: Package, rule: Rule) -> Act:
    form = NoteForm(kept(request, rule.step), key=rule.step, required=False, label="Catatan untuk pembeli")

    def run(form: NoteForm, version: int) -> object:
        return packages.request(package_id=found.pk, version=version, actor=desk.actor, note=form.note)

    about = "Pejabat Pengadaan atau PPK yang membelinya."
    return by_rule(rule, form, run, about, quiet=True)


def _return(request: HttpRequest, desk: BuyerDesk, found: Package, rule: Rule) -> Act:
    def run(form: NoteForm, version: int) -> object:
        return packages.return_(package_id=found.pk, version=version, note=form.note, actor=desk.actor)

    form = NoteForm(kept(request, rule.step), key=rule.step, label="Yang perlu diperbaiki")
    return by_rule(rule, form, run, quiet=True)


def _cancel(request: HttpRequest, desk: BuyerDesk, found: Package, rule: Rule) -> Act:
    def run(form: NoteForm, version: int) -> object:
        return packages.cancel(package_id=found.pk, version=version, note=form.note, actor=desk.actor)

    form = NoteForm(kept(request, rule.step), key=rule.step, label="Sebab dibatalkan")
    return Act(rule.step, "Batalkan paket", rule.label, form, run, "Paket dibatalkan.", quiet=True)


_MAKERS: Mapping[Step, Callable[[HttpRequest, BuyerDesk, Package, Rule], Act]] = {
    Step.SEND: _send,
    Step.REQUEST: _request,
    Step.RETURN: _return,
    Step.CANCEL: _cancel,
}


def _listed(request: HttpRequest, desk: BuyerDesk, found: Package) -> Act:
    sent = kept(request, "daftar")
    form = ListForm(sent, request.FILES if sent is not None else None)

    def put(form: ListForm, version: int) -> object:
        done = package_lines.add_rows(
            package_id=found.pk, version=version, text=form.cleaned_data["rows"], actor=desk.actor
        )
        tell_refused(request, done)
        return None

    return Act("daftar", "Tempel atau unggah daftar", "Masukkan daftar", form, put, "Daftar dimasukkan.", quiet=True)


def _named(request: HttpRequest, desk: BuyerDesk, found: Package) -> Act:
    def save(form: NameForm, version: int) -> str:
        templates.save(package_id=found.pk, name=form.cleaned_data["name"], actor=desk.actor)
        return desk.url("buying:templates")

    form = NameForm(kept(request, "templat"), key="templat", initial={"name": found.title[:120]})
    about = "Barang dan jumlahnya disimpan untuk satuan kerja ini; harganya selalu harga hari paket dimulai."
    return Act("templat", "Simpan sebagai templat", "Simpan templat", form, save, "Templat disimpan.", about, True)


def _copied(request: HttpRequest, desk: BuyerDesk, found: Package) -> list[Act]:
    """None where the unit has no other order or package."""
    sources = _sources(found)
    if not sources:
        return []

    def copy(form: FromForm, version: int) -> object:
        kind, number = form.what
        by: dict[str, Any] = {"package_id": found.pk, "version": version, "actor": desk.actor}
        if kind == "pesanan":
            tell_refused(request, package_lines.add_order(order_id=number, **by))
        else:
            tell_refused(request, package_lines.add_package(template_id=number, **by))
        return None

    form = FromForm(kept(request, "salin"), choices=sources)
    about = "Dengan harga hari ini; yang tidak dijual lagi disebut satu per satu."
    return [Act("salin", "Dari pesanan atau paket lain", "Salin isinya", form, copy, "Isi disalin.", about, True)]


def tell_refused(request: HttpRequest, done: Added) -> None:
    """Rows that were not taken are told one by one on the next page."""
    for one in done.refused[:_MOST_TOLD]:
        messages.warning(request, f"Baris {one.row} ({one.written[:60]}): {one.why}")
    if len(done.refused) > _MOST_TOLD:
        more = len(done.refused) - _MOST_TOLD
        messages.warning(request, f"Masih ada {text.count_words(more)} baris lain yang tidak dapat dimasukkan.")


def _sources(found: Package) -> list[tuple[str, str]]:
    """Earlier orders and packages of the same unit, the latest first."""
    rows = lists.sources(found)
    return [
        (f"paket-{pk}", f"Paket: {title}"[:90]) if kind else (f"pesanan-{pk}", f"Pesanan {code}: {title}"[:90])
        for kind, pk, code, title in sorted(rows, key=lambda row: (row[0], -row[1]))
    ]


def _described(request: HttpRequest, desk: BuyerDesk, found: Package, regions: Mapping[int, str]) -> Act:
    ppks = _ppks(found)
    signer = of_ppks("PPK yang memeriksa dan menandatangani", [institutions.ppk_role(found.unit, pk) for pk, _ in ppks])
    form = DescribeForm(kept(request, "keterangan"), package=found, regions=regions, ppks=ppks, signer=signer)
    title = "Tempat, waktu, penanda tangan, dan metode"
    return Act(
        "keterangan", title, "Simpan keterangan", form, _describe(desk, found), "Keterangan disimpan.", quiet=True
    )


def _why(request: HttpRequest, desk: BuyerDesk, found: Package, cart: Cart | None) -> Act:
    form = WhyForm(kept(request, "alasan"), package=found, uses=uses_asked(cart.answers if cart else ()))
    about = "Ditanya satu kali untuk seluruh paket, dan terbuka bagi umum sesudah kedua pihak menandatangani."
    return Act("alasan", "Alasan dan bukti pencarian", "Simpan alasan", form, _describe(desk, found),
               "Alasan disimpan.", about, True)  # fmt: skip


def _describe(desk: BuyerDesk, found: Package) -> Callable[[DescribeForm | WhyForm, int], object]:
    def run(form: DescribeForm | WhyForm, version: int) -> object:
        return packages.describe(package_id=found.pk, version=version, told=form.told, actor=desk.actor)

    return run


_NAMES = Question(
    lambda: User.objects.filter(pk__among=Given("people")).order_by("name", "pk").values_list("pk", "name")
)


def _ppks(found: Package) -> list[tuple[int, str]]:
    people = institutions.people_in(found.unit, [Role.PPK])
    rows = _NAMES.rows(people=list(people))
    return [(pk, _with_post(name, institutions.ppk_role(found.unit, pk))) for pk, name in rows]


def _with_post(name: str, role: Role) -> str:
    """A PPK by name; PA and KPA with what they are, so that nobody takes them for a PPK who was appointed."""
    return name if role is Role.PPK else f"{name} ({short_post_of_ppk(role)})"


def _line_act(request: HttpRequest, desk: BuyerDesk, found: Package, key: str) -> list[Act]:
    """The act of a single line that was sent; these stand beside the line, not in the list of acts."""
    if found.state != PackageState.DRAFT:
        return []
    by: dict[str, Any] = {"package_id": found.pk, "actor": desk.actor}
    if key == "tukar":
        return [Act(key, "Tukar", "Tukar", SwapForm(kept(request, key)), _swap(found, by), "Barang ditukar.")]
    if key == "keluar":
        form = TakeOutForm(kept(request, key))
        return [Act(key, "Keluarkan", "Keluarkan", form, _take_out(by), "Baris dikeluarkan.")]
    line = next((one for one in found.lines.all() if key == line_key(one)), None)
    if line is None:
        return []
    changed = LineForm(kept(request, key), line=line, regions=region_names())
    return [Act(key, "Ubah", "Simpan baris", changed, _change(line.pk, by), "Baris disimpan.")]


def line_key(line: PackageLine) -> str:
    """The key of the act that changes a line."""
    return f"ubah-{line.pk}"


def _swap(found: Package, by: Mapping[str, Any]) -> Callable[[SwapForm, int], object]:
    def run(form: SwapForm, version: int) -> object:
        line = found.lines.filter(pk=form.cleaned_data["line"]).first()
        if line is None:
            return package_lines.remove_line(version=version, line_id=form.cleaned_data["line"], **by)
        taken = package_lines.remove_line(version=version, line_id=line.pk, **by)
        return package_lines.add_line(
            version=taken.version,
            offer_id=form.cleaned_data["offer"],
            quantity=line.quantity,
            deliver_to_id=line.deliver_to_id,
            address=line.address,
            needed_on=line.needed_on,
            note=line.note,
            **by,
        )

    return run


def _take_out(by: Mapping[str, Any]) -> Callable[[TakeOutForm, int], object]:
    def run(form: TakeOutForm, version: int) -> object:
        return package_lines.remove_line(version=version, line_id=form.cleaned_data["line"], **by)

    return run


def _change(line_id: int, by: Mapping[str, Any]) -> Callable[[LineForm, int], object]:
    def run(form: LineForm, version: int) -> object:
        return package_lines.change_line(version=version, line_id=line_id, **form.cleaned_data, **by)

    return run
