"""The program as a whole: the database, what surrounds every request, and each feature's routes."""

import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

import anyio.to_thread
from fastapi import APIRouter, Depends, FastAPI
from fastapi.middleware.gzip import GZipMiddleware
from fastapi.staticfiles import StaticFiles
from starlette.datastructures import State
from starlette.responses import Response
from starlette.types import Scope

from app import clock, logs
from app.agreements.draft_routes import router as drafts
from app.agreements.pace_routes import router as pace
from app.agreements.routes import router as agreements
from app.agreements.signing_routes import router as signing
from app.analytics.routes import router as analytics
from app.analytics.summary_routes import router as summaries
from app.coaching.agency_hours_routes import router as coaching_hours
from app.coaching.closing_routes import router as coaching_closings
from app.coaching.plan_routes import router as coaching_plans
from app.coaching.promise_routes import router as promises
from app.coaching.routes import router as coaching_sessions
from app.coaching.sheet_routes import router as coaching_sheets
from app.db import Database
from app.frameworks.routes import router as frameworks
from app.goals.review_routes import router as look_backs
from app.goals.routes import router as goals
from app.goals.step_routes import router as steps
from app.home.routes import router as home
from app.pairs.routes import router as pairs
from app.people.account_routes import router as accounts
from app.people.admin_routes import router as agency
from app.people.link_routes import router as links
from app.people.opening_routes import router as openings
from app.people.own_routes import router as own_account
from app.people.policy_routes import router as policy
from app.people.reads import refusals_on_record
from app.people.routes import router as people
from app.people.time_outs import Limit, TimeOuts
from app.ratings.amending_routes import router as amendments
from app.ratings.approval_routes import router as approvals
from app.ratings.review_routes import router as reviews
from app.ratings.routes import router as ratings
from app.ratings.sheet_routes import router as sheets
from app.reminders.calendar_routes import router as calendars
from app.reminders.routes import router as reminders
from app.reminders.stop_routes import ONE_CLICK
from app.reminders.stop_routes import router as stops
from app.reminders.worker import working_beside
from app.settings import ROOT, Settings
from app.shelf.giving_routes import router as giving
from app.shelf.routes import router as shelf
from app.web import error_pages
from app.web.csrf import SameOrigin
from app.web.deadline import Deadline
from app.web.headers import Headers, RequestLog
from app.web.heads import ShortHead
from app.web.rates import Rates, paced
from app.web.unbroken import Unbroken

ROUTERS: tuple[APIRouter, ...] = (
    home,
    people,
    own_account,
    links,
    agency,
    accounts,
    policy,
    openings,
    frameworks,
    ratings,
    sheets,
    reviews,
    amendments,
    approvals,
    goals,
    steps,
    look_backs,
    drafts,
    agreements,
    signing,
    pace,
    pairs,
    shelf,
    giving,
    coaching_sessions,
    coaching_plans,
    coaching_sheets,
    coaching_closings,
    coaching_hours,
    promises,
    analytics,
    summaries,
    reminders,
    calendars,
    stops,
)
# More threads only cost memory: the work is Python's own and the database's.
THREADS = 8
BODY_LIMIT = 256 * 1024


def create_app(settings: Settings) -> FastAPI:
    app = FastAPI(
        title="Ninestep", openapi_url=None, docs_url=None, redoc_url=None,
        lifespan=_lifespan, redirect_slashes=False,
    )  # fmt: skip
    app.state = state_of(settings)
    app.add_middleware(SameOrigin, origin=settings.origin, but=ONE_CLICK)
    app.add_middleware(Deadline)
    app.add_middleware(Unbroken)
    app.add_middleware(ShortHead)
    app.add_middleware(Headers, encrypted=settings.is_encrypted)
    app.add_middleware(RequestLog)
    error_pages.install(app)
    # Files hold no secret, so they can be sent packed; packing pages beside typed text could leak their token.
    app.mount("/static", GZipMiddleware(KeptFiles(directory=ROOT / "static"), minimum_size=1024), name="static")
    around = [Depends(refusals_on_record, scope="function"), Depends(paced)]
    for router in ROUTERS:
        app.include_router(router, max_body_size=BODY_LIMIT, dependencies=around)
    return app


def state_of(settings: Settings) -> State:
    """What one running program holds beside its routes, which know nothing of it."""
    return State({
        "settings": settings, "database": Database(settings.database_url), "rates": Rates(),
        "time_outs": time_outs_of(settings), "now": clock.now,
    })  # fmt: skip


class KeptFiles(StaticFiles):
    """Files whose address carries their content's hash may be kept for a year."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        if b"v=" in scope.get("query_string", b""):
            response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
        else:
            response.headers["Cache-Control"] = "no-cache"
        return response


def time_outs_of(settings: Settings) -> TimeOuts:
    return TimeOuts(
        Limit(timedelta(minutes=settings.idle_minutes), timedelta(hours=settings.signed_in_hours)),
        Limit(
            timedelta(minutes=settings.administrator_idle_minutes),
            timedelta(hours=settings.administrator_signed_in_hours),
        ),
    )


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    anyio.to_thread.current_default_thread_limiter().total_tokens = THREADS
    # Full collections over everything made at start-up caused the slowest pages; it never becomes garbage.
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)
    with working_beside(app.state.settings):
        yield


def app() -> FastAPI:
    """What uvicorn starts, with the settings of the environment."""
    settings = Settings()
    logs.configure(settings.log_format)
    return create_app(settings)
