"""Firms as statements make them, the people who act for them, and what a firm says of itself to be listed."""

from .firms import Firm, FirmId, Sanction, ScaleEvidence
from .licences import FirmLicence
from .members import AccessRequest, CooperativeMember, Member, MemberInvite
from .registration import Profile, RegistrationStep, SignedSheet
from .related import FirmMark
from .sanctions import SanctionCase, SanctionMatch

__all__ = [
    "AccessRequest",
    "CooperativeMember",
    "Firm",
    "FirmId",
    "FirmLicence",
    "FirmMark",
    "Member",
    "MemberInvite",
    "Profile",
    "RegistrationStep",
    "Sanction",
    "SanctionCase",
    "SanctionMatch",
    "ScaleEvidence",
    "SignedSheet",
]
