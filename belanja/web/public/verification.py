"""`/verifikasi/`: anybody checks a paper by its code, and a file by its hash. No person is named, no file is kept."""

import hashlib
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from belanja.catalogue import selectors as catalogue
from belanja.documents import selectors
from belanja.documents.selectors import PublicFile, PublicPaper
from belanja.documents.services.papers import LARGEST
from belanja.foundation import text
from belanja.rules import codes
from belanja.rules.decisions import RuleBroken
from belanja.rules.papers import State
from belanja.web import context
from belanja.web.naming import shown
from belanja.web.pieces import DefinitionList, Link, Notice, Term

from . import doors, limits

#: Codes that nobody has, and files compared, from one address before it must wait.
MISSES, FILES, WAIT = 20, 40, 600


class CodeForm(forms.Form):
    """The code of a paper, as it is typed."""

    kode = forms.CharField(
        label="Kode verifikasi",
        max_length=40,
        help_text="Dua belas huruf dan angka di kotak keaslian naskah, misalnya 7K3M-9QXF-2D4T. Huruf kecil dan tanpa "
        "tanda hubung boleh.",
        error_messages={"required": "Ketik kode yang tercetak pada naskah."},
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )

    def clean_kode(self) -> str:
        """The code as it is shown; a slip is told apart from a code that nobody has."""
        code = codes.read(str(self.cleaned_data["kode"]))
        if code is None:
            raise forms.ValidationError(
                "Kode ini salah ketik: huruf pemeriksanya tidak cocok. Periksa lagi kedua belas hurufnya."
            )
        return code


class FileForm(forms.Form):
    """A file to be compared; it is read and forgotten."""

    berkas = forms.FileField(
        label="Berkas Anda",
        help_text="Dibandingkan di peladen lewat sidik SHA-256, lalu dilupakan. Paling besar 50 MB.",
        error_messages={"required": "Pilih berkas yang hendak dibandingkan.", "empty": "Berkas ini kosong."},
    )

    def clean_berkas(self) -> "UploadedFile[Any]":
        """Refuses what no issued file can be as large as."""
        file: UploadedFile[Any] = self.cleaned_data["berkas"]
        if file.size is None or file.size > LARGEST:
            raise forms.ValidationError("Berkas ini terlalu besar untuk naskah yang diterbitkan di sini.")
        return file


@never_cache
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """A field for the code; a code that can be one leads to its page."""
    form = CodeForm(request.GET) if "kode" in request.GET else CodeForm()
    if form.is_bound and form.is_valid():
        return HttpResponseRedirect(reverse("public:paper", args=[form.cleaned_data["kode"]]))
    return _search(request, form, status=422 if form.is_bound else 200)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def paper(request: HttpRequest, code: str) -> HttpResponse:
    """What is on record of a paper, and whether a file handed in is the one that was issued."""
    if limits.used_up(request, "verification", most=MISSES):
        return _wait(request)
    read = codes.read(code)
    if read and catalogue.saved_search(read) is not None:
        return HttpResponseRedirect(reverse("katalog:saved", args=[read]))
    try:
        found = selectors.public_paper(code)
    except RuleBroken:
        return _search(request, CodeForm({"kode": code}), status=404)
    if found is None:
        limits.count(request, "verification", seconds=WAIT)
        return _search(request, CodeForm(), status=404, notice=_unknown(codes.read(code) or ""))
    if found.code != code:
        return HttpResponseRedirect(reverse("public:paper", args=[found.code]))
    context.at(request, found.government)
    form, verdict = FileForm(), None
    if request.method == "POST":
        if limits.used_up(request, "comparison", most=FILES):
            return _wait(request)
        limits.count(request, "comparison", seconds=WAIT)
        form = FileForm(request.POST, request.FILES)
        if form.is_valid():
            verdict = _verdict(found, _sha256(form.cleaned_data["berkas"]))
            form = FileForm()
    trail = doors.trail(found.government, ("Verifikasi", reverse("public:verification")), (found.number, ""))
    values = {
        "trail": trail,
        "paper": found,
        "state": _state(found),
        "facts": _facts(found),
        "files": [_file(file) for file in found.files],
        "copies": [_file(file) for file in found.signed_copies],
        "form": form,
        "verdict": verdict,
    }
    return render(request, "public/paper.html", values, status=422 if form.errors else 200)


def _search(request: HttpRequest, form: CodeForm, *, status: int, notice: Notice | None = None) -> HttpResponse:
    values = {"trail": doors.trail(None, ("Periksa keaslian dokumen", "")), "form": form, "notice": notice}
    return render(request, "public/verification.html", values, status=status)


