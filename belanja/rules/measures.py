"""Units of measure by their UN/ECE code (Recommendations 20 and 21), and the many ways in which they are written."""

import re

#: Code -> the word on screen, then other spellings. Packages carry the X codes of Recommendation 21.
_UNITS: dict[str, str] = {
    "H87": "buah|bh|unit|pcs|pc|piece|pieces|biji|keping|item|satuan|each|ea|batang|btg",
    "SET": "set|stel|setel|sets",
    "PR": "pasang|psg|pair",
    "DZN": "lusin|lsn|dozen|doz",
    "GRO": "gros|gross",
    "RM": "rim|ream|rem",
    "KGM": "kilogram|kg|kilo|kgs",
    "GRM": "gram|gr|g",
    "TNE": "ton|tonne|metrik ton",
    "LTR": "liter|ltr|lt|l|litre",
    "MLT": "mililiter|ml|cc",
    "MTR": "meter|m|mtr|m1",
    "LM": "meter lari|m'|meter lurus",
    "CMT": "sentimeter|cm",
    "MTK": "meter persegi|m2|m²|meter2",
    "MTQ": "meter kubik|m3|m³|kubik|meter3",
    "HUR": "jam|hour",
    "DAY": "hari|day|hr",
    "E49": "hari kerja",
    "WEE": "minggu|week",
    "MON": "bulan|bln|month",
    "ANN": "tahun|thn|year",
    "IE": "orang|org|person|pax|peserta|person/orang|orang/bulan|ob|oh",
    "PTN": "porsi|portion|prs",
    "ACT": "kegiatan|event|acara",
    "E48": "paket|pkt|layanan|jasa|paket jasa|package|service",
    "E27": "dosis|dose",
    "HEA": "ekor|head",
    "D65": "rit|putaran|trip",
    "XCT": "dus|karton|dos|kardus|carton|ktn",
    "XBX": "kotak|box|boks|ktk",
    "XPK": "pak|pack|pck|packs|press",
    "XPA": "bungkus|bks|packet",
    "XRO": "rol|roll|gulung|rolls",
    "XST": "lembar|lbr|sheet|helai|lbr/lembar",
    "XBO": "botol|btl|bottle",
    "XCA": "kaleng|klg|can|tin",
    "XSA": "karung|sak|zak|sack|bag",
    "XJC": "jeriken|jerigen|jirigen|jrg|jerrycan",
    "XTU": "tube|tub|tabung",
    "XSH": "sachet|saset|sct|shc",
    "XBJ": "ember|pail|bucket",
    "XBE": "ikat|bundle|bendel|ikt",
    "XDR": "drum|drm",
    "XPX": "palet|pallet",
    "XJR": "toples|jar|stoples",
    "XVI": "vial",
    "XAM": "ampul|ampoule|amp",
    "XCR": "krat|crate|peti",
    "XBC": "galon|gallon|gln",
    "XPU": "nampan|tray",
    "XEC": "kantong|plastik|pouch|sachet besar",
    "E51": "pekerjaan|proyek|job",
    "C62": "eksemplar|eks|exp|exemplar|buku|judul",
    "TAB": "tablet|tab|kaplet|kapsul|strip",
}
WORDS: dict[str, str] = {code: spelled.split("|", 1)[0] for code, spelled in _UNITS.items()}
_BY_SPELLING = {spelling: code for code, spelled in _UNITS.items() for spelling in spelled.split("|")}


def code_of(written: str | None) -> str:
    """The UN/ECE code of a unit as people write it; empty where nobody knows what is meant."""
    plain = re.sub(r"[.\s]+", " ", (written or "").strip().lower()).strip(" .")
    return _BY_SPELLING.get(plain) or _BY_SPELLING.get(plain.split("/")[0].split("(")[0].strip(), "")


def word_of(code: str) -> str:
    """The Indonesian word of a unit's code; `satuan` where the unit is not known."""
    return WORDS.get(code, "satuan")
