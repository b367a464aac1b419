"""Addresses of a firm's way to its first orders, in the namespace of its desk."""

from django.urls import path

from . import coach, screen

urlpatterns = [
    path("", screen.steps, name="steps"),
    path("pendamping/", coach.coach, name="coach"),
    path("kalender.ics", coach.papers_due, name="papers_due"),
    path("surat/<slug:letter_code>.pdf", coach.letter, name="letter"),
]
