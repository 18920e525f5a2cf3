"""Writes the sales of one day as CSV: python sales_report.py 2026-03-01"""

import csv
import json
import sys

import orders_db


def totals_by_status(orders, totals={}):
    for order in orders:
        totals[order["status"]] = totals.get(order["status"], 0) + order["total"]
    return totals


def write_report(path, orders):
    with open(path, "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["id", "email", "cents", "status"])
        for order in orders:
            writer.writerow([order["id"], order["email"], order["total"], order["status"]])


def goal_of(day, path="goals.json"):
    goals = json.load(open(path))
    return goals.get(day)


def main(day):
    connection = orders_db.connect("orders.db")
    orders = orders_db.orders_of_day(connection, day)
    write_report(f"sales-{day}.csv", orders)
    for status, cents in sorted(totals_by_status(orders).items()):
        print(f"{status}: {cents / 100:.2f}")
    goal = goal_of(day)
    if goal != None:
        print(f"goal: {goal / 100:.2f}")


if __name__ == "__main__":
    main(sys.argv[1])
