"""People who sign in. What they may do is not here: roles are held from/to in `institutions`."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q


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
        """A new account. `email` or `phone` (E.164, +62…) must be given; both are stored in lower case or digits."""
        if not (email or phone):
            raise ValueError("Isi surel atau nomor telepon.")
        user = self.model(name=name, email=email.lower() if email else None, phone=phone or None, **extra)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """A person. Personal columns live here alone, so that they can be erased without touching any record."""

    name = models.CharField("nama", max_length=120)
    email = models.EmailField("surel", unique=True, null=True, blank=True)
    phone = models.CharField("telepon", max_length=20, unique=True, null=True, blank=True, help_text="E.164")
    phone_verified = models.BooleanField(default=False)
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
            )
        ]

    def __str__(self) -> str:
        return self.name
