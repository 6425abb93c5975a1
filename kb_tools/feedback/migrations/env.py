"""Alembic's entry: run the migrations on the connection that the store hands over."""

from __future__ import annotations

from alembic import context

from kb_tools.feedback.tables import METADATA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    version_table="kb_revision",
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
