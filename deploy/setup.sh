#!/bin/sh
# Makes the virtual environment from locked requirements: setup.sh base|dev STAMP. Called by the Makefile.
# Each missing prerequisite is named in one line. An interrupted set-up leaves no stamp and is done again.
set -eu
kind=$1
stamp=$2
python=${PYTHON:-python3}

refuse() {
    echo "$1" >&2
    exit 1
}

command -v "$python" >/dev/null 2>&1 ||
    refuse "Python belum ada; pasang dengan: sudo apt-get install make python3-venv"
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
    refuse "Python 3.11 atau lebih baru diperlukan, $python adalah $("$python" -V 2>&1); pilih yang lain: make PYTHON=python3.11"
"$python" -c 'import ensurepip, venv' 2>/dev/null ||
    refuse "Modul venv belum ada; pasang dengan: sudo apt-get install make python3-venv"

# Two commands at the same time must not install into the same folder at the same time.
exec 9>.setup.lock
if command -v flock >/dev/null 2>&1; then flock 9; fi
if [ -e "$stamp" ]; then exit 0; fi

if ! .venv/bin/python -m pip --version >/dev/null 2>&1 || [ "$(.venv/bin/python -V)" != "$("$python" -V)" ]; then
    "$python" -m venv --clear .venv
fi
echo "Memasang pustaka ($kind) ..."
.venv/bin/python -m pip install -qq --require-hashes -r "requirements/$kind.txt" ||
    refuse "Pemasangan pustaka gagal; periksa sambungan ke registri paket lalu jalankan perintah yang sama lagi."

# The product is used from its sources: a path entry makes it importable, a small script is its command.
packages=$(.venv/bin/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')
pwd >"$packages/belanja.pth"
cat >.venv/bin/belanja <<'SCRIPT'
#!/bin/sh
exec "$(dirname -- "$(readlink -f -- "$0")")/python" -P -m belanja.cli "$@"
SCRIPT
chmod 755 .venv/bin/belanja
rm -f .venv/."$kind"-*
: >"$stamp"
