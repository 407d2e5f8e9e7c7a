"""Pages of analytics."""

from fastapi import APIRouter

router = APIRouter()
