"""Who buys in the sample: one unit with an officer for each duty, and the firm on the other side."""

from dataclasses import dataclass

from belanja.accounts.models import User
from belanja.catalogue.models import Region
from belanja.demo.accounts import POSTS
from belanja.institutions.models import Government, Unit
from belanja.journal.services import Actor
from belanja.rules.duties import Role

#: Behind most firms of the sample nobody has an account: what they do is told as theirs all the same.
FIRM = Actor(user_id=None, label="Pemilik akun (contoh)")


@dataclass(frozen=True)
class Team:
    """The officers of one unit that buy, sign, receive and pay; goods go to `place`."""

    government: Government
    unit: Unit
    people: dict[Role, Actor]
    place: Region

    @property
    def pp(self) -> Actor:
        return self.people[Role.PEJABAT_PENGADAAN]

    @property
    def ppk(self) -> Actor:
        return self.people[Role.PPK]

    @property
    def pa(self) -> Actor:
        return self.people[Role.PA]

    @property
    def pptk(self) -> Actor:
        return self.people[Role.PPTK]

    @property
    def treasurer(self) -> Actor:
        return self.people[Role.BENDAHARA]


def team(government: Government, unit_code: str) -> Team:
    """The accounts of the sample that serve a unit."""
    posts = {post.login: post for post in POSTS if post.unit == unit_code}
    users = User.objects.filter(email__in=posts, is_example=True)
    return Team(
        government,
        Unit.objects.get(government=government, code=unit_code),
        {posts[user.email].role: Actor(user.pk, posts[user.email].label) for user in users if user.email},
        Region.objects.get(code="36.73"),
    )
