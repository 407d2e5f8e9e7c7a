"""Structured logs: events with values, never names, note text or addresses with ids in them."""

import sys

import structlog


def configure(log_format: str) -> None:
    """Logs go beside what a command prints, never into it: that may be a link, or read by another program."""
    last = structlog.processors.JSONRenderer() if log_format == "json" else structlog.dev.ConsoleRenderer(colors=False)
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            last,
        ],
        logger_factory=_beside,
    )


def _beside(*_names: object) -> structlog.PrintLogger:
    # Asked for each line, because what stands for the error output may be another one by then.
    return structlog.PrintLogger(sys.stderr)
