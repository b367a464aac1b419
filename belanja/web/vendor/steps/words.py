"""The words of the coach: each stone of the way, what to do for it and where; and the one thing to do next."""

from collections.abc import Callable, Sequence

from django.urls import reverse

from belanja.foundation import clock, text
from belanja.needs.models import Match, Need
from belanja.needs.selectors.coach import Standing, Unfinished
from belanja.needs.selectors.papers import Ending, Kind
from belanja.rules.needs.coaching import Move, Step, Stone
from belanja.rules.registration_reasons import REASONS
from belanja.web.pieces import Link, StatusTag
from belanja.web.pieces import Standing as Sign
from belanja.web.vendor.access import FirmDesk
from belanja.web.vendor.goods.words import to_do

from .pieces import Item, NextCard

_WHERE = {
    Stone.PHONE: "account_code_typed",
    Stone.SUBMIT: "vendor:submit",
    Stone.TAX: "vendor:tax",
    Stone.LICENCE: "vendor:licences",
    Stone.GOOD: "vendor:listing_shelves",
    Stone.SALE: "vendor:listings",
}
_HINTS = {
    Stone.PHONE: "Minta kodenya kepada petugas Dinas Koperasi atau Biro PBJ, lalu ketik kode itu. Cukup sekali.",
    Stone.SCALE: "Mikro, kecil, atau koperasi, dan apa buktinya. Contoh suratnya ada di halaman Pendamping.",
    Stone.SUBMIT: "Baca sekali lagi, centang persetujuan, lalu ajukan. Barang boleh dipasang hari itu juga.",
    Stone.CHECK: "Petugas sedang memeriksa. Hasilnya masuk ke Pesan.",
    Stone.TAX: "Apakah usaha Anda memungut pajak PPN (PKP) atau tidak (bukan PKP)? Sebelum dijawab, uang PPN dalam "
    "pesanan belum dibayarkan.",
    Stone.GOOD: "Cukup satu nama dan satu harga. Foto dan keterangan lain dapat menyusul.",
    Stone.SALE: "Petugas sedang memeriksa barang Anda. Hasilnya masuk ke Pesan.",
}
#: What the card says to do for a stone: the heading, and the words on the button.
_DOES = {
    Stone.PHONE: ("Buktikan nomor telepon Anda", "Ketik kode"),
    Stone.DATA: ("Lengkapi data usaha", "Isi data usaha"),
    Stone.SCALE: ("Sebutkan besar usaha Anda", "Isi skala usaha"),
    Stone.SUBMIT: ("Ajukan pendaftaran usaha Anda", "Periksa dan ajukan"),
    Stone.TAX: ("Nyatakan status pajak usaha Anda", "Nyatakan status pajak"),
    Stone.LICENCE: ("Isi izin usaha Anda", "Isi izin"),
    Stone.GOOD: ("Pasang barang pertama Anda", "Tambah barang"),
    Stone.SALE: ("Lengkapi barang Anda", "Buka barang"),
}
_CODED = "Kodenya sudah dibuat petugas: lihat WhatsApp Anda atau lembar dari petugas."


def stone_item(desk: FirmDesk, now: Standing, step: Step) -> Item:
    """A stone as a line: passed, the firm's to pass, an officer's, or one that comes after another."""
    if step.done:
        return Item(label=step.stone.label, tag=StatusTag(standing=Sign.REACHED, word="sudah"))
    if step.later:
        return Item(label=step.stone.label, tag=StatusTag(standing=Sign.HELD, word="nanti"))
    if not step.mine:
        tag = StatusTag(standing=Sign.HELD, word="menunggu petugas")
        return Item(label=step.stone.label, tag=tag, facts=[_HINTS[step.stone]])
    tag = StatusTag(standing=Sign.BEHIND, word="belum")
    return Item(label=step.stone.label, tag=tag, href=_address(desk, now, step.stone), facts=_facts(now, step.stone))


