"""Every setting, read from the environment once; a bad one stops the start with a sentence on what to do."""

import os
import secrets
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from claimtracker import logs

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()


def number(name: str, default: int, *, low: int, high: int) -> int:
    """The whole number that the environment gives for `name`, between `low` and `high`."""
    raw = env.str(name, default=str(default))
    if not raw.isascii() or not raw.strip("-").isdigit() or not low <= int(raw) <= high:
        raise ImproperlyConfigured(f"{name} is {raw!r}: give a whole number from {low} to {high}.")
    return int(raw)


def money(name: str, default: str) -> Decimal:
    """The amount, 0 or more, that the environment gives for `name`."""
    raw = env.str(name, default=default)
    try:
        value = Decimal(raw)
    except InvalidOperation:
        value = Decimal(-1)
    if not value.is_finite() or not 0 <= value <= 1_000_000:
        raise ImproperlyConfigured(f"{name} is {raw!r}: give an amount from 0 to 1000000, such as {default}.")
    return value


def model_url(reader: str) -> str:
    """The base address of the language model's server, which `EXTRACTOR=llm` must have."""
    url = str(env.str("LLM_URL", default="")).rstrip("/")
    if reader != "llm" and not url:
        return url
    try:
        parts = urlsplit(url)
        whole = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
        whole = whole and not (parts.username or parts.password or parts.query or parts.fragment)
    except ValueError:
        whole = False
    if not whole:
        raise ImproperlyConfigured(f"LLM_URL is {url!r}: give a base address, such as http://127.0.0.1:8080/v1.")
    return url


def model_name(reader: str) -> str:
    """The language model's name, which `EXTRACTOR=llm` must have."""
    name = str(env.str("LLM_MODEL", default=""))
    if reader == "llm" and not name:
        raise ImproperlyConfigured("EXTRACTOR is llm, but LLM_MODEL is empty: give the model's name.")
    return name


def share(name: str, default: float) -> float:
    """The number from 0 to 1 that the environment gives for `name`."""
    raw = env.str(name, default=str(default))
    try:
        value = float(raw)
    except ValueError:
        value = -1.0
    if not 0 <= value <= 1:
        raise ImproperlyConfigured(f"{name} is {raw!r}: give a number from 0 to 1, such as {default}.")
    return value


def switch(name: str) -> bool:
    """Whether the environment switches `name` on; unset is off."""
    raw = env.str(name, default="0").lower()
    if raw not in {"1", "true", "yes", "on", "0", "false", "no", "off", ""}:
        raise ImproperlyConfigured(f"{name} is {raw!r}: give 1 (on) or 0 (off).")
    return raw in {"1", "true", "yes", "on"}


def one_of(name: str, *allowed: str) -> str:
    """The word that the environment gives for `name`; the first of `allowed` when it is unset."""
    raw = env.str(name, default=allowed[0])
    if raw not in allowed:
        raise ImproperlyConfigured(f"{name} is {raw!r}: give one of {', '.join(allowed)}.")
    return str(raw)


