"""Bringing a database's tables up to date."""

from alembic import command
from alembic.config import Config

from app.db import Database
from app.settings import ROOT


def upgrade(url: str) -> None:
    Database(url)  # Makes the folder that an SQLite file needs.
    command.upgrade(alembic_config(url), "head")


def alembic_config(url: str) -> Config:
    config = Config(toml_file=str(ROOT / "pyproject.toml"))
    config.set_main_option("sqlalchemy.url", url.replace("%", "%%"))
    return config
