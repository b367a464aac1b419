"""Which questions are shown in a government, and what waits for a second person."""

from belanja.rules.flags.catalogue import INDICATORS

from ..models import Switch


def switches(*, government_id: int) -> dict[tuple[str, int], Switch]:
    """The approved switch in force of each version that has one."""
    rows = Switch.objects.filter(government_id=government_id, state=Switch.State.IN_FORCE).order_by("decided_at", "pk")
    return {(one.indicator, one.version): one for one in rows}


def shown_versions(*, government_id: int) -> frozenset[tuple[str, int]]:
    """Versions of today's catalogue that are shown: by the last approved switch, else by the catalogue itself."""
    decided = switches(government_id=government_id)
    return frozenset(
        (one.code, one.version)
        for one in INDICATORS
        if (decided[one.code, one.version].shown if (one.code, one.version) in decided else one.shown)
    )


def waiting(*, government_id: int) -> dict[tuple[str, int], Switch]:
    """Proposals that wait for a second person."""
    rows = Switch.objects.filter(government_id=government_id, state=Switch.State.PROPOSED)
    return {(one.indicator, one.version): one for one in rows}
