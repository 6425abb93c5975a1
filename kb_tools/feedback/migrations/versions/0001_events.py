"""Make the tables of events and settings."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make them."""
    op.create_table(
        "kb_event",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("time", sa.DateTime(timezone=True), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("token", sa.String(64), nullable=False),
        sa.Column("lang", sa.String(35), nullable=False),
        sa.Column("article", sa.String(200), nullable=False),
        sa.Column("url", sa.String(500), nullable=False),
        sa.Column("rank", sa.Integer),
        sa.Column("score", sa.Float),
        sa.Column("helpful", sa.Boolean),
        sa.Column("reason", sa.String(40), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("place", sa.String(40), nullable=False),
        sa.Column("subject", sa.String(64), nullable=False),
        sa.Column("contact", sa.String(254), nullable=False),
        sa.UniqueConstraint("kind", "token", "article", "url", name="kb_event_once"),
    )
    op.create_index("kb_event_time", "kb_event", ["time"])
    op.create_index("kb_event_subject", "kb_event", ["subject"])
    op.create_table(
        "kb_setting",
        sa.Column("name", sa.String(40), primary_key=True),
        sa.Column("value", sa.Text, nullable=False),
    )


def downgrade() -> None:
    """Remove them, and all that is in them."""
    op.drop_table("kb_setting")
    op.drop_table("kb_event")
