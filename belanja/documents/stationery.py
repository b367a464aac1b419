"""From records to what stands on paper: letterhead, signature room, verification block."""

from datetime import date
from typing import Final

from belanja.foundation import text
from belanja.institutions.models import Official

from . import addresses, qr
from .models import Letterhead, Paper, Signatory
from .pdf import content

_PREFIX: Final = {Official.Quality.PLH: "Plh. ", Official.Quality.PLT: "Plt. "}


def on_paper(letterhead: Letterhead | None) -> content.Letterhead | None:
    """The letterhead as the template wants it; None where a government has none."""
    if letterhead is None:
        return None
    whose = letterhead.government.name
    return content.Letterhead(
        lines=letterhead.lines,
        address=letterhead.address,
        emblem=letterhead.emblem or None,
        emblem_alt=f"Lambang {whose}",
    )


def room_for(signatory: Signatory, *, place: str, day: date | None) -> content.Signature:
    """Room for a signature with post, name, rank and NIP; `day` None leaves the date to the pen."""
    official = signatory.official
    return content.Signature(
        post=[f"{_PREFIX.get(Official.Quality(official.quality), '')}{official.post},"],
        name=signatory.name,
        rank=signatory.rank,
        nip=signatory.nip,
        place=place,
        date=text.long_date(day) if day else "………………",
    )


def check_block(paper: Paper) -> content.Verification:
    """QR, address and code by which the paper can be checked."""
    address = addresses.verification(paper.code)
    return content.Verification(address=address, code=paper.code, number=paper.number, qr=qr.svg(address))
