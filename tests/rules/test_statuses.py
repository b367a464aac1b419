"""What the words of the v5 feed mean where its two columns do not say the same."""

import pytest

from belanja.rules import statuses
from belanja.rules.channels import Stage

_DONE = Stage.ORDERED | Stage.CONTRACTED | Stage.RECEIVED | Stage.COMPLETED


@pytest.mark.parametrize("step", ["paket_selesai", "verifikasi_penyelesaian_paket", "langkah baru", None])
def test_paket_selesai_alone_decides_what_is_finished(step: str | None) -> None:
    assert statuses.v5_stages(step, "Paket Selesai") == _DONE


@pytest.mark.parametrize(
    ("step", "overall"),
    [("paket_dibatalkan", "Paket Selesai"), ("paket_selesai", "Paket Proses"), ("langkah baru", "Paket Proses")],
)
def test_contradictions_and_unknown_steps_wait(step: str, overall: str) -> None:
    assert statuses.v5_stages(step, overall) == Stage.UNCERTAIN


def test_a_cancelled_package_reaches_nothing_else() -> None:
    assert statuses.v5_stages("paket_dibatalkan", "Paket Batal") == Stage.CANCELLED
