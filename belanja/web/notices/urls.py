"""One's own messages."""

from django.urls import path

from . import box

app_name = "notices"
urlpatterns = [
    path("pesan/", box.box, name="box"),
    path("pesan/terbaca/", box.all_read, name="all_read"),
    path("pesan/<int:notice_id>/", box.opened, name="open"),
]
