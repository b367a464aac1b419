"""What the feeds of SPSE have in common.

`kd_satker` of SPSE is a number of its own ("12335093": own id and LPSE id), never that of the RUP, so that the lasting
code `kd_satker_str` names the unit; TenderSelesaiNilai writes that code into `kd_satker`. Providers may be persons:
only names with a legal form or a trade stay readable, tax numbers become keyed marks.
"""

from typing import Any

from belanja.intake import values
from belanja.rules import firms, statuses

from . import orders
from .base import ALWAYS_DROPPED, GOVERNMENT, PERSON, YEAR, Clean, Column, Reject, Staged

#: A code of a ministry's unit is no longer than this; the numbers of SPSE are.
_LONGEST_NUMBER = 6


def tax_number(cell: object) -> str | None:
    return firms.tax_number(values.code(cell))


@values.repetitive
def lasting_code(cell: object) -> str | None:
    """The unit's lasting code; None for a number of SPSE's own, which means nothing outside SPSE."""
    written = values.unit_code(cell)
    return None if written is not None and written.isdigit() and len(written) > _LONGEST_NUMBER else written


PROVIDER = (
    Column("kd_penyedia", values.code),
    Column("nama_penyedia", values.name, ("nama_perusahaan",), private=True, public=firms.is_firm_name),
    Column("npwp", tax_number, ("npwp_penyedia",), private=True),
    Column("npwp16", tax_number, ("npwp16_penyedia", "npwp_16_penyedia", "npwp_penyedia_16"), private=True),
)
UNIT = (
    Column("kd_satker_str", lasting_code, ("kode_satker_str", "kd_satker")),
    Column("nama_satker", values.name),
)
HEAD = (YEAR, *GOVERNMENT, *UNIT)
#: What a selection was announced, offered and signed for; the last two tell parts of the third.
CONTRACT = (
    Column("pagu", values.amount),
    Column("hps", values.amount),
    Column("nilai_penawaran", values.amount),
    Column("nilai_terkoreksi", values.amount),
    Column("nilai_negosiasi", values.amount),
    Column("nilai_kontrak", values.amount, if_missing="nilai kontrak tidak diketahui"),
    Column("nilai_pdn", values.amount, ("nilai_pdn_kontrak",), if_missing="nilai PDN kontrak tidak diketahui"),
    Column("nilai_umk", values.amount, ("nilai_umk_kontrak",), if_missing="nilai UMK kontrak tidak diketahui"),
)

DROPPED = ALWAYS_DROPPED | frozenset(
    "kd_satker kd_lpse lpse_id nama_lpse kd_pkt_dce kd_paket_dce kd_paket url_lpse tgl_penarikan nip_ppk nip_pokja "
    "nama_pokja nip_nama_pokja nip_nama_pp nip_nama_ppk informasi_lainnya".split()
)


def check_unit(row: Clean) -> None:
    """Raise Reject where a row names no unit by its lasting code."""
    if row["kd_satker_str"] is None:
        raise Reject("unit_missing", "Paket tidak menyebut kode satuan kerja (kd_satker_str).", "kd_satker_str")


def firm_name(row: Clean) -> str | None:
    """The provider's name where it is a firm's."""
    name = row["nama_penyedia"]
    return None if name is None or name.startswith(PERSON) else str(name)


def provider(row: Clean) -> dict[str, Any]:
    """The provider as `orders.typed` takes it."""
    refs = orders.refs(spse=row.get("kd_penyedia"), npwp=row["npwp16"]) + orders.refs(npwp=row["npwp"])
    return {
        "vendor_key": row.get("kd_penyedia"),
        "vendor_name": firm_name(row),
        "vendor_refs": list(dict.fromkeys(refs)),
    }


def staged(
    row: Clean,
    *,
    value: str,
    status: str | None,
    stages: int,
    day: str | None,
    done_day: str | None = None,
    **provider: Any,
) -> Staged:
    """A package as an order of one line. `value` names the column of its amount, 0 where it has none yet. Raises Reject
    for a package without a unit or with an amount below zero."""
    check_unit(row)
    orders.check_keys(row["order_id"])
    orders.check_amounts(row[value], row["pagu"], row["nilai_pdn"], row["nilai_umk"])
    amount = row[value] or "0.00"
    return Staged(
        row["order_id"],
        row["tahun"],
        amount,
        orders.typed(
            key=row["order_id"],
            number=row["order_id"],
            title=row["nama_paket"],
            plan_codes=row["kd_rup"],
            status=status,
            stages=stages,
            day=day,
            done_day=done_day,
            doc_total=amount,
            method=row["metode"],
            pagu=row["pagu"],
            pdn_amount=row["nilai_pdn"],
            umk_amount=row["nilai_umk"],
            **provider,
        ),
    )


def selection(row: Clean, *, status: str | None, day: str | None) -> Staged:
    """A package with a selection (tender, direct procurement, appointment): its worth is the contract's."""
    stages = statuses.selection_stages(status, has_contract=row["nilai_kontrak"] is not None)
    return staged(row, value="nilai_kontrak", status=status, stages=stages, day=day, **provider(row))
