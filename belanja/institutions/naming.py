"""Names of governments as the feeds spell them, and what kind of government a feed means."""

import re

from .models import Government

_PREFIX = re.compile(r"^(pemerintah\s+(daerah\s+)?|pemda\s+|pemprov\s+|pemkab\s+|pemkot\s+)", re.IGNORECASE)
_IMPLIED = {"pemprov": "Provinsi", "pemkab": "Kabupaten", "pemkot": "Kota"}
_KINDS = (
    ("prov", Government.Kind.PROVINCE),
    ("kab", Government.Kind.REGENCY),
    ("kota", Government.Kind.CITY),
)
_NATIONAL = ("kementerian", "lembaga", "badan", "instansi", "mahkamah", "kejaksaan", "kepolisian")


def government_name(name: str) -> str:
    """One spelling: `Pemerintah Daerah Provinsi X`, `Provinsi X` and `PEMPROV X` are all `Provinsi X`."""
    text = " ".join(name.split())
    text = text.title() if text.isupper() or text.islower() else text
    match = _PREFIX.match(text)
    if match:
        implied = _IMPLIED.get(match[0].strip().lower(), "")
        text = f"{implied} {text[match.end() :]}".strip()
    return re.sub(r"^kab\.?\s+", "Kabupaten ", text, flags=re.IGNORECASE)


def government_kind(kind_text: str, name: str) -> str:
    """The kind told by `jenis_klpd`, else by the name; empty when neither tells."""
    for text in (kind_text, government_name(name)):
        word = text.strip().lower()
        for beginning, kind in _KINDS:
            if word.startswith(beginning):
                return kind
        if word.startswith(_NATIONAL):
            return Government.Kind.MINISTRY
    return ""