def _wait(request: HttpRequest) -> HttpResponse:
    notice = Notice(
        kind="warning",
        title="Terlalu banyak percobaan dari jaringan Anda.",
        text="Coba lagi sepuluh menit lagi. Kode yang tercetak pada naskah tidak perlu ditebak.",
    )
    answer = _search(request, CodeForm(), status=429, notice=notice)
    answer["Retry-After"] = str(WAIT)
    return answer


def _unknown(code: str) -> Notice:
    return Notice(
        kind="error",
        title=f"Tidak ada naskah dengan kode {code}.",
        text="Kodenya utuh, tetapi tidak pernah diterbitkan di sini. Naskah yang dibatalkan atau diganti tetap "
        "ditemukan, jadi naskah dengan kode ini bukan dari Belanja.",
    )


def _state(found: PublicPaper) -> Notice:
    ended = text.long_date(found.ended_at) if found.ended_at else ""
    if found.state is State.CANCELLED:
        return Notice(
            kind="error",
            title=f"Naskah ini dibatalkan pada {ended}.",
            text="Ia pernah diterbitkan, tetapi tidak berlaku lagi. Jangan memakainya sebagai dasar.",
        )
    if found.state is State.REPLACED:
        return Notice(
            kind="warning",
            title=f"Naskah ini diganti pada {ended}.",
            text="Yang berlaku adalah penggantinya.",
            action=Link(label="Buka penggantinya", href=reverse("public:paper", args=[found.replaced_by])),
        )
    signed = found.state is State.SIGNED
    return Notice(
        kind="success",
        title="Naskah ini diterbitkan dan masih berlaku.",
        text="Salinan bertanda tangan sudah diterima. Belanja tidak memeriksa tanda tangannya."
        if signed
        else "Salinan bertanda tangan belum diterima.",
    )


def _facts(found: PublicPaper) -> DefinitionList:
    official = "belum dicatat"
    if found.official_number:
        official = found.official_number
        if found.official_date:
            official += f", {text.long_date(found.official_date)}"
    terms = [
        Term(term="Jenis", text=found.kind),
        Term(term="Diterbitkan oleh", text=found.government.name),
        *([Term(term="Perangkat Daerah", text=shown(found.unit))] if found.unit else []),
        *([Term(term="Periode", text=found.period)] if found.period else []),
        Term(term="Nomor register Belanja", text=found.number),
        Term(term="Nomor resmi", text=official),
        Term(term="Terbit", text=text.date_time(found.issued_at)),
        Term(term="Status", text=text.capital_first(found.state.label)),
        Term(term="Kode verifikasi", text=found.code),
    ]
    if found.reference_sha256:
        terms.append(Term(term="Sidik angka yang dibekukan (SHA-256)", text=found.reference_sha256))
    if found.replaces:
        href = reverse("public:paper", args=[found.replaces])
        terms.append(Term(term="Mengganti", text=found.replaces, href=href))
    return DefinitionList(terms=terms)


def _file(file: PublicFile) -> dict[str, str]:
    kilobytes = max(1, round(file.size / 1024))
    return {"name": file.name, "size": f"{text.number(kilobytes)} kB", "sha256": file.sha256}


def _sha256(file: "UploadedFile[Any]") -> str:
    digest = hashlib.sha256()
    for part in file.chunks():
        digest.update(part)
    return digest.hexdigest()


def _verdict(found: PublicPaper, digest: str) -> Notice:
    ended = found.state in (State.CANCELLED, State.REPLACED)
    for file in found.files:
        if file.sha256 == digest:
            return Notice(
                kind="warning" if ended else "success",
                title=f"Berkas Anda sama persis dengan {file.name} yang diterbitkan.",
                text="Tetapi naskah ini tidak berlaku lagi." if ended else f"Sidiknya {digest}.",
            )
    for file in found.signed_copies:
        if file.sha256 == digest:
            return Notice(
                kind="warning" if ended else "success",
                title="Berkas Anda sama persis dengan salinan bertanda tangan yang diterima.",
                text="Tetapi naskah ini tidak berlaku lagi." if ended else f"Sidiknya {digest}.",
            )
    return Notice(
        kind="error",
        title="Berkas Anda bukan berkas yang diterbitkan.",
        text=f"Sidiknya {digest}, tidak sama dengan satu pun berkas naskah ini. Satu huruf yang berubah, penyimpanan "
        "ulang, atau pindaian sudah membuatnya lain.",
    )
