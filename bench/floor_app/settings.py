"""The product's settings with two pages of our own."""

from belanja.config.settings import *  # noqa: F403 - everything is as in the product but the pages

ROOT_URLCONF = "bench.floor_app.urls"
