"""Files sent through the browser: the same import, with the duty checked first and a private place on disk."""

import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import UploadedFile

from belanja.institutions import selectors as institutions
from belanja.institutions.models import Government
from belanja.journal.services import Actor
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import Duty

from ..run import Outcome, import_paths

#: Larger files go over the command line, which shows progress; a request must end before its patience does.
LARGEST_UPLOAD = 64 * 1024 * 1024


def import_upload(*, files: Iterable["UploadedFile[Any]"], government: Government, actor: Actor) -> Outcome:
    """Import uploaded files for one government. Raises RuleBroken for a missing duty, an oversized or broken file."""
    institutions.require(actor, Duty.IMPORT, government)
    with tempfile.TemporaryDirectory(prefix="belanja-unggah-") as folder:
        paths = []
        for number, file in enumerate(files):
            if (file.size or 0) > LARGEST_UPLOAD:
                raise RuleBroken(
                    "upload_too_large",
                    f"{file.name}: lebih dari 64 MB. Muat lewat perintah “belanja import” di server.",
                )
            place = Path(folder) / str(number) / (Path(file.name or "berkas").name or "berkas")
            place.parent.mkdir()
            with place.open("wb") as target:
                for chunk in file.chunks():
                    target.write(chunk)
            paths.append(place)
        if not paths:
            raise RuleBroken("nothing_to_import", "Pilih paling sedikit satu berkas.")
        return import_paths(paths=paths, actor=actor, government=government.code)
