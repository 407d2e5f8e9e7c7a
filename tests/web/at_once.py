"""Many forms of one person at the same instant, through the whole program."""

import asyncio
from collections.abc import Sequence
from typing import Any

import httpx2
from fastapi import FastAPI

from tests.conftest import ORIGIN, Browser


def all_at_once(app: FastAPI, browser: Browser, path: str, forms: Sequence[dict[str, Any]]) -> list[httpx2.Response]:
    headers = {"Sec-Fetch-Site": "same-origin", "Cookie": f"ninestep={browser.client.cookies['ninestep']}"}

    async def send() -> list[httpx2.Response]:
        async with httpx2.AsyncClient(transport=httpx2.ASGITransport(app), base_url=ORIGIN) as client:
            sent = [client.post(path, data={"csrf_token": browser.token} | form, headers=headers) for form in forms]
            return list(await asyncio.gather(*sent))

    return asyncio.run(send())