def _facts(now: Standing, stone: Stone) -> Sequence[str]:
    """What exactly is asked for."""
    if stone is Stone.DATA:
        return [f"{one.message} {one.fix}".strip() for one in now.asked]
    if stone is Stone.LICENCE:
        return [f"{one.shelf}: {one.missing.why} {one.missing.fix}" for one in now.lacking]
    if stone is Stone.PHONE and now.coded:
        return [_CODED]
    if stone in _OF_GOODS and now.unfinished is not None:
        return [_good_told(now.unfinished)]
    if stone is Stone.SALE and now.lacking:
        return ["Isi dahulu izin yang diminta etalasenya."]
    return [_HINTS[stone]]


_OF_GOODS = (Stone.GOOD, Stone.SALE)


def _address(desk: FirmDesk, now: Standing, stone: Stone) -> str:
    """Where it is done: the very field, paper or good, where there is one."""
    if stone in _OF_GOODS and now.unfinished is not None:
        return desk.url("vendor:listing", now.unfinished.offer.pk)
    if stone is Stone.DATA:
        return field_address(desk, f"id_{now.asked[0].field}" if now.asked else "pokok-nama")
    if stone is Stone.SCALE:
        return field_address(desk, "id_scale")
    if stone is Stone.LICENCE and now.lacking:
        return f"{desk.url('vendor:licence')}?jenis={now.lacking[0].missing.kind.code}"
    name = _WHERE[stone]
    return desk.url(name) if name.startswith("vendor:") else reverse(name)


def field_address(desk: FirmDesk, place: str) -> str:
    """A field or heading of *Data usaha*."""
    return f"{desk.url('vendor:profile')}#{place}"


def _good_told(one: Unfinished) -> str:
    return f"{one.offer.product.name or 'Barang tanpa nama'}: {text.lower_first(to_do(one.offer, one.returned))}"


def next_card(desk: FirmDesk, now: Standing) -> NextCard:
    """The one thing to do next."""
    if now.next.move is Move.STONE:
        assert now.next.stone is not None  # as `next_step` gives it
        return _stone_card(desk, now, now.next.stone)
    return _CARDS[now.next.move](desk, now)


def _stone_card(desk: FirmDesk, now: Standing, stone: Stone) -> NextCard:
    title, button = _DOES[stone]
    if stone in _OF_GOODS and now.unfinished is not None:
        return _goods_card(desk, now)
    return NextCard(
        title=f"{title}.",
        text=" ".join(_facts(now, stone)[:2]),
        action=Link(label=button, href=_address(desk, now, stone)),
        where=f"Usaha saya, lalu {text.lower_first(button)}.",
    )


def _goods_card(desk: FirmDesk, now: Standing) -> NextCard:
    one = now.unfinished
    assert one is not None  # as `next_step` gives it
    name = one.offer.product.name or "barang tanpa nama"
    return NextCard(
        title=f"{'Perbaiki' if one.returned else 'Selesaikan'} {name}.",
        text=to_do(one.offer, one.returned),
        action=Link(label="Buka barang", href=desk.url("vendor:listing", one.offer.pk)),
        where=f"Barang, {name}.",
    )


def _order_card(desk: FirmDesk, now: Standing) -> NextCard:
    first = now.waiting[0]
    assert first.order is not None  # a firm's work is about orders
    due = f"Paling lambat {text.date_time(first.due_at)}. " if first.due_at else ""
    more = f"Sesudah itu {text.count_words(len(now.waiting) - 1)} pekerjaan lagi." if len(now.waiting) > 1 else ""
    called = "Kantor meminta sebagian pesanan ini dikirim. " if first.page == "calls" else ""
    return NextCard(
        title=f"{first.what}: {first.order.title}",
        text=f"{called}{due}{more}".strip(),
        action=Link(label="Buka pesanan", href=desk.url(f"vendor:{first.page}", first.order.code)),
        where=f"Pesanan, nomor {first.order.code}.",
    )


