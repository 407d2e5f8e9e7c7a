"""Every feature's tables in one place, for migrations and tests."""

import sqlalchemy as sa
from sqlmodel import SQLModel

from app import kept, outbox
from app.audit import models as audit
from app.coaching import models as coaching
from app.coaching import row_models as coaching_rows
from app.coaching import text_models as coaching_texts
from app.frameworks import models as frameworks
from app.goals import models as goals
from app.pairs import models as pairs
from app.people import models as people
from app.ratings import models as ratings
from app.reminders import models as reminders
from app.shelf import models as shelf

# Naming the modules keeps their imports: it is the import that puts a table into the metadata.
MODULES = (
    audit, kept, outbox, people, frameworks, ratings, goals, pairs, shelf, coaching, coaching_rows, coaching_texts,
    reminders,
)  # fmt: skip

metadata: sa.MetaData = SQLModel.metadata
