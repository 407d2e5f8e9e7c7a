"""What the environment decides, read once at start and refused when it makes no sense."""

import re
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path
from typing import Self
from urllib.parse import unquote, urlsplit

from pydantic import Field, SecretStr, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

ROOT = Path(__file__).resolve().parent.parent


_SENDER = re.compile(r"[!-?A-~]+@[!-?A-~]+")


@dataclass(frozen=True)
class MailServer:
    """Where mail is handed over. `smtps` is encrypted from the first byte; `smtp` becomes so before anything is said,
    except on this machine."""

    host: str
    port: int
    is_encrypted: bool
    user: str
    password: str

    @classmethod
    def of(cls, url: SecretStr) -> Self | None:
        try:
            parts = urlsplit(url.get_secret_value())
            port = parts.port
        except ValueError:
            return None
        if parts.scheme not in {"smtp", "smtps"} or not parts.hostname or parts.path.strip("/") or parts.query:
            return None
        is_encrypted = parts.scheme == "smtps"
        name, secret = unquote(parts.username or ""), unquote(parts.password or "")
        return cls(parts.hostname, port or (465 if is_encrypted else 587), is_encrypted, name, secret)


class Settings(BaseSettings):
    """Every value has an environment variable of the same name with NINESTEP_ before it."""

    model_config = SettingsConfigDict(env_prefix="NINESTEP_", extra="forbid")

    database_url: str = f"sqlite:///{ROOT / 'var' / 'ninestep.db'}"
    origin: str = "http://127.0.0.1:8000"
    log_format: str = "text"
    # Goals that one worker works on at a time; with more, each gets too little practice.
    most_active_goals: int = Field(default=3, ge=1, le=9)
    # Minutes without a click and hours in all until somebody is signed out; the second of each for administrators.
    # Two minutes before there is a warning, so fewer than five would warn nobody.
    idle_minutes: int = Field(default=30, ge=5, le=120)
    administrator_idle_minutes: int = Field(default=15, ge=5, le=60)
    signed_in_hours: int = Field(default=12, ge=1, le=24)
    administrator_signed_in_hours: int = Field(default=8, ge=1, le=24)
    # The proxy in front, whose word for where a request comes from is believed. Nobody else's is.
    trusted_proxy: str = ""
    smtp_url: SecretStr = SecretStr("")
    mail_from: str = ""
    # Whether the serving process writes and sends mail itself, so that a small office needs no second one.
    worker_in_process: bool = False

    @field_validator("origin")
    @classmethod
    def _encrypted_unless_on_this_machine(cls, origin: str) -> str:
        parts = urlsplit(origin)
        if parts.path or parts.query or not parts.hostname or parts.scheme not in {"http", "https"}:
            raise ValueError("NINESTEP_ORIGIN is a scheme and a host such as https://ninestep.example.gov")
        if parts.scheme == "http" and not is_loopback(parts.hostname):
            raise ValueError("NINESTEP_ORIGIN may be plain http on this machine only; use https elsewhere")
        return origin

    @field_validator("log_format")
    @classmethod
    def _known_format(cls, log_format: str) -> str:
        if log_format not in {"text", "json"}:
            raise ValueError("NINESTEP_LOG_FORMAT is text or json")
        return log_format

    @field_validator("trusted_proxy")
    @classmethod
    def _one_address(cls, trusted_proxy: str) -> str:
        try:
            return str(ip_address(trusted_proxy)) if trusted_proxy else ""
        except ValueError:
            raise ValueError("NINESTEP_TRUSTED_PROXY is one address such as 127.0.0.1") from None

    @field_validator("smtp_url")
    @classmethod
    def _mail_server(cls, smtp_url: SecretStr) -> SecretStr:
        # The sentence does not repeat the value: it holds a password.
        if smtp_url.get_secret_value() and MailServer.of(smtp_url) is None:
            raise ValueError("NINESTEP_SMTP_URL is an address such as smtps://name:password@mail.example.gov:465")
        return smtp_url

    @model_validator(mode="after")
    def _mail_has_a_sender(self) -> Self:
        if self.sends_mail and not _SENDER.fullmatch(self.mail_from):
            raise ValueError("NINESTEP_MAIL_FROM is the address that mail comes from, such as ninestep@example.gov")
        return self

    @model_validator(mode="after")
    def _a_worker_has_a_mail_server(self) -> Self:
        if self.worker_in_process and not self.sends_mail:
            raise ValueError("NINESTEP_WORKER_IN_PROCESS needs a mail server: set NINESTEP_SMTP_URL")
        return self

    @property
    def sends_mail(self) -> bool:
        return bool(self.smtp_url.get_secret_value())

    @property
    def is_encrypted(self) -> bool:
        return self.origin.startswith("https://")


def is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