def kept_secret(folder: Path) -> str:
    """The random key kept in `folder/secret_key` (mode 0600), made by whoever comes first."""
    path = folder / "secret_key"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        made = folder / f"secret_key.{os.getpid()}"
        if not path.exists():
            descriptor = os.open(made, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with os.fdopen(descriptor, "w") as file:
                file.write(secrets.token_urlsafe(50))
            try:
                os.link(made, path)
            except FileExistsError:
                pass
            finally:
                made.unlink()
        return path.read_text()
    except OSError as error:
        raise ImproperlyConfigured(
            f"DATA_DIR {folder} cannot be used ({error.strerror}): choose a folder that this user may write."
        ) from error


def public_url(default: str) -> str:
    """The address under which the world reaches this desk: scheme and host, no path."""
    url = str(env.str("PUBLIC_URL", default=default)).rstrip("/")
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path or parts.query:
        raise ImproperlyConfigured(f"PUBLIC_URL is {url!r}: give scheme and host, such as https://desk.example.org.")
    return url


def database(url: str) -> dict[str, Any]:
    """Django's form of a `postgres://` URL; a socket's folder stands percent-encoded in the host's place."""
    try:
        config: dict[str, Any] = dict(env.db_url_config(url))
    except (ValueError, ImproperlyConfigured) as error:
        raise ImproperlyConfigured(f"DATABASE_URL is {url!r}: give postgres://user@host/name.") from error
    if config.get("ENGINE") != "django.db.backends.postgresql":
        raise ImproperlyConfigured("DATABASE_URL: the database is PostgreSQL; give postgres://user@host/name.")
    limits = {
        "lock_timeout": "5s",
        "statement_timeout": {"web": "3s", "worker": "30s"}.get(PROCESS, "0"),
        "idle_in_transaction_session_timeout": "10s" if PROCESS != "command" else "0",
    }
    given = config.get("OPTIONS", {})
    pairs = " ".join(f"-c {name}={value}" for name, value in limits.items())
    config["OPTIONS"] = {
        "connect_timeout": 5,
        # planning a list's eleven joins takes longer than running them: what comes twice is planned once
        "server_side_binding": True,
        "prepare_threshold": 1,
        **given,
        "options": f"{given.get('options', '')} {pairs}".strip(),
    }
    return {
        **config,
        "HOST": unquote(config["HOST"]),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "ATOMIC_REQUESTS": False,
    }


def allowed_addresses(text: str) -> frozenset[str]:
    """`host:port,…` that may be fetched although not public."""
    entries = frozenset(entry.strip() for entry in text.split(",") if entry.strip())
    for entry in entries:
        host, _, port = entry.rpartition(":")
        if not host or not port.isdigit():
            raise ImproperlyConfigured(f"FETCH_ALLOW has {entry!r}: give host:port, such as 127.0.0.1:9000.")
    return entries


PROCESS = one_of("PROCESS", "command", "web", "worker")  # which statement timeout; `up` sets it for its children
DATA_DIR = Path(env.str("DATA_DIR", default=str(BASE_DIR / "var"))).expanduser().absolute()
HOST = env.str("HOST", default="127.0.0.1")
PORT = number("PORT", 8000, low=1, high=65535)
PUBLIC_URL = public_url(f"http://{HOST}:{PORT}")
SECRET_KEY = env.str("SECRET_KEY", default="") or kept_secret(DATA_DIR)
DEBUG = switch("DEBUG")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[]) or sorted(
    {str(urlsplit(PUBLIC_URL).hostname), HOST, "localhost", "127.0.0.1", "[::1]"} - {"0.0.0.0"}  # noqa: S104 - taken out
)
DATABASE_URL = env.str("DATABASE_URL", default="postgres://postgres@localhost/claimtracker")
REDIS_URL = env.str("REDIS_URL", default="redis://localhost:6379/0")
NUM_PROXIES = number("NUM_PROXIES", 0, low=0, high=10)
THROTTLE_USER = number("THROTTLE_USER", 6000, low=1, high=10_000_000)
THROTTLE_ANON = number("THROTTLE_ANON", 600, low=1, high=10_000_000)
LEASE_MINUTES = number("LEASE_MINUTES", 15, low=1, high=24 * 60)
SENDBACK_HOURS = number("SENDBACK_HOURS", 72, low=1, high=24 * 90)
STALLED_DAYS = number("STALLED_DAYS", 90, low=1, high=3650)
DATA_LICENCE = env.str("DATA_LICENCE", default="CC-BY-4.0")  # SPDX name, told with the published data
WORTHINESS_THRESHOLD = share("WORTHINESS_THRESHOLD", 0.5)
FETCH_ALLOW = allowed_addresses(env.str("FETCH_ALLOW", default=""))
EXTRACTOR = one_of("EXTRACTOR", "rules", "llm")
LLM_URL = model_url(EXTRACTOR)
LLM_MODEL = model_name(EXTRACTOR)
LLM_KEY = env.str("LLM_KEY", default="")
LLM_SECONDS = number("LLM_SECONDS", 60, low=1, high=150)  # less than what a task may take
LLM_ANSWER_TOKENS = number("LLM_ANSWER_TOKENS", 8000, low=100, high=200_000)
LLM_ARTICLE_TOKENS = number("LLM_ARTICLE_TOKENS", 30_000, low=1000, high=2_000_000)
LLM_DAY_TOKENS = number("LLM_DAY_TOKENS", 2_000_000, low=0, high=10**12)
LLM_PRICE_IN = money("LLM_PRICE_IN", "0")
LLM_PRICE_OUT = money("LLM_PRICE_OUT", "0")
LLM_ARTICLE_MONEY = money("LLM_ARTICLE_MONEY", "0.50")
LLM_DAY_MONEY = money("LLM_DAY_MONEY", "5")
DEMO = switch("DEMO")  # `up --demo` sets it for its children: /readyz then waits for the samples