def _need_card(desk: FirmDesk, now: Standing) -> NextCard:
    need = now.unanswered[0].need
    by = f"Paling lambat {text.long_date(need.needed_by)}. " if need.needed_by else ""
    return NextCard(
        title=f"{need.on_behalf} mencari {need.what}. Apakah Anda sanggup?",
        text=f"{by}Jawab sanggup atau tidak; keduanya membantu pembeli.",
        action=Link(label="Baca dan jawab", href=desk.url("vendor:need", need.code)),
        where=f"Kebutuhan, nomor {need.code}.",
    )


def _mend_card(desk: FirmDesk, now: Standing) -> NextCard:
    profile = desk.profile
    assert profile is not None  # only what was registered is returned
    reason = REASONS.get(profile.reason_code)
    told = f"{reason.label}. {reason.cure}" if reason else ""
    return NextCard(
        title="Perbaiki pendaftaran Anda.",
        text=" ".join(part for part in (told, profile.note) if part),
        action=Link(label="Perbaiki data", href=_address(desk, now, Stone.DATA)),
        where="Data usaha, perbaiki, lalu ajukan lagi.",
    )


def _renew_card(desk: FirmDesk, now: Standing) -> NextCard:
    first, day = now.ending[0], text.long_date(now.ending[0].last)
    over = first.last < clock.today()
    if first.kind is Kind.CONFIRMATION:
        title, button = f"Nyatakan harga dan stok masih berlaku: {first.about}.", "Buka barang"
        told = f"Sejak {day} barang itu tidak dapat dibeli." if over else f"Paling lambat {day}."
    else:
        title, button = f"{first.what} {'habis' if over else 'berlaku sampai'} {day}.", "Perbarui"
        told = f"{first.about}. " if first.about else ""
        told += "Perbarui sekarang." if over else "Perbarui sebelum habis."
    return NextCard(
        title=title,
        text=told,
        action=Link(label=button, href=ending_address(desk, first)),
        where=f"{first.what}, {text.lower_first(button)}.",
    )


def _wait_card(desk: FirmDesk, now: Standing) -> NextCard:
    return NextCard(title="Menunggu petugas.", text="Tidak ada yang perlu Anda kerjakan. Hasilnya masuk ke Pesan.")


def _done_card(desk: FirmDesk, now: Standing) -> NextCard:
    return NextCard(
        title="Semua beres.",
        text="Pesanan dan kebutuhan baru masuk ke Pesan. Barang baru dapat ditambah kapan saja.",
        action=Link(label="Tambah barang", href=desk.url("vendor:listing_shelves")),
    )


_CARDS: dict[Move, Callable[[FirmDesk, Standing], NextCard]] = {
    Move.ORDER: _order_card,
    Move.MEND: _mend_card,
    Move.NEED: _need_card,
    Move.GOODS: _goods_card,
    Move.RENEW: _renew_card,
    Move.WAIT: _wait_card,
    Move.NOTHING: _done_card,
}


def ending_address(desk: FirmDesk, one: Ending) -> str:
    """Where it is renewed."""
    if one.target is not None:
        return desk.url("vendor:listing", one.target)
    return desk.url(
        {
            Kind.LICENCE: "vendor:licences",
            Kind.TAX: "vendor:taxes",
            Kind.SCALE: "vendor:home",
        }.get(one.kind, "vendor:listings")
    )


def asked_by(need: Need) -> str:
    """`Dinas Sosial, Kab. Lebak, paling lambat 5 Januari 2027`, as far as it was told."""
    place = f", {need.region}" if need.region else ""
    return f"{need.on_behalf}{place}{f', paling lambat {text.long_date(need.needed_by)}' if need.needed_by else ''}"


def asked_item(desk: FirmDesk, match: Match, together: str) -> Item:
    """A need that reached the firm: who, by when, how much, with those alike."""
    need = match.need
    if match.declined_at is not None:
        tag = StatusTag(standing=Sign.UNKNOWN, word="tidak")
    elif match.interested_at is not None:
        tag = StatusTag(standing=Sign.REACHED, word="sanggup")
    else:
        tag = StatusTag(standing=Sign.ON_WAY, word="belum dijawab")
    return Item(
        label=need.what,
        tag=tag,
        href=desk.url("vendor:need", need.code),
        facts=[asked_by(need), *([together] if together else [])],
    )
