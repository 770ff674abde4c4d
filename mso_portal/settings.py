"""One settings file; every difference between installations is an environment variable (README, Drift)."""

import os
import secrets
from pathlib import Path
from urllib.parse import unquote, urlsplit

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent
VAR = Path(os.environ.get("MSO_VAR") or BASE_DIR / ".var")


def text(name, default=""):
    """Return the variable, or the content of the file that `<name>_FIL` points at (for secrets)."""
    path = os.environ.get(f"{name}_FIL")
    return Path(path).read_text().strip() if path else os.environ.get(name) or default


def choice(name, allowed, default):
    """Return one of the allowed words; stop with advice otherwise."""
    value = text(name, default)
    if value not in allowed:
        raise ImproperlyConfigured(f"{name}={value!r}: vælg en af {', '.join(allowed)} (choose one of these).")
    return value


def number(name, default, low, high):
    """Return a whole number within the bounds; stop with advice otherwise."""
    value = text(name, str(default))
    if not value.isdigit() or not low <= int(value) <= high:
        raise ImproperlyConfigured(f"{name}={value!r}: skriv et helt tal {low}–{high} (a whole number).")
    return int(value)


def required_in_drift(name, default):
    """Return the variable; the default serves the demo only."""
    value = text(name)
    if not value and MSO_MILJOE == "drift":
        raise ImproperlyConfigured(f"{name} mangler. Sæt den i miljøfilen (set it in the environment file).")
    return value or default()


def secret_key():
    """Return the demo's own key, made once under .var/."""
    path = VAR / "hemmelig_noegle"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(secrets.token_urlsafe(50))
        path.chmod(0o600)
    return path.read_text()


def database(url):
    """Return Django's form of a postgres URL; other engines are refused (D2)."""
    parts = urlsplit(url)
    if parts.scheme not in ("postgres", "postgresql"):
        raise ImproperlyConfigured("DATABASE_URL skal begynde med postgresql:// (only PostgreSQL is supported).")
    query = dict(pair.split("=", 1) for pair in parts.query.split("&") if "=" in pair)
    limits = {"statement_timeout": "15s", "lock_timeout": "5s", "idle_in_transaction_session_timeout": "60s"}
    options = " ".join(f"-c {key}={os.environ.get('MSO_' + key.upper(), value)}" for key, value in limits.items())
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")) or "mso",
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(query.pop("host", "") or parts.hostname or ""),
        "PORT": str(parts.port or query.pop("port", "")),
        "CONN_MAX_AGE": 300,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"connect_timeout": 3, "options": options, **{k: unquote(v) for k, v in query.items()}},
    }


MSO_VERSION = "0.1"


def mail_server(url):
    """Return Django's form of smtp://user:password@host:port (STARTTLS) or smtps://; without one, files."""
    if not url:
        return {"EMAIL_BACKEND": "mso_portal.motor.postkasse.FilBackend"}
    parts = urlsplit(url)
    if parts.scheme not in ("smtp", "smtps"):
        raise ImproperlyConfigured("MSO_MAIL skal begynde med smtp:// eller smtps:// (must begin with one of these).")
    own = parts.hostname in ("localhost", "127.0.0.1", "::1")
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname or "",
        "EMAIL_PORT": parts.port or (465 if parts.scheme == "smtps" else 25),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_USE_TLS": parts.scheme == "smtp" and not own,
    }


MSO_MILJOE = choice("MSO_MILJOE", ["demo", "drift"], "demo")
MSO_ADRESSE = required_in_drift("MSO_ADRESSE", lambda: "http://127.0.0.1:8000")
MSO_ORGANISATION = text("MSO_ORGANISATION", "Demokommunen, Sundhed og Omsorg")
MSO_KONTAKT = text("MSO_KONTAKT", "din lokale systemadministrator")
MSO_OFFENTLIG_KONTAKT = text("MSO_OFFENTLIG_KONTAKT", MSO_ORGANISATION)
MSO_TILGAENGELIGHEDSERKLAERING = text("MSO_TILGAENGELIGHEDSERKLAERING")
MSO_SESSION_TOMGANG_MIN = number("MSO_SESSION_TOMGANG_MIN", 60, 5, 480)
MSO_SESSION_MAX_TIMER = number("MSO_SESSION_MAX_TIMER", 10, 1, 24)
MSO_OPSLAG_MDR = number("MSO_OPSLAG_MDR", 13, 12, 60)
# Seconds the portal's clock runs off the machine's; the demo is played in 2020 (motor/ur.py).
MSO_UR = text("MSO_UR")
if MSO_UR and MSO_MILJOE == "drift":
    raise ImproperlyConfigured("MSO_UR hører til demoen og må ikke sættes i drift (demo only).")

