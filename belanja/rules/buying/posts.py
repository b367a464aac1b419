"""How whoever does the work of a PPK is named on papers and pages: by post, never by person."""

from ..duties import Role


def post_of_ppk(role: Role) -> str:
    """`Pejabat Pembuat Komitmen`, or `Pengguna Anggaran selaku PPK` where nobody is appointed."""
    return role.label if role is Role.PPK else f"{role.label} selaku PPK"


def short_post_of_ppk(role: Role) -> str:
    """`PPK`, `PA selaku PPK`, `KPA selaku PPK`."""
    return "PPK" if role is Role.PPK else f"{role.value.upper()} selaku PPK"
