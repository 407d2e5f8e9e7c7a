"""Pages of home."""

from fastapi import APIRouter

router = APIRouter()