DEBUG = False
SECRET_KEY = required_in_drift("MSO_HEMMELIG_NOEGLE", secret_key)
SECRET_KEY_FALLBACKS = [key for key in text("MSO_HEMMELIG_NOEGLE_GAMLE").split() if key]
ALLOWED_HOSTS = [urlsplit(MSO_ADRESSE).hostname, "127.0.0.1", "localhost"]
CSRF_TRUSTED_ORIGINS = [MSO_ADRESSE]

DATABASES = {"default": database(required_in_drift("DATABASE_URL", lambda: "postgresql:///mso"))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.forms",
    "simple_history",
    "import_export",
    "procrastinate.contrib.django",
    "django_htmx",
    "django_prose_editor",
    "csp",
    "mso_portal",
    "mso_portal.motor",
    "mso_portal.organisation",
    "indstillinger",
    "maalinger",
    "indsatser",
]
AUTH_USER_MODEL = "organisation.Bruger"
AUTHENTICATION_BACKENDS = ["mso_portal.motor.backend.PersonBackend"]

MIDDLEWARE = [
    "mso_portal.motor.headers.HeaderMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "mso_portal.motor.sessions.SessionLimitMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "mso_portal.motor.access.AccessMiddleware",
    "mso_portal.motor.log.AccessLogMiddleware",
]
ROOT_URLCONF = "mso_portal.urls"
WSGI_APPLICATION = "mso_portal.wsgi.application"
CSRF_FAILURE_VIEW = "mso_portal.motor.fejl.csrf_failure"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "mso_portal.forside.shell",
            ],
        },
    },
]

LANGUAGE_CODE = "da"
TIME_ZONE = "Europe/Copenhagen"
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": VAR / "filer"}},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = False
MSO_UPLOAD_MB = number("MSO_UPLOAD_MB", 50, 1, 500)
MSO_INDSTILLING_MB = number("MSO_INDSTILLING_MB", 200, 1, 5000)
# The socket of a virus scanner: with it a file waits until it is scanned.
MSO_CLAMD = text("MSO_CLAMD")
# Weeks in which a series of meetings is not ticked ("28-31"), and phrases that change nothing a reader can see.
MSO_FERIEUGER = text("MSO_FERIEUGER", "28-31")
MSO_TOMME_FRASER = tuple(filter(None, text("MSO_TOMME_FRASER").split(";")))
# What is counted of fewer is not told in a public extract.
MSO_UDDRAG_NAEVNER = number("MSO_UDDRAG_NAEVNER", 5, 1, 1000)

# The demo keeps its mails as files, read at /demo/post/; no web request ever talks to a mail server.
EMAIL_TIMEOUT = 5
vars().update(mail_server(required_in_drift("MSO_MAIL", lambda: "")))
DEFAULT_FROM_EMAIL = text("MSO_AFSENDER", "mso-portalen@demo.example")
# Seconds between the worker's rounds, and without a sign of life until its jobs are given to others.
MSO_ARBEJDER_RUNDE = number("MSO_ARBEJDER_RUNDE", 60, 1, 60)
MSO_ARBEJDER_DOED = number("MSO_ARBEJDER_DOED", 30, 1, 600)

SECURE_COOKIES = MSO_MILJOE == "drift"
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_NAME = "__Host-mso" if SECURE_COOKIES else "mso"
SESSION_COOKIE_SECURE = SECURE_COOKIES
SESSION_COOKIE_AGE = MSO_SESSION_MAX_TIMER * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_COOKIE_NAME = "__Host-csrf" if SECURE_COOKIES else "csrf"
CSRF_COOKIE_SECURE = SECURE_COOKIES
CSRF_COOKIE_HTTPONLY = True
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "forside"
SECURE_HSTS_SECONDS = 2 * 365 * 86400 if SECURE_COOKIES else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_COOKIES
SECURE_SSL_REDIRECT = False
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SECURE_COOKIES else None
DATA_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    },
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "mso_portal.motor.logformat.JsonFormatter"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["stderr"], "level": text("MSO_LOGNIVEAU", "WARNING")},
    "loggers": {"fontTools": {"level": "ERROR"}, "weasyprint": {"level": "ERROR"}},
}

SIMPLE_HISTORY_HISTORY_CHANGE_REASON_USE_TEXT_FIELD = False
PROCRASTINATE_IMPORT_PATHS = [
    "mso_portal.motor.jobs",
    "mso_portal.motor.post",
    "mso_portal.motor.filer.jobs",
    "mso_portal.organisation.workflow.morgen",
    "indstillinger.workflow.soegning",
    "indsatser.workflow.soegning",
    "indsatser.workflow.daglig",
    "indsatser.workflow.statuslaas",
    "indsatser.workflow.rundeudgave",
    "indstillinger.workflow.laes_formular",
    "indstillinger.workflow.klargoering",
]
