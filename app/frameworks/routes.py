"""Pages of frameworks."""

from fastapi import APIRouter

router = APIRouter()
