"""Every setting, read from the environment once; a bad one stops the start with a sentence on what to do."""

from pathlib import Path
from urllib.parse import urlsplit

from csp.constants import NONE, SELF

from claimtracker import logs
from claimtracker.environment import (
    allowed_addresses,
    database,
    env,
    kept_secret,
    model_name,
    model_url,
    money,
    number,
    one_of,
    public_url,
    share,
    switch,
)

BASE_DIR = Path(__file__).resolve().parent.parent

PROCESS = one_of("PROCESS", "command", "web", "worker")  # which statement timeout; `up` sets it for its children
DATA_DIR = Path(env.str("DATA_DIR", default=str(BASE_DIR / "var"))).expanduser().absolute()
HOST = env.str("HOST", default="127.0.0.1")
PORT = number("PORT", 8000, low=1, high=65535)
PUBLIC_URL = public_url(f"http://{HOST}:{PORT}")
SECRET_KEY = env.str("SECRET_KEY", default="") or kept_secret(DATA_DIR)
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])  # keys of before: what they signed and sealed holds
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
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
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
    "allauth.account.middleware.AccountMiddleware",
    "claims.pages.zones.own_time_zone",
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

DATABASES = {"default": database(DATABASE_URL, process=PROCESS)}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"}}
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

ACCOUNT_ADAPTER = "claims.desk.adapters.Accounts"
ACCOUNT_EMAIL_VERIFICATION = "none"
ALLAUTH_TRUSTED_PROXY_COUNT = NUM_PROXIES
MFA_ADAPTER = "claims.desk.adapters.SecondFactor"
MFA_ALLOW_UNVERIFIED_EMAIL = True  # accounts are made by an admin, who knows whose they are
MFA_TOTP_ISSUER = "claimtracker"
MFA_TOTP_TOLERANCE = 1  # periods of 30 seconds: clocks of telephones go wrong

vars().update(env.email_url("EMAIL_URL", default="consolemail://"))
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.str("EMAIL_FROM", default=f"claimtracker@{urlsplit(PUBLIC_URL).hostname}")
PASSWORD_RESET_TIMEOUT = 24 * 3600  # seconds

LANGUAGE_CODE = "en-gb"
LOCALE_PATHS = [BASE_DIR / "locale"]  # translations of the pages, once there are any
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
    "DEFAULT_SCHEMA_CLASS": "claims.api.describing.Description",
    "DEFAULT_THROTTLE_CLASSES": ["claims.api.throttles.Throttle"],
    "NUM_PROXIES": NUM_PROXIES,
    "EXCEPTION_HANDLER": "claims.api.problems.handle",
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "claimtracker",
    "DESCRIPTION": (
        "Claims about aid and troops, and the verdicts on them. Bodies are JSON in UTF-8, times RFC 3339 in UTC, "
        "amounts and quantities strings that hold exact decimals. Errors are `application/problem+json` (RFC 9457)."
    ),
    "VERSION": "1",
    "LICENSE": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
    "OAS_VERSION": "3.1.1",
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "SERVE_INCLUDE_SCHEMA": False,
    "COMPONENT_SPLIT_PATCH": False,
    "ENUM_GENERATE_CHOICE_DESCRIPTION": False,
    "POSTPROCESSING_HOOKS": ["claims.api.describing.complete"],
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
}

PROMETHEUS_EXPORT_MIGRATIONS = False  # /readyz tells of them

LOGGING = logs.as_json(level=env.str("LOG_LEVEL", default="WARNING" if PROCESS == "command" else "INFO"))
DJANGO_STRUCTLOG_CELERY_ENABLED = True
