"""Asks an engine of others over cleaned rows in a folder of JSON lines.

    ask_engine.py duckdb|sqlite|spark FOLDER
    ask_engine.py mariadb FOLDER PORT

A query comes on each line of the input, as a JSON text; {"columns": […], "rows": [[…]]} goes out on
a line, or {"error": …}.
"""

import decimal
import json
import sys

TABLES = {
    "pin": [
        ("ind", "BIGINT"),
        ("poster_name", "TEXT"),
        ("follower_count", "INTEGER"),
        ("category", "TEXT"),
    ],
    "geo": [("ind", "BIGINT"), ("country", "TEXT"), ("timestamp", "DATETIME")],
    "user": [
        ("ind", "BIGINT"),
        ("user_name", "TEXT"),
        ("age", "BIGINT"),
        ("date_joined", "DATETIME"),
    ],
}


def rows(folder, table):
    names = [name for name, _ in TABLES[table]]
    with open(f"{folder}/{table}.json", encoding="utf-8") as lines:
        return [tuple(json.loads(line)[name] for name in names) for line in lines]


def columns(table, **types):
    return ", ".join(f"{name} {types.get(kind, kind)}" for name, kind in TABLES[table])


def duckdb_cursor(folder):
    import duckdb

    database = duckdb.connect()
    for table, kinds in TABLES.items():
        wanted = {name: kind.replace("DATETIME", "TIMESTAMP") for name, kind in kinds}
        database.execute(
            f"CREATE TABLE {table} AS SELECT * FROM read_json(?, columns = {wanted!r})",
            [f"{folder}/{table}.json"],
        )
    return database


def sqlite_cursor(folder):
    import sqlite3

    database = sqlite3.connect(":memory:")
    for table, kinds in TABLES.items():
        database.execute(f"CREATE TABLE {table} ({columns(table, DATETIME='TEXT')})")
        places = ", ".join("?" for _ in kinds)
        database.executemany(f"INSERT INTO {table} VALUES ({places})", rows(folder, table))
        database.execute(f"CREATE INDEX {table}_ind ON {table} (ind)")
    return database.cursor()


def mariadb_cursor(folder, port):
    import pymysql

    database = pymysql.connect(
        host="127.0.0.1", port=int(port), user="root", charset="utf8mb4", autocommit=True
    )
    cursor = database.cursor()
    # Texts compare by their bytes, as everywhere else.
    cursor.execute("CREATE DATABASE lake CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin")
    cursor.execute("USE lake")
    cursor.execute("SET NAMES utf8mb4 COLLATE utf8mb4_nopad_bin")
    for table, kinds in TABLES.items():
        cursor.execute(f"CREATE TABLE {table} ({columns(table)}, INDEX (ind))")
        places = ", ".join("%s" for _ in kinds)
        cursor.executemany(f"INSERT INTO {table} VALUES ({places})", rows(folder, table))
    return cursor


class SparkCursor:
    """Spark behind the little of a cursor that is used here."""

    def __init__(self, folder):
        from pyspark.sql import SparkSession

        self.spark = SparkSession.builder.getOrCreate()
        self.spark.conf.set("spark.sql.session.timeZone", "UTC")
        for table, kinds in TABLES.items():
            schema = ", ".join(
                f"{name} {kind.replace('TEXT', 'STRING').replace('DATETIME', 'TIMESTAMP')}"
                for name, kind in kinds
            )
            frame = self.spark.read.schema(schema).json(f"{folder}/{table}.json").cache()
            frame.createOrReplaceTempView(table)

    def execute(self, query):
        self.frame = self.spark.sql(query)
        self.description = [(name,) for name in self.frame.columns]

    def fetchall(self):
        return [tuple(row) for row in self.frame.collect()]


ENGINES = {
    "duckdb": duckdb_cursor,
    "sqlite": sqlite_cursor,
    "mariadb": mariadb_cursor,
    "spark": SparkCursor,
}


def plain(value):
    return float(value) if isinstance(value, decimal.Decimal) else value


def answer(cursor, query):
    if not query:
        raise ValueError("no query")
    cursor.execute(query)
    return {
        "columns": [column[0] for column in cursor.description],
        "rows": [[plain(value) for value in row] for row in cursor.fetchall()],
    }


def main():
    engine, *arguments = sys.argv[1:]
    cursor = ENGINES[engine](*arguments)
    for line in sys.stdin:
        try:
            reply = answer(cursor, json.loads(line))
        except Exception as error:  # Each engine has its own; whoever asked decides.
            reply = {"error": f"{error}"}
        print(json.dumps(reply), flush=True)


main()
