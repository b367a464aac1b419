"""Wiring of the whole product. Every setting that differs between installations comes from the environment.

`BELANJA_HOME` (data folder), `DATABASE_URL` (another PostgreSQL), `BELANJA_SECRET_KEY`, `BELANJA_HOSTS`,
`BELANJA_HTTPS`, `BELANJA_ADDRESS` (how people outside reach it), `BELANJA_GOVERNMENT` (the government whose figures
the front page shows).
"""

from urllib.parse import urlsplit

from csp.constants import NONE, SELF

from belanja.foundation import environment, postgres

BASE_DIR = environment.source_root()
HOME = environment.home()
SECRET_KEY = environment.secret("BELANJA_SECRET_KEY", "secret_key")
#: Key of the hashes that stand for officials in imported rows; never leaves the installation.
IDENTITY_KEY = environment.secret("BELANJA_IDENTITY_KEY", "identity_key")
DEBUG = environment.flag("BELANJA_DEBUG", default=False)
HTTPS = environment.flag("BELANJA_HTTPS", default=False)
ALLOWED_HOSTS = environment.words("BELANJA_HOSTS", default="127.0.0.1 localhost [::1] testserver")
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS] if HTTPS else []
#: How people outside reach this installation; printed on papers as address and QR.
PUBLIC_ADDRESS = environment.text(
    "BELANJA_ADDRESS",
    default=f"https://{ALLOWED_HOSTS[0]}"
    if HTTPS
    else f"http://127.0.0.1:{environment.number('PORT', default=8000, lowest=1, highest=65535)}",
).rstrip("/")
DEFAULT_GOVERNMENT = environment.text("BELANJA_GOVERNMENT", default="D43")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.contrib.postgres",
    "django_htmx",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "belanja.journal",
    "belanja.accounts",
    "belanja.notices",
    "belanja.institutions",
    "belanja.vendors",
    "belanja.documents",
    "belanja.etalase",
    "belanja.catalogue",
    "belanja.plans",
    "belanja.purchasing",
    "belanja.facts",
    "belanja.needs",
    "belanja.proposals",
    "belanja.intake",
    "belanja.exchange",
    "belanja.affirmation",
    "belanja.oversight",
    "belanja.reporting",
    "belanja.demo",
    "belanja.web",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "belanja.web.light.LightPages",
    "belanja.web.middleware.ContentPolicy",
    "belanja.web.middleware.OneMoment",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "belanja.web.middleware.CurrentDuties",
    "belanja.web.traces.LeavesTraces",
    "django_htmx.middleware.HtmxMiddleware",
    "belanja.web.errors.RuleBrokenMiddleware",
]
ROOT_URLCONF = "belanja.config.urls"
WSGI_APPLICATION = "belanja.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "belanja" / "web" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "belanja.web.context.chrome",
            ],
        },
    }
]

DATABASES = {"default": postgres.database_settings()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["belanja.accounts.backend.Backend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("name", "email", "phone")},
    },
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "account_after"
LOGOUT_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "belanja.accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email", "phone"}
#: Sign-up is closed (the adapter says so); allauth still wants to know which of its fields would be required.
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PHONE_VERIFICATION_ENABLED = False
ACCOUNT_SESSION_REMEMBER = True  # no question on the page: a session lasts SESSION_COOKIE_AGE for everybody
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 600
#: A village hall registers thirty firms over one line; every number and every address is limited besides.
ACCOUNT_RATE_LIMITS = {
    "signup": "60/h/ip",
    "reset_password": "30/h/ip,3/h/key",
    "reset_password_from_key": "60/m/ip",
}
#: Seconds for which the link to a new password holds (`accounts.resets`).
PASSWORD_RESET_TIMEOUT = 30 * 60
ACCOUNT_FORMS = {
    "login": "belanja.web.account.forms.SignInForm",
    "reauthenticate": "belanja.web.account.forms.AgainForm",
    "change_password": "belanja.web.account.forms.PasswordForm",
}
MFA_FORMS = {
    "login_webauthn": "belanja.web.account.passkeys.PasskeySignInForm",
    "authenticate": "belanja.web.account.forms.CodeForm",
    "reauthenticate": "belanja.web.account.forms.CodeAgainForm",
    "activate_totp": "belanja.web.account.forms.ActivateForm",
}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ADAPTER = "belanja.accounts.adapter.SecondFactorAdapter"
MFA_TOTP_ISSUER = "Belanja"
MFA_TOTP_TOLERANCE = 1
#: Addresses are checked by the administrator who opens the account; many officers have a telephone number only.
MFA_ALLOW_UNVERIFIED_EMAIL = True
#: Attempts at sign-in are counted here, for all web workers together.
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.filebased.FileBasedCache", "LOCATION": str(HOME / "cache")}
}
#: Without a server mail is kept as files, so that nothing is lost; `MAIL_LEAVES`: it goes to people outside.
_MAIL = environment.mail_server()
MAIL_LEAVES = _MAIL is not None
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if MAIL_LEAVES else 'filebased'}.EmailBackend"
EMAIL_FILE_PATH = HOME / "mail"
EMAIL_TIMEOUT = 20
if _MAIL is not None:
    EMAIL_HOST, EMAIL_PORT = _MAIL.host, _MAIL.port
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _MAIL.user, _MAIL.password
    EMAIL_USE_TLS, EMAIL_USE_SSL = _MAIL.tls, _MAIL.ssl
MAIL_DOMAIN = urlsplit(PUBLIC_ADDRESS).hostname or "localhost"
DEFAULT_FROM_EMAIL = environment.text("BELANJA_EMAIL_FROM", default=f"Belanja <belanja@{MAIL_DOMAIN}>")

LANGUAGE_CODE = "id"
LANGUAGES = [("id", "Bahasa Indonesia"), ("en", "English")]
#: The address decides on the language (`?bahasa=en` where a page exists in English), never the browser: a page
#: half in one language and half in the other helps nobody.
LOCALE_PATHS = [BASE_DIR / "belanja" / "web" / "locale"]
TIME_ZONE = "Asia/Jakarta"
USE_TZ = True
USE_I18N = True
USE_THOUSAND_SEPARATOR = False

STATIC_URL = "static/"
STATIC_ROOT = HOME / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "belanja.web.light.NamedFiles"},
}
MEDIA_ROOT = HOME / "files"
FILE_UPLOAD_PERMISSIONS = 0o600

SESSION_ENGINE = "belanja.accounts.sessions"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 8 * 3600
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
#: Behind the proxy that HTTPS needs, attempts are counted by the address that it adds, not by the proxy's own.
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
CSRF_FAILURE_VIEW = "belanja.web.errors.csrf_failure"
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "style-src": [SELF],
        "script-src": [SELF],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
FORM_RENDERER = "belanja.web.widgets.Renderer"
SILENCED_SYSTEM_CHECKS: list[str] = []
