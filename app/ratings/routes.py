"""Pages of ratings."""

from fastapi import APIRouter

router = APIRouter()
