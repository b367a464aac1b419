"""Addresses of a firm's orders, in the namespace of its desk."""

from django.urls import path

from . import listing, one

urlpatterns = [
    path("", listing.orders, name="orders"),
    path("<str:code>/", one.order, name="order"),
]
