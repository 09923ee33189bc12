"""Gives what an exported job has cleaned, and Spark's answers to the queries on standard input.

    ask_spark.py OUTPUT < queries.json

Prints one line: {"clean": {table: {"columns": […], "rows": [[…]]}}, "answers": [the same, …]}.
"""

import json
import sys

from pyspark.sql import SparkSession


def plain(value):
    if isinstance(value, list):
        return "[" + ", ".join(repr(element) for element in value) + "]"
    if value is None or isinstance(value, (int, float, str)):
        return value
    return str(value)


def answer(frame):
    return {
        "columns": frame.columns,
        "rows": [[plain(value) for value in row] for row in frame.collect()],
    }


def main():
    spark = SparkSession.builder.getOrCreate()
    spark.conf.set("spark.sql.session.timeZone", "UTC")
    clean = {}
    for table in ("pin", "geo", "user"):
        frame = spark.read.parquet(f"{sys.argv[1]}/clean/{table}").cache()
        frame.createOrReplaceTempView(table)
        clean[table] = answer(frame)
    answers = [answer(spark.sql(query)) for query in json.load(sys.stdin)]
    print(json.dumps({"clean": clean, "answers": answers}))


main()
