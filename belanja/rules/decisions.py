"""What a rule says when it refuses: a code for programs, a sentence for people, the article for auditors."""


class RuleBroken(Exception):
    """A service refused. `message` is Indonesian and may be shown as it is; nothing was changed.

    `status` follows HTTP: 409 for a clash with the present state, 422 for bad input, 403 for a missing
    duty, 404 for an object that the actor may not know of.
    """

    def __init__(self, code: str, message: str, citation: str = "", *, status: int = 422) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.citation = citation
        self.status = status


def unchanged(what: str, version: int, seen: int | None) -> None:
    """Raise RuleBroken 409 where `what` (Paket, Pesanan, Kebutuhan) has changed since a person saw it in the version
    `seen`; None: it does not matter to him. What he typed stays on his page."""
    if seen is not None and version != seen:
        raise RuleBroken(
            "changed_meanwhile",
            f"{what} ini berubah sejak halaman Anda dibuka. Isian Anda masih ada; bandingkan dengan keadaan terbaru, "
            "lalu kirim lagi.",
            status=409,
        )
