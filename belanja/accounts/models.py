"""People who sign in. What they may do is not here: roles are held from/to in `institutions`."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.utils.crypto import salted_hmac

from . import pins


class UserManager(BaseUserManager["User"]):
    def create_user(
        self,
        *,
        name: str,
        email: str | None = None,
        phone: str | None = None,
        password: str | None = None,
        **extra: Any,
    ) -> "User":
        """A new account. `email` or `phone` (E.164, +62…) must be given; both are stored in lower case or digits.

        Whoever opens it answers for the number; who opens his own goes through `services.register`.
        """
        if not (email or phone):
            raise ValueError("Isi surel atau nomor telepon.")
        extra.setdefault("phone_verified", bool(phone))
        user = self.model(name=name, email=email.lower() if email else None, phone=phone or None, **extra)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """A person. Personal columns live here alone, so that they can be erased without touching any record.

    A telephone number belongs to one account only once it is proved: until then several may claim it, so that nobody
    learns from registering who has an account, and nobody can keep a number from its owner.
    """

    name = models.CharField("nama", max_length=120)
    email = models.EmailField("surel", unique=True, null=True, blank=True, help_text="of officers; signs in")
    phone = models.CharField("telepon", max_length=20, null=True, blank=True, help_text="E.164")
    phone_verified = models.BooleanField(default=False)
    contact_email = models.EmailField("surel untuk pesan", blank=True, help_text="never signs in; nobody checked it")
    registered_with = models.CharField(max_length=12, blank=True, help_text="KLPD code of the government asked")
    sessions = models.PositiveIntegerField(default=0, help_text="raised to end every session")
    is_active = models.BooleanField(default=True)
    is_example = models.BooleanField(default=False, help_text="an account of the sample data")
    date_joined = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(email__isnull=False) | Q(phone__isnull=False) | Q(is_active=False),
                name="user_reachable",
                violation_error_message="Isi surel atau nomor telepon.",
            ),
            models.UniqueConstraint(fields=["phone"], condition=Q(phone_verified=True), name="user_proved_number"),
        ]
        indexes = [
            models.Index(fields=["phone", "-id"], name="user_by_number"),
            models.Index(
                fields=["registered_with", "id"],
                condition=Q(phone_verified=False, is_active=True),
                name="user_to_prove",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def uses_pin(self) -> bool:
        """Whether this account signs in with a PIN, not with a password."""
        return pins.is_pin(self.password)

    @property
    def waits_for_proof(self) -> bool:
        """Whether nobody has shown yet whose this account is: no administrator opened it, no code proved its number."""
        return not self.phone_verified and not self.email

    def check_password(self, raw_password: str | None) -> bool:
        if not self.uses_pin:
            return super().check_password(raw_password)
        return pins.matches(raw_password or "", self.password)

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """Sessions hold as long as the secret and the count of `end_sessions` stay the same."""
        kept = f"{self.password}:{self.sessions}" if self.sessions else self.password
        salt = "django.contrib.auth.models.AbstractBaseUser.get_session_auth_hash"
        return salted_hmac(salt, kept, secret=secret, algorithm="sha256").hexdigest()


class DoorCode(models.Model):
    """A code that an officer hands over, from hand to hand or to the telephone in question; whoever brings it back
    has what it was handed to. Kept as a keyed hash, used once, with an end."""

    class Purpose(models.TextChoices):
        NUMBER = "nomor", "Bukti nomor telepon"
        INVITATION = "undangan", "Undangan"
        RESTORATION = "pulih", "Pemulihan akses"

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="door_codes")
    purpose = models.CharField("keperluan", max_length=10, choices=Purpose)
    phone = models.CharField("nomor yang dibuktikan", max_length=20, blank=True, help_text="E.164; erased once used")
    code_hash = models.CharField(max_length=64, unique=True)
    government_code = models.CharField(max_length=12)
    made_at = models.DateTimeField()
    made_by_id = models.BigIntegerField(null=True, help_text="account of the officer")
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(expires_at__gt=F("made_at")), name="door_code_term"),
            models.UniqueConstraint(
                fields=["user"],
                condition=Q(used_at__isnull=True, cancelled_at__isnull=True),
                name="door_code_one_open",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.pk}"


class Attempts(models.Model):
    """Wrong PINs in a row for a telephone number, known only by a keyed hash; whether it has an account or not."""

    key = models.CharField(primary_key=True, max_length=64)
    failures = models.PositiveIntegerField(default=0)
    last_at = models.DateTimeField()
    rests_until = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["last_at"], name="attempts_by_age")]

    def __str__(self) -> str:
        return f"{self.failures}"


class Trace(models.Model):
    """That an account was somewhere on a day: a keyed mark of the network and one of the device, never the address or
    the device itself; once a day. Read by APIP within a case alone, deleted when its days are over."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="traces")
    day = models.DateField()
    network = models.CharField(max_length=24, blank=True)
    device = models.CharField(max_length=24, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "day", "network", "device"], name="trace_once_a_day")]
        indexes = [
            models.Index(fields=["day"], name="trace_by_age"),
            models.Index(fields=["network"], name="trace_by_network"),
            models.Index(fields=["device"], name="trace_by_device"),
        ]

    def __str__(self) -> str:
        return f"{self.day}"
