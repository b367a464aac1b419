"""`/usaha/`: the firms for which the signed-in person acts, and the way to find, claim or register one."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from belanja.foundation import text
from belanja.journal.services import Actor
from belanja.rules.decisions import RuleBroken
from belanja.rules.registration import FirmState, MemberRole
from belanja.vendors import registry, selectors, services
from belanja.vendors.models import Member, Profile
from belanja.vendors.registry import Found
from belanja.web.pieces import BigSearch, Breadcrumbs, Cell, Column, EmptyState, Link, Notice, Row, Table

from .access import signed_in
from .profile_forms import ProfileForm, home_government


@signed_in()
def firms(request: HttpRequest, actor: Actor) -> HttpResponse:
    assert actor.user_id is not None
    members = selectors.memberships(actor.user_id)
    written = request.GET.get("nomor", "").strip()[:40]
    found = registry.find(written) if written else None
    mine = {member.firm_id for member in members}
    context = {
        "title": "Usaha saya",
        "crumbs": Breadcrumbs(links=[Link(label="Usaha saya", href="")]),
        "tabs": None,
        "parts": [],
        "lead": "Usaha yang Anda urus di Belanja. Satu usaha terdaftar sekali untuk semua pemerintah daerah.",
        "table": _table(members) if members else None,
        "invites": [
            {
                "id": one.pk,
                "name": one.firm.name or "Usaha tanpa nama",
                "role": MemberRole(one.role).label.lower(),
                "when": text.date_time(one.at),
            }
            for one in selectors.invites(actor.user_id)
        ],
        "search": BigSearch(
            action=reverse("vendor:firms"),
            label="Cari usaha Anda dengan NIB atau nomor SIKaP",
            value=written,
            name="nomor",
            key="cari-usaha",
            hint="NIB 13 angka. Data yang sudah dikenal tidak perlu diketik ulang.",
        ),
        "asked": written,
        "found": found,
        "found_mine": found is not None and found.firm.pk in mine,
        "answer": _answer(found, mine) if written else None,
        "register_href": reverse("vendor:register") + (f"?{urlencode({'nib': written})}" if written else ""),
        "waiting": _waiting(),
        "waiting_href": reverse("katalog:waiting"),
    }
    return render(request, "vendor/firms.html", context)


def _answer(found: Found | None, mine: set[int]) -> Notice:
    if found is None:
        return Notice(
            kind="info",
            title="Belum ada usaha dengan nomor ini.",
            text="Periksa angkanya, atau daftarkan usaha Anda sebagai usaha baru.",
        )
    name = found.firm.name or "Usaha perorangan (nama tidak disimpan)"
    if found.firm.pk in mine:
        return Notice(
            kind="success",
            title=f"{name} sudah Anda urus.",
            action=Link(label="Buka", href=reverse("vendor:home", args=[found.firm.pk])),
        )
    if found.profile is not None:
        return Notice(kind="info", title=f"{name} sudah terdaftar.", text="Mintalah pemiliknya menerima Anda.")
    return Notice(
        kind="success",
        title=f"{name} dikenal dari data nasional.",
        text="Klaim usaha ini bila milik Anda: yang sudah dikenal terisi sendiri, lalu petugas memeriksanya.",
    )


def _waiting() -> str:
    told = registry.waiting()
    if told.median is None:
        return (
            "Lama pemeriksaan belum diketahui, karena belum ada pendaftaran yang diputus dalam "
            f"{told.days} hari terakhir."
        )
    return (
        f"Separuh pendaftaran dijawab dalam {text.number(told.median, 1)} jam "
        f"({text.number(told.decided)} putusan dalam {told.days} hari terakhir)."
    )


def _table(members: list[Member]) -> Table:
    return Table(
        key="usaha",
        caption="Usaha yang Anda urus",
        columns=[
            Column(key="nama", label="Usaha"),
            Column(key="peran", label="Peran Anda"),
            Column(key="keadaan", label="Pendaftaran"),
            Column(key="langkah", label="Yang dikerjakan"),
        ],
        rows=[_row(member) for member in members],
        empty=EmptyState(title="Belum ada usaha."),
        level=2,
    )


def _row(member: Member) -> Row:
    profile: Profile | None = getattr(member.firm, "profile", None)
    name = profile.name if profile else member.firm.name
    return Row(
        cells=[
            Cell(text=name or "Usaha tanpa nama", href=reverse("vendor:home", args=[member.firm_id])),
            MemberRole(member.role).label,
            FirmState(profile.state).label if profile else "belum terdaftar",
            Cell(text="Langkah saya", href=reverse("vendor:steps", args=[member.firm_id])) if profile else "",
        ]
    )


@signed_in(methods=("GET", "HEAD", "POST"))
def register(request: HttpRequest, actor: Actor) -> HttpResponse:
    """A new firm: four answers are enough to begin; the rest is filled in at its desk."""
    given = {"nib": request.GET.get("nib", "")[:20], "legal_form": "perorangan"}
    form = ProfileForm(request.POST if request.method == "POST" else None, initial=given)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                profile = services.register(government=home_government(), statement=form.statement(), actor=actor)
            except RuleBroken as refusal:
                form.refuse(refusal)
                status = refusal.status
            else:
                messages.success(request, "Draf pendaftaran disimpan. Lengkapi, lalu ajukan.")
                return HttpResponseRedirect(reverse("vendor:profile", args=[profile.firm_id]))
    context = {
        "title": "Daftarkan usaha baru",
        "crumbs": Breadcrumbs(
            links=[Link(label="Usaha saya", href=reverse("vendor:firms")), Link(label="Daftar", href="")]
        ),
        "tabs": None,
        "parts": [],
        "lead": "Cukup lima isian untuk memulai; sisanya dapat menyusul. Rekening dan berkas baru diminta pada pesanan "
        "pertama, dan kartu identitas tidak pernah disalin.",
        "form": form,
        "fields": [*form.main[:3], form["region_code"], form["phone"]],
        "button": "Mulai",
    }
    return render(request, "vendor/form.html", context, status=status)


@signed_in(methods=("POST",))
def claim(request: HttpRequest, actor: Actor, firm_id: int) -> HttpResponse:
    try:
        profile = services.claim(firm_id=firm_id, government=home_government(), actor=actor)
    except RuleBroken as refusal:
        if refusal.status == 404:
            raise
        messages.error(request, refusal.message)
        return HttpResponseRedirect(reverse("vendor:firms"))
    messages.success(request, "Klaim dimulai. Yang sudah dikenal terisi; lengkapi yang kurang, lalu ajukan.")
    return HttpResponseRedirect(reverse("vendor:profile", args=[profile.firm_id]))


@signed_in(methods=("POST",))
def ask(request: HttpRequest, actor: Actor, firm_id: int) -> HttpResponse:
    try:
        services.ask_access(firm_id=firm_id, actor=actor)
    except RuleBroken as refusal:
        if refusal.status == 404:
            raise
        messages.error(request, refusal.message)
    else:
        messages.success(request, "Permintaan dikirim kepada pemilik usaha. Jawabannya tampil di Pesan.")
    return HttpResponseRedirect(reverse("vendor:firms"))


@signed_in(methods=("POST",))
def invite(request: HttpRequest, actor: Actor, invite_id: int) -> HttpResponse:
    """The invited person agrees to act for the firm, or does not."""
    accept = request.POST.get("do") == "accept"
    try:
        answered = services.answer_invite(invite_id=invite_id, accept=accept, actor=actor)
    except RuleBroken as refusal:
        if refusal.status == 404:
            raise Http404(refusal.message) from refusal
        messages.error(request, refusal.message)
        return HttpResponseRedirect(reverse("vendor:firms"))
    messages.success(request, "Undangan diterima." if accept else "Undangan ditolak.")
    return HttpResponseRedirect(reverse("vendor:home", args=[answered.firm_id]) if accept else reverse("vendor:firms"))
