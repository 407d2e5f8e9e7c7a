"""What the environment decides, read once at start and refused when it makes no sense."""

from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

from pydantic import Field, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

ROOT = Path(__file__).resolve().parent.parent


class Settings(BaseSettings):
    """Every value has an environment variable of the same name with NINESTEP_ before it."""

    model_config = SettingsConfigDict(env_prefix="NINESTEP_", extra="forbid")

    database_url: str = f"sqlite:///{ROOT / 'var' / 'ninestep.db'}"
    origin: str = "http://127.0.0.1:8000"
    log_format: str = "text"
    # Goals that one worker works on at a time; with more, each gets too little practice.
    most_active_goals: int = Field(default=3, ge=1, le=9)

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
