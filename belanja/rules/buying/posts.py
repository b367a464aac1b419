"""How whoever does the work of a PPK is named on papers and pages: by post, never by person."""

import re
from collections.abc import Iterable

from ..duties import AS_PPK, Role


def post_of_ppk(role: Role) -> str:
    """`Pejabat Pembuat Komitmen`, or `Pengguna Anggaran selaku PPK` where nobody is appointed."""
    return role.label if role is Role.PPK else f"{role.label} selaku PPK"


def short_post_of_ppk(role: Role) -> str:
    """`PPK`, `PA selaku PPK`, `KPA selaku PPK`."""
    return "PPK" if role is Role.PPK else f"{role.value.upper()} selaku PPK"


def of_ppk(told: str, role: Role) -> str:
    """A sentence or label that says `PPK`, of an order whose PPK acts in this role."""
    return told if role is Role.PPK else re.sub(r"\bPPK\b", short_post_of_ppk(role), told)


def of_ppks(told: str, roles: Iterable[Role]) -> str:
    """The same of several orders, whose PPKs act in these roles; of none as of a PPK who was appointed."""
    posts = [short_post_of_ppk(role) for role in (Role.PPK, *AS_PPK) if role in set(roles)]
    return re.sub(r"\bPPK\b", " atau ".join(posts) or "PPK", told)


def role_in_post(post: str) -> Role:
    """In which role somebody who is named by this post does the work of a PPK."""
    return next((role for role in AS_PPK if post.startswith(post_of_ppk(role))), Role.PPK)
