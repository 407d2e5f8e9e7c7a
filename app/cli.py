"""The command line: serve, demo, migrate, profiles, account."""

from pathlib import Path
from typing import Annotated

import typer
import uvicorn
from alembic import command
from alembic.config import Config

from app.db import Database
from app.settings import ROOT, Settings

app = typer.Typer(help="Ninestep: practice-profile coaching and fidelity tracking.", no_args_is_help=True)


@app.command()
def serve(
    port: Annotated[int, typer.Option(help="The port on 127.0.0.1.")] = 8000,
) -> None:
    """Bring the database up to date and serve the program."""
    migrate()
    uvicorn.run("app.main:app", factory=True, host="127.0.0.1", port=port, access_log=False, server_header=False)


@app.command()
def migrate() -> None:
    """Bring the database up to date."""
    upgrade(Settings().database_url)


def upgrade(url: str) -> None:
    Database(url)  # Makes the folder that an SQLite file needs.
    command.upgrade(alembic_config(url), "head")


def alembic_config(url: str) -> Config:
    config = Config(toml_file=str(ROOT / "pyproject.toml"))
    config.set_main_option("sqlalchemy.url", url.replace("%", "%%"))
    return config


def _folder(path: str) -> Path:
    return Path(path).expanduser().resolve()
