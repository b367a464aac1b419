"""One's own messages."""

from django.urls import path

from . import box, choices

app_name = "notices"
urlpatterns = [
    path("pesan/", box.box, name="box"),
    path("pesan/terbaca/", box.all_read, name="all_read"),
    path("pesan/pilihan/", choices.choices, name="choices"),
    path("pesan/pilihan/kalender/", choices.open_calendar, name="open_calendar"),
    path("pesan/pilihan/kalender/cabut/", choices.close_calendar, name="close_calendar"),
    path("kalender/<str:word>.ics", choices.feed, name="calendar"),
    path("pesan/<int:notice_id>/", box.opened, name="open"),
]
