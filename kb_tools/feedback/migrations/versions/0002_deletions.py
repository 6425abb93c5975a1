"""Make the table of deletions, whose rows no statement can change or remove."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_KEPT = {
    "sqlite": [
        "CREATE TRIGGER kb_deletion_kept BEFORE DELETE ON kb_deletion"
        " BEGIN SELECT RAISE(ABORT, 'kb_deletion only grows'); END",
        "CREATE TRIGGER kb_deletion_same BEFORE UPDATE ON kb_deletion"
        " BEGIN SELECT RAISE(ABORT, 'kb_deletion only grows'); END",
    ],
    "postgresql": [
        "CREATE FUNCTION kb_deletion_kept() RETURNS trigger LANGUAGE plpgsql AS"
        " $$ BEGIN RAISE EXCEPTION 'kb_deletion only grows'; END $$",
        "CREATE TRIGGER kb_deletion_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON kb_deletion"
        " FOR EACH STATEMENT EXECUTE FUNCTION kb_deletion_kept()",
    ],
}


def upgrade() -> None:
    """Make it."""
    op.create_table(
        "kb_deletion",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("time", sa.DateTime(timezone=True), nullable=False),
        sa.Column("what", sa.String(16), nullable=False),
        sa.Column("count", sa.Integer, nullable=False),
        sa.Column("by", sa.String(200), nullable=False),
        sa.Column("previous", sa.String(64), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
    )
    for statement in _KEPT[op.get_bind().dialect.name]:
        op.execute(statement)


def downgrade() -> None:
    """Remove it, and all that is in it."""
    op.drop_table("kb_deletion")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION kb_deletion_kept()")
