"""Read access to the nightly copy of the orders."""

import sqlite3


def connect(path):
    connection = sqlite3.connect(path)
    connection.row_factory = sqlite3.Row
    return connection


def orders_of_day(connection, day):
    return connection.execute(
        "SELECT id, email, total, status FROM orders WHERE date(created) = ? ORDER BY id",
        (day,),
    ).fetchall()


def orders_with_status(connection, status):
    query = "SELECT id, email, total FROM orders WHERE status = ? ORDER BY id"
    return connection.execute(query, (status,)).fetchall()


def orders_of_customer(connection, customer_id):
    return connection.execute(
        "SELECT id, total, status FROM orders WHERE customer_id = ?", (customer_id,)
    ).fetchall()
