"""An import that is killed leaves everything as it was, and can be started again."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROWS = 12_000
AT = (0.05, 0.3, 0.6)
"""Parts of an undisturbed run's time after which the process is killed."""


def order(number: int) -> dict[str, object]:
    return {
        "tahun_anggaran": 2025,
        "jenis_instansi": "KABUPATEN",
        "nama_instansi": "Kab. Contoh",
        "nama_satker": "DINAS CONTOH",
        "kd_klpd": "D900",
        "kd_satker_str": f"1.01.0.00.0.00.{number % 40:02}.0000",
        "kd_paket": f"01K32QD12XPKKTQMJ6E3{number:06}",
        "kd_rup": "50000001",
        "rup_nama_pkt": "Belanja contoh",
        "kd_penyedia_v6": "01JHKT4BFAVEMPVFWSNK1BQ4F6",
        "total_harga": 1000 + number,
        "tgl_order": "2025-03-10",
        "status_pkt": "ON_PROCESS",
        "status_pengiriman": "DRAFT",
    }


def belanja(home: Path, *words: str) -> list[str]:
    return [sys.executable, "-m", "belanja.cli", *words]


def run(home: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        belanja(home, *words), env=_env(home), capture_output=True, text=True, timeout=120, check=False
    )


def _env(home: Path) -> dict[str, str]:
    kept = {key: value for key, value in os.environ.items() if key not in {"DATABASE_URL", "DJANGO_SETTINGS_MODULE"}}
    return {**kept, "BELANJA_HOME": str(home)}


@pytest.mark.slow
def test_a_killed_import_leaves_the_database_as_before(tmp_path: Path) -> None:
    home, path = tmp_path / "rumah", tmp_path / "pesanan.json"
    path.write_text(json.dumps([order(number) for number in range(ROWS)]))
    assert run(home, "migrate").returncode == 0
    begun = time.monotonic()
    tried = run(home, "import", str(path), "--dry-run", "--json")
    whole = time.monotonic() - begun
    assert tried.returncode == 0, tried.stderr
    nothing_left = [_killed_after(home, path, whole * part) for part in AT]
    assert any(nothing_left), "no attempt was killed in the middle"
    if all(nothing_left):
        done = run(home, "import", str(path), "--json")
        assert done.returncode == 0, done.stderr
        (pull,) = json.loads(done.stdout)["pulls"]
        assert (pull["rows"]["loaded"], pull["added"]) == (ROWS, ROWS)
    again = json.loads(run(home, "import", str(path), "--json").stdout)["pulls"][0]
    assert (again["rows"]["unchanged"], again["rows"]["loaded"]) == (ROWS, 0)


def _killed_after(home: Path, path: Path, seconds: float) -> bool:
    """Kill an import; whether it left nothing. On a machine that is suddenly fast it may have ended before: then all of
    it must be there. Never a part."""
    process = subprocess.Popen(
        belanja(home, "import", str(path)), env=_env(home), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    time.sleep(seconds)
    process.send_signal(signal.SIGKILL)
    process.wait(timeout=30)
    answer = run(home, "shares", "--government", "D900", "--year", "2025", "--json")
    if answer.returncode == 1:
        return True
    total = json.loads(answer.stdout)["total"]
    assert total["numerator"] == f"{sum(1000 + number for number in range(ROWS))}.00"
    return False
