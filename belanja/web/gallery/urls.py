from django.urls import path

from belanja.web.gallery.views import gallery

urlpatterns = [path("galeri", gallery, name="gallery")]
