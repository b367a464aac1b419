"""Registering, sign-in, codes, PIN, passkeys and second factor, under /akun/. `account_login` and the like are names
that allauth looks for."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from django.urls import URLPattern, path

from . import codes, own, passkeys, register, reset

urlpatterns: list[URLPattern] = [
    path("masuk/", account.login, name="account_login"),
    path("sesudah-masuk/", own.after, name="account_after"),
    path("masuk/kunci-sandi/", webauthn.login_webauthn, name="mfa_login_webauthn"),
    path("daftar/", register.register, name="account_register"),
    path("lupa-pin/", register.forgotten, name="account_forgotten"),
    path("lupa-sandi/", reset.ask, name="account_reset"),
    path("lupa-sandi/<int:user_id>/<str:token>/", reset.choose, name="account_reset_choose"),
    path("kode/", codes.typed, name="account_code_typed"),
    path("kode/<str:code>/", codes.brought, name="account_code"),
    path("pin/", own.pin, name="account_pin"),
    path("data/", own.contact, name="account_contact"),
    path("keluar-semua/", own.sign_out_everywhere, name="account_sign_out_everywhere"),
    path("kunci-sandi/tambah/", passkeys.add, name="account_add_passkey"),
    path("kunci-sandi/<int:passkey_id>/hapus/", passkeys.remove, name="account_remove_passkey"),
    path("keluar/", account.logout, name="account_logout"),
    path("tidak-aktif/", account.account_inactive, name="account_inactive"),
    path("konfirmasi/", account.reauthenticate, name="account_reauthenticate"),
    path("sandi/", account.password_change, name="account_change_password"),
    path("keamanan/", mfa.index, name="mfa_index"),
    path("masuk/kode/", mfa.authenticate, name="mfa_authenticate"),
    path("konfirmasi/kode/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("keamanan/aplikasi/aktifkan/", own.proved_only(totp.activate_totp), name="mfa_activate_totp"),
    path("keamanan/aplikasi/matikan/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("keamanan/kode-cadangan/", recovery_codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path(
        "keamanan/kode-cadangan/baru/",
        recovery_codes.generate_recovery_codes,
        name="mfa_generate_recovery_codes",
    ),
    path(
        "keamanan/kode-cadangan/unduh/",
        recovery_codes.download_recovery_codes,
        name="mfa_download_recovery_codes",
    ),
]
