"""How a file is refused: always a sentence that names the file, the place and what to do."""

from belanja.rules.decisions import RuleBroken


class BrokenFile(RuleBroken):
    """A file cannot be read as it is. Nothing of it may be used; `message` is Indonesian and may be shown.

    Codes: file_cut_off, file_malformed, file_encoding, file_characters, file_number, file_nesting, file_row,
    file_row_too_large, file_too_large, file_trailing, file_not_table, file_header, file_source_error,
    file_zip, file_zip_bomb, file_encrypted, file_macros, file_formulas, file_entities, file_parquet,
    file_unreadable, file_changed.
    """

    def __init__(self, code: str, name: str, problem: str, remedy: str) -> None:
        super().__init__(code, f"Berkas {name}: {problem} {remedy}", status=422)
        self.name, self.problem = name, problem


FETCH_AGAIN = "Ambil ulang berkas ini dari sumbernya, lalu muat kembali."
SAVE_UTF8 = "Simpan ulang sebagai UTF-8, lalu muat kembali."
SAVE_XLSX = "Buka di aplikasi lembar kerja, simpan sebagai .xlsx biasa, lalu muat kembali."
SAVE_VALUES = "Salin isi lembar, tempel sebagai nilai, simpan, lalu muat kembali."


def unstorable(name: str, row: int = 0) -> BrokenFile:
    """The refusal for text with NUL, which no database stores; `row` 0 where it is not known."""
    where = f" (baris data {number(row)})" if row else ""
    return BrokenFile("file_characters", name, f"memuat karakter kosong (NUL){where}.", FETCH_AGAIN)


def number(value: int) -> str:
    """12345 as "12.345", the way the screens write counts and places."""
    return f"{value:,}".replace(",", ".")
