# The steps are the Makefile's own, so that what happens here is what the tests and the checks run.
FROM python:3.12-slim AS build
RUN apt-get update && apt-get install --yes --no-install-recommends make && rm -rf /var/lib/apt/lists/*
WORKDIR /srv/ninestep
COPY Makefile pyproject.toml README.md LICENSE requirements.lock ./
COPY app app
RUN make setup

FROM python:3.12-slim
RUN useradd --system --uid 10001 --home-dir /srv/ninestep ninestep
WORKDIR /srv/ninestep
COPY --from=build /srv/ninestep /srv/ninestep
COPY profiles profiles
COPY migrations migrations
COPY templates templates
COPY static static
RUN mkdir var && chown ninestep var
USER ninestep
VOLUME /srv/ninestep/var
EXPOSE 8000
HEALTHCHECK CMD ["/srv/ninestep/.venv/bin/python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8000/healthz')"]
ENTRYPOINT ["/srv/ninestep/.venv/bin/ninestep"]
CMD ["serve", "--host", "0.0.0.0"]
