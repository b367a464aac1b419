"""The account of an import, as JSON and in words: what came in, what became of it, what now waits."""

from decimal import Decimal
from typing import Any

from belanja.foundation import text

from ..feeds import BY_NAME
from ..models import HeldItem, Pull
from ..run import Outcome


def told(outcome: Outcome) -> dict[str, Any]:
    """The outcome for programs: amounts are texts with two decimals."""
    return {
        "run": str(outcome.run),
        "dry_run": outcome.dry_run,
        "pulls": [_pull(pull) for pull in outcome.pulls],
        "passed_over": [{"file": name, "why": why} for name, why in outcome.passed_over],
    }


def _pull(pull: Pull) -> dict[str, Any]:
    return {
        "feed": pull.feed,
        "label": BY_NAME[pull.feed].label,
        "government": pull.government.code if pull.government else None,
        "year": pull.year or None,
        "state": pull.state,
        "files": [file["name"] for file in pull.files],
        "rows": {
            "in": pull.rows_in,
            "loaded": pull.rows_loaded,
            "unchanged": pull.rows_unchanged,
            "replayed": pull.rows_replayed,
            "quarantined": pull.rows_quarantined,
        },
        "amounts": {
            "in": _two(pull.amount_in),
            "loaded": _two(pull.amount_loaded),
            "unchanged": _two(pull.amount_unchanged),
            "replayed": _two(pull.amount_replayed),
            "quarantined": _two(pull.amount_quarantined),
        },
        "added": pull.added,
        "changed": pull.changed,
        "vanished": pull.vanished,
        "notes": pull.notes,
    }


def told_in_words(outcome: Outcome) -> str:
    """The outcome for the person at the keyboard."""
    lines = []
    for pull in outcome.pulls:
        whose = f"{pull.government.name} " if pull.government else ""
        year = f"{pull.year}" if pull.year else ""
        lines += [
            f"{BY_NAME[pull.feed].label} — {whose}{year}".rstrip(),
            f"  masuk          {pull.rows_in:>10,} baris  {text.rupiah(pull.amount_in):>28}",
            f"  dimuat         {pull.rows_loaded:>10,} baris  {text.rupiah(pull.amount_loaded):>28}",
            f"  tidak berubah  {pull.rows_unchanged:>10,} baris  {text.rupiah(pull.amount_unchanged):>28}",
            f"  berulang       {pull.rows_replayed:>10,} baris  {text.rupiah(pull.amount_replayed):>28}",
            f"  karantina      {pull.rows_quarantined:>10,} baris  {text.rupiah(pull.amount_quarantined):>28}",
            f"  baru {pull.added}, berubah {pull.changed}, hilang {pull.vanished}",
        ]
        lines += [f"  perhatian: {note['message']}" for note in pull.notes]
        if pull.state == Pull.State.HELD:
            lines.append("  MENUNGGU KEPUTUSAN: tarikan ini tampak terpotong.")
    lines += [f"Dilewati: {name} ({why})." for name, why in outcome.passed_over]
    waiting = _waiting(outcome)
    if waiting:
        lines.append(f"Menunggu keputusan: {waiting}.")
    if outcome.dry_run:
        lines.append("Percobaan saja: tidak ada yang disimpan.")
    return "\n".join(line.replace(",", ".") if "baris" in line else line for line in lines)


def _waiting(outcome: Outcome) -> str:
    governments = {pull.government_id for pull in outcome.pulls if pull.government_id}
    open_items = HeldItem.objects.filter(government_id__in=governments, resolution="")
    counts: dict[str, int] = {}
    for kind in open_items.values_list("kind", flat=True):
        counts[kind] = counts.get(kind, 0) + 1
    labels = dict(HeldItem.Kind.choices)
    return ", ".join(f"{count} × {labels[HeldItem.Kind(kind)].lower()}" for kind, count in sorted(counts.items()))


def _two(amount: Decimal) -> str:
    return f"{amount:.2f}"
