"""What Alembic runs: the migrations, on the connection and inside the transaction of the opener."""

from alembic import context

# SQLite can change its schema inside a transaction, whatever Alembic assumes of it.
context.configure(connection=context.config.attributes["connection"], transactional_ddl=True)
with context.begin_transaction():
    context.run_migrations()
