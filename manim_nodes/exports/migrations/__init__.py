"""How the tables of the queue have come to be, a step a module in ``versions``; Alembic runs them."""
