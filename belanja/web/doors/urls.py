"""What officers do for people with a telephone, under the address of their government."""

from django.urls import path

from . import messages, people, restorations

app_name = "doors"
urlpatterns = [
    path("kelola/<str:gov>/akun/", people.people, name="people"),
    path("kelola/<str:gov>/akun/undang/", people.invite, name="invite"),
    path("kelola/<str:gov>/akun/lembar/", people.sheets, name="sheets"),
    path("kelola/<str:gov>/akun/<int:user_id>/kode/", people.code, name="code"),
    path("kelola/<str:gov>/akun/pemulihan/", restorations.restorations, name="restorations"),
    path("kelola/<str:gov>/akun/pemulihan/<int:restoration_id>/", restorations.restoration, name="restoration"),
    path("kelola/<str:gov>/pesan/", messages.messages, name="messages"),
    path("kelola/<str:gov>/surel/<int:mail_id>/", messages.mail, name="mail"),
    path("kelola/<str:gov>/pesan/<int:notice_id>/", messages.message, name="message"),
]
