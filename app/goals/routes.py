"""Pages of goals."""

from fastapi import APIRouter

router = APIRouter()
