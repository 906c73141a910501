"""The tables as they were at first."""

import sqlalchemy as sa
from alembic import op

revision = "jobs_and_parts"
down_revision = None


def upgrade() -> None:
    """Make them."""
    op.create_table(
        "jobs",
        sa.Column("id", sa.String, primary_key=True),
        *(
            sa.Column(name, sa.String, nullable=False)
            for name in ("project", "name", "format", "output")
        ),
        sa.Column("snapshot", sa.Text, nullable=False),
        sa.Column("state", sa.String, nullable=False, index=True),
        sa.Column("position", sa.Float, nullable=False, index=True),
        sa.Column("progress", sa.Float, nullable=False),
        sa.Column("remaining_s", sa.Float),
        sa.Column("step", sa.String),
        sa.Column("created", sa.Float, nullable=False),
        sa.Column("started", sa.Float),
        sa.Column("finished", sa.Float),
        sa.Column("size", sa.BigInteger),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("owner", sa.String),
        sa.Column("lease_until", sa.Float),
        sa.Column("published", sa.String),
        sa.Column("room_needed", sa.BigInteger),
        sa.Column("room_path", sa.String),
        sa.Column("beside", sa.Text),
        sa.Column("error", sa.String),
        sa.Column("error_where", sa.String),
        sa.Column("error_node", sa.String),
        sa.Column("error_hint", sa.String),
        sa.Column("error_detail", sa.Text),
        sa.Column("log", sa.Text, nullable=False),
    )
    op.create_table(
        "parts",
        sa.Column("job", sa.String, sa.ForeignKey("jobs.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("is_join", sa.Boolean, nullable=False),
        sa.Column("first", sa.Integer, nullable=False),
        sa.Column("last", sa.Integer),
        sa.Column("weight", sa.Float, nullable=False),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("attempt", sa.Integer, nullable=False),
        sa.Column("owner", sa.String),
        sa.Column("lease_until", sa.Float),
        sa.Column("not_before", sa.Float, nullable=False),
        sa.Column("progress", sa.Float, nullable=False),
        sa.Column("step", sa.String),
        sa.Column("result", sa.Text),
    )


def downgrade() -> None:
    """Remove them."""
    op.drop_table("parts")
    op.drop_table("jobs")
