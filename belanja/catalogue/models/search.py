"""What the search reads: one narrow row per visible offer, the words of all of them, and the curators' synonyms."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models

from .offers import Offer


class OfferSearch(models.Model):
    """Everything by which an offer is found, filtered, counted and ordered. Written in the transaction of whatever
    changes the offer (catalogue.search.index), so that nobody finds what is no longer there.

    Small numbers stand for words: `pdn`, `scale` by their place in catalogue.search.codes, `regions` as the bits of
    Region, `values` as ids of FacetValue. `price` is the lowest amount in force, in rupiah.
    """

    offer = models.OneToOneField(Offer, primary_key=True, on_delete=models.CASCADE, db_constraint=False)
    product_id = models.BigIntegerField()
    seller_id = models.IntegerField()
    etalase_id = models.IntegerField()
    brand_id = models.IntegerField(null=True)
    place_id = models.IntegerField(null=True, help_text="kabupaten/kota of the firm")
    pdn = models.SmallIntegerField()
    scale = models.SmallIntegerField()
    state = models.SmallIntegerField(help_text="0 for sale, 1 visible and not for sale, 2 archive")
    regions = models.BigIntegerField(help_text="bit mask of the regions served")
    price = models.BigIntegerField(null=True)
    quality = models.SmallIntegerField(help_text="points for completeness, without any preference")
    boost = models.SmallIntegerField(help_text="points of affirmation, shown and to be switched off")
    name_words = models.SmallIntegerField(help_text="how many words its name has without the brand")
    values = ArrayField(models.IntegerField(), default=list)
    words = SearchVectorField()

    class Meta:
        indexes = [
            GinIndex(fields=["words"], name="offer_search_words", fastupdate=False),
            models.Index(fields=["etalase_id", "state"], name="offer_search_shelf"),
            models.Index(fields=["product_id"], name="offer_search_product"),
            models.Index(fields=["seller_id"], name="offer_search_seller"),
        ]

    def __str__(self) -> str:
        return str(self.offer_id)


class FacetValue(models.Model):
    """One value of one schema attribute, as a number."""

    etalase_id = models.IntegerField()
    key = models.CharField(max_length=40)
    value = models.CharField(max_length=120)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["etalase_id", "key", "value"], name="facet_value")]

    def __str__(self) -> str:
        return f"{self.key}={self.value}"


class Word(models.Model):
    """A word that stands in names of visible offers, and in how many: what a mistyped word can mean."""

    word = models.CharField(max_length=40, unique=True)
    uses = models.IntegerField()

    def __str__(self) -> str:
        return self.word


class Synonym(models.Model):
    """Words that mean the same to a buyer; used at query time, so that a change works at once."""

    term = models.CharField(max_length=80, unique=True)
    equivalents = ArrayField(models.CharField(max_length=80))
    both_ways = models.BooleanField(default=True)
    active = models.BooleanField(default=True)
    seeded = models.BooleanField(default=False, help_text="from the data file of this version")
    changed_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.term


class SearchState(models.Model):
    """One row: its number grows whenever words or synonyms have changed, so that processes read them again."""

    version = models.BigIntegerField(default=1)

    def __str__(self) -> str:
        return str(self.version)


class ZeroResult(models.Model):
    """A search that found nothing, counted by day: what is missing from the shelves. No person, no address."""

    day = models.DateField()
    query = models.CharField(max_length=80)
    count = models.IntegerField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["day", "query"], name="zero_result_once_a_day")]

    def __str__(self) -> str:
        return self.query
