"""Pages of coaching."""

from fastapi import APIRouter

router = APIRouter()
