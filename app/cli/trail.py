"""`ninestep audit`: whether the trail of changes is whole, and the anchors that are kept elsewhere."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from sqlmodel import Session

from app.audit import verify as trail
from app.audit.chain import Anchor
from app.db import Database
from app.settings import Settings

commands = typer.Typer(help="The audit trail.", no_args_is_help=True)
# So many breaks are named; a trail that was written anew has as many as it has entries.
_SHOWN = 20


@commands.command("verify")
def verify(
    anchor: Annotated[Path | None, typer.Option(help="A file of anchors that was kept elsewhere.")] = None,
) -> None:
    """Compute the trail again, entry by entry, and say what is not as it was put on record."""
    anchors = _anchors(anchor)
    with _reading() as db:
        counted, found = trail.verify(db, anchors)
    for one in found[:_SHOWN]:
        typer.echo(f"Entry {one.sequence}: {one.why}.", err=True)
    if found:
        more = f" {len(found) - _SHOWN} more are not shown." if len(found) > _SHOWN else ""
        typer.echo(f"The audit trail does not hold: {len(found)} breaks in {counted} entries.{more}", err=True)
        raise typer.Exit(1)
    beside = f", and {len(anchors)} anchors fit" if anchors else ". Without an anchor a cut tail cannot be seen"
    typer.echo(f"The audit trail is whole: {counted} entries{beside}.")


@commands.command("anchor")
def anchor(
    to: Annotated[Path | None, typer.Option(help="A file to add the anchor to. Keep it on another machine.")] = None,
) -> None:
    """Print the newest entry's number and hash, to be kept where nobody who can change the database can write."""
    with _reading() as db:
        head = trail.head(db)
    if head is None:
        typer.echo("Nothing is on record yet.", err=True)
        raise typer.Exit(1)
    if to is None:
        typer.echo(trail.as_line(head))
        return
    with to.open("a", encoding="utf-8") as file:
        file.write(trail.as_line(head) + "\n")
    typer.echo(f"Entry {head.sequence} is added to {to}.")


@contextmanager
def _reading() -> Iterator[Session]:
    database = Database(Settings().database_url)
    with database.reading() as db:
        yield db
    database.engine.dispose()


def _anchors(file: Path | None) -> list[Anchor]:
    if file is None:
        return []
    try:
        found = trail.read_anchors(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError):
        typer.echo(f"{file} cannot be read.", err=True)
        raise typer.Exit(1) from None
    except trail.NotAnAnchorError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from None
    if not found:
        typer.echo(f"{file} holds no anchor.", err=True)
        raise typer.Exit(1)
    return found
