"""Structured logs: events with values, never names, note text or addresses with ids in them."""

import structlog


def configure(log_format: str) -> None:
    last = structlog.processors.JSONRenderer() if log_format == "json" else structlog.dev.ConsoleRenderer(colors=False)
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            last,
        ],
        cache_logger_on_first_use=True,
    )
