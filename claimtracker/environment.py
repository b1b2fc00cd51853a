"""How the settings read the environment: each value by its kind, and a sentence on what to do about a bad one."""

import os
import secrets
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

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


def database(url: str, *, process: str) -> dict[str, Any]:
    """Django's form of a `postgres://` URL; a socket's folder stands percent-encoded in the host's place."""
    try:
        config: dict[str, Any] = dict(env.db_url_config(url))
    except (ValueError, ImproperlyConfigured) as error:
        raise ImproperlyConfigured(f"DATABASE_URL is {url!r}: give postgres://user@host/name.") from error
    if config.get("ENGINE") != "django.db.backends.postgresql":
        raise ImproperlyConfigured("DATABASE_URL: the database is PostgreSQL; give postgres://user@host/name.")
    limits = {
        "lock_timeout": "5s",
        "statement_timeout": {"web": "3s", "worker": "30s"}.get(process, "0"),
        "idle_in_transaction_session_timeout": "10s" if process != "command" else "0",
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
        "ENGINE": "claimtracker.postgres",
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
