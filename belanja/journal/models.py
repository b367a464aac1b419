"""The journal: one row per business event, appended in the transaction of the change it tells of; and the answers
given to requests that may arrive several times."""

from django.db import models


class Event(models.Model):
    """A business event. Rows are never changed or deleted (a trigger of the database refuses both).

    Actors are ids without a foreign key: a person may be erased, what was done stays.
    """

    at = models.DateTimeField(help_text="UTC, from foundation.clock")
    name = models.CharField(max_length=80, help_text="capability.what_happened, e.g. intake.pull_applied")
    actor_id = models.BigIntegerField(null=True, help_text="accounts.User, or empty for the command line")
    actor_label = models.CharField(max_length=120, help_text="post or channel, never a person's name")
    government_code = models.CharField(max_length=12, blank=True)
    subject = models.CharField(max_length=160, help_text="kind:id of what it is about")
    payload = models.JSONField(default=dict)

    class Meta:
        indexes = [
            models.Index(fields=["name", "id"], name="event_name"),
            models.Index(fields=["subject", "id"], name="event_subject"),
            models.Index(fields=["government_code", "id"], name="event_government"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.name} {self.subject}"


class Once(models.Model):
    """One request that was carried out, and what was answered (`journal.once`). Written in the transaction of what it
    did, and forgotten after some days: nothing of record stands here."""

    actor = models.CharField(max_length=140, help_text="journal.once.scope_of: whose key it is")
    name = models.CharField(max_length=80, help_text="what was asked for, e.g. purchasing.accept_order")
    key = models.CharField(max_length=100)
    digest = models.CharField(max_length=64, help_text="SHA-256 of what was sent")
    answer = models.JSONField(null=True, help_text="null only while the request is carried out")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["actor", "name", "key"], name="once_key")]
        indexes = [models.Index(fields=["at"], name="once_by_age")]

    def __str__(self) -> str:
        return f"{self.name} {self.key}"
