"""Run by Alembic: the migrations, on the connection that `database` hands over."""

from alembic import context

from manim_nodes.exports.tables import QueueBase

context.configure(
    connection=context.config.attributes["connection"], target_metadata=QueueBase.metadata
)
with context.begin_transaction():
    context.run_migrations()