SECURE = PUBLIC_URL.startswith("https://")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.admin.apps.SimpleAdminConfig",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "django.contrib.sitemaps",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "pgtrigger",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "axes",
    "csp",
    "django_structlog",
    "django_prometheus",
    "claims",
]

MIDDLEWARE = [
    "django_prometheus.middleware.PrometheusBeforeMiddleware",
    "claims.api.throttles.told",
    "claims.api.problems.every_error",
    "claims.pages.privacy.kept_by_nobody",
    "claims.api.parsers.measured_bodies",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django_structlog.middlewares.RequestMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",
    "django_prometheus.middleware.PrometheusAfterMiddleware",
]

ROOT_URLCONF = "claimtracker.urls"
WSGI_APPLICATION = "claimtracker.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]

DATABASES = {"default": database(DATABASE_URL)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "claims.User"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "MinimumLengthValidator", "CommonPasswordValidator")
]
LOGIN_URL = "/login/"
LOGIN_REDIRECT_URL = "/desk/"
LOGOUT_REDIRECT_URL = "/"

AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = 5 / 60  # hours
AXES_LOCKOUT_PARAMETERS = ["username", "ip_address"]  # per account, and per address
AXES_RESET_ON_SUCCESS = True
AXES_IPWARE_PROXY_COUNT = NUM_PROXIES
AXES_IPWARE_META_PRECEDENCE_ORDER = ["HTTP_X_FORWARDED_FOR", "REMOTE_ADDR"] if NUM_PROXIES else ["REMOTE_ADDR"]
AXES_VERBOSE = False

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "UTC"
USE_TZ = True
USE_I18N = True

STATIC_URL = "/static/"
STATIC_ROOT = env.str("STATIC_ROOT", default="") or None  # only where a proxy serves the files that are collected
WHITENOISE_USE_FINDERS = True  # one machine serves its own files, with no build step

APPEND_SLASH = False
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "no-referrer"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = SECURE
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = SECURE
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if NUM_PROXIES else None
CSRF_FAILURE_VIEW = "claims.api.problems.csrf_failure"
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "claims.api.auth.TokenAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": [],
    "DEFAULT_PARSER_CLASSES": ["claims.api.parsers.StrictJSONParser"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_CONTENT_NEGOTIATION_CLASS": "claims.api.negotiation.LateNegotiation",
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "DEFAULT_THROTTLE_CLASSES": ["claims.api.throttles.Throttle"],
    "NUM_PROXIES": NUM_PROXIES,
    "EXCEPTION_HANDLER": "claims.api.problems.handle",
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "claimtracker",
    "DESCRIPTION": "Claims about aid and troops, and the verdicts on them.",
    "VERSION": "1",
    "OAS_VERSION": "3.1.1",
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "SERVE_INCLUDE_SCHEMA": False,
    "COMPONENT_SPLIT_PATCH": False,
    "ENUM_GENERATE_CHOICE_DESCRIPTION": False,
    "POSTPROCESSING_HOOKS": ["claims.api.schema.closed_inputs", "claims.api.schema.idempotent_posts"],
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
}

PROMETHEUS_EXPORT_MIGRATIONS = False  # /readyz tells of them

LOGGING = logs.as_json(level=env.str("LOG_LEVEL", default="WARNING" if PROCESS == "command" else "INFO"))
DJANGO_STRUCTLOG_CELERY_ENABLED = True
