"""The shelves. In this state of the house: the national list of etalase that orders of Katalog v5 point to."""

from django.db import models


class NationalEtalase(models.Model):
    """An etalase (komoditas) of Katalog Elektronik v5, as its list was last pulled."""

    class Kind(models.TextChoices):
        LOCAL = "Lokal", "Lokal"
        SECTORAL = "Sektoral", "Sektoral"
        NATIONAL = "Nasional", "Nasional"

    national_id = models.CharField("kd_komoditas", max_length=20, unique=True)
    name = models.CharField(max_length=300)
    kind = models.CharField(max_length=12, choices=Kind, blank=True)
    owner_name = models.CharField(max_length=200, blank=True)
    owner_code = models.CharField("KLPD pemilik", max_length=12, blank=True)
    source_row_id = models.BigIntegerField(null=True)

    def __str__(self) -> str:
        return self.name
