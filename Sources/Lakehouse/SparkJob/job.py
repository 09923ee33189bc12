"""The batch side of the Pinterest pipeline on Spark: read, clean, answer.

Written by `pinterest export spark`. RULES and QUERIES are those the embedded engine works by, so
both give the same rows and the same answers: change options there and export again.

    python job.py --input DIR --output DIR
    spark-submit job.py --input s3a://BUCKET/topics --output s3a://BUCKET/insights
"""

import argparse
from functools import reduce

from pyspark.sql import Column, DataFrame, SparkSession, Window
from pyspark.sql import functions as F
from pyspark.sql import types as T

INPUT = "@INPUT@"
OUTPUT = "@OUTPUT@"

# Which columns there are, which texts mean nothing, how followers and moments are spelled.
RULES = "@RULES@"

# The course's questions as the options mean them: name and SQL.
QUERIES = "@QUERIES@"


def main() -> None:
    parser = argparse.ArgumentParser(description="Reads, cleans and answers on Spark.")
    parser.add_argument("--input", default=INPUT, help="where the topics *.pin, *.geo, *.user are")
    parser.add_argument("--output", default=OUTPUT, help="where clean/ and answers/ go")
    for table in RULES["tables"]:
        parser.add_argument(f"--{table}", help=f"the objects of {table}, instead of --input")
    arguments = parser.parse_args()

    spark = SparkSession.builder.appName("pinterest-insights").getOrCreate()
    # What names no zone is UTC, and what cannot be cast is null, as in the course's notebooks.
    spark.conf.set("spark.sql.session.timeZone", "UTC")
    spark.conf.set("spark.sql.ansi.enabled", "false")
    spark.conf.set("spark.sql.legacy.timeParserPolicy", "CORRECTED")

    for table, clean in CLEANERS.items():
        places = getattr(arguments, table) or f"{arguments.input.rstrip('/')}/*.{table}"
        target = f"{arguments.output.rstrip('/')}/clean/{table}"
        clean(read(spark, table, places)).write.mode("overwrite").parquet(target)
        # Read back, so that nine questions do not clean nine times.
        spark.read.parquet(target).createOrReplaceTempView(table)

    for name, query in QUERIES:
        print("\n" + query.splitlines()[0].lstrip("- "))
        answer = spark.sql(query).cache()
        answer.show(20, truncate=False)
        target = f"{arguments.output.rstrip('/')}/answers/{name}"
        answer.coalesce(1).write.mode("overwrite").json(target)


def read(spark: SparkSession, table: str, places: str) -> DataFrame:
    """Reads every column as the text it is: a cast that fails spoils no neighbour."""
    names = RULES["tables"][table]["raw"]
    # The key under both its names, for rows that were cleaned before.
    names = names + [name for name in ("ind", "index") if name not in names]
    rows = (
        spark.read.schema(T.StructType([T.StructField(name, T.StringType()) for name in names]))
        .option("mode", RULES["mode"])
        .option("recursiveFileLookup", "true")
        .json(places.split(","))
    )
    return rows.withColumns(
        {"_file": F.input_file_name(), "_place": F.monotonically_increasing_id()}
    )


def clean_pin(rows: DataFrame) -> DataFrame:
    made = {name: relevant(F.col(name), name) for name in RULES["sentinels"]}
    made["ind"] = key("index", "ind", "unique_id", "category")
    made["follower_count"] = followers(made["follower_count"])
    made["save_location"] = path(filled(F.col("save_location")))
    return finished("pin", rows, made)


def clean_geo(rows: DataFrame) -> DataFrame:
    latitude = F.col("latitude").cast("double")
    longitude = F.col("longitude").cast("double")
    both = latitude.isNotNull() & longitude.isNotNull()
    made = {
        "ind": key("ind", "index", "timestamp", "country"),
        "coordinates": F.when(both, F.array(latitude, longitude)),
        "timestamp": moment(F.col("timestamp")),
    }
    return finished("geo", rows, made)


def clean_user(rows: DataFrame) -> DataFrame:
    made = {
        "ind": key("ind", "index", "first_name", "date_joined"),
        # Null where one of the two is.
        "user_name": F.concat(filled(F.col("first_name")), F.lit(" "), filled(F.col("last_name"))),
        "date_joined": moment(F.col("date_joined")),
    }
    return finished("user", rows, made)


CLEANERS = {"pin": clean_pin, "geo": clean_geo, "user": clean_user}


def finished(table: str, rows: DataFrame, made: dict[str, Column]) -> DataFrame:
    """Puts the columns in order, gives them their types, and lets duplicates go."""
    columns = RULES["tables"][table]["clean"]
    names = [name for name, _ in columns]
    cells = [(made[n] if n in made else filled(F.col(n))).cast(t).alias(n) for n, t in columns]
    cleaned = rows.select(*cells, "_file", "_place")
    if RULES["drops_empty_rows"]:
        cleaned = cleaned.where(reduce(Column.__or__, [F.col(n).isNotNull() for n in names]))
    if RULES["duplicates"] == "same_row":
        cleaned = cleaned.dropDuplicates(names)
    if RULES["duplicates"] == "same_key":
        order = Window.partitionBy(RULES["tables"][table]["key"]).orderBy("_file", "_place")
        cleaned = cleaned.withColumn("_nth", F.row_number().over(order)).where("_nth = 1")
    return cleaned.select(*names)


def key(name: str, other: str, *telling: str) -> Column:
    """The number that joins the tables; by its other name only where the row is of this table."""
    is_ours = reduce(Column.__or__, [F.col(column).isNotNull() for column in telling])
    return F.coalesce(F.col(name).cast("bigint"), F.when(is_ours, F.col(other).cast("bigint")))


def filled(text: Column) -> Column:
    """A text, or null where it is empty."""
    return F.when(text != "", text) if RULES["empty_is_absent"] else text


def relevant(text: Column, name: str) -> Column:
    """A text, or null where it is a sentinel of its column."""
    text = filled(text)
    sentinels = RULES["sentinels"][name]
    if not sentinels:
        return text
    if RULES["matching"] == "prefix":
        return F.when(~reduce(Column.__or__, [text.startswith(s) for s in sentinels]), text)
    return F.when(~text.isin(sentinels), text)


def path(text: Column) -> Column:
    """The path in a save location; what begins otherwise stays."""
    words = RULES["save_location_words"]
    rest = text.substr(F.lit(len(words) + 1), F.length(text))
    return F.when(text.startswith(words), rest).otherwise(text)


def followers(text: Column) -> Column:
    """The number that digits mean, and perhaps a letter; null where it is more than an int holds."""
    rules = RULES["followers"]
    number = r"^(?=.*[0-9])[0-9]*\.?[0-9]*$" if rules["allows_decimals"] else r"^[0-9]+$"
    digits = text.substr(F.lit(1), F.length(text) - 1)
    result = text.cast("int")
    for letter, factor in rules["factors"]:
        count = F.floor(digits.cast("decimal(38,9)") * factor).cast("decimal(38,0)")
        fits = digits.rlike(number) & (count <= 2**31 - 1)
        result = F.when(text.endswith(letter), F.when(fits, count.cast("int"))).otherwise(result)
    return result


def moment(text: Column) -> Column:
    """The moment that a text spells; null where it spells none."""
    rules = RULES["timestamps"]
    if rules["forms"] == "pattern":
        return F.to_timestamp(text, rules["pattern"])
    # A year first: Spark also takes a mere time of day, for one of today.
    spelled = F.when(text.rlike(r"^[\x00-\x20]*[0-9]{4}"), F.to_timestamp(text))
    if rules["forms"] == "spark":
        return spelled
    others = [F.to_timestamp(text, pattern) for pattern in rules["patterns"]]
    is_count = text.rlike(r"^-?([0-9]+|[0-9]*\.[0-9]+|[0-9]+\.)$")
    return F.when(is_count, counted(text)).otherwise(F.coalesce(spelled, *others))


def counted(text: Column) -> Column:
    """The moment that a count from 1970 means, in the unit that gives a year people post in."""
    whole = F.coalesce(text.cast("bigint"), text.cast("double").cast("bigint"))
    size = F.abs(whole)
    micros = (
        F.when(size < 10**11, F.round(text.cast("decimal(38,9)") * 1_000_000).cast("bigint"))
        .when(size < 10**14, whole * 1_000)
        .when(size < 10**17, whole)
        .otherwise(((whole - whole % 1_000) / 1_000).cast("bigint"))
    )
    found = F.timestamp_micros(micros)
    return F.when(F.year(found).between(1, 9999), found)


if __name__ == "__main__":
    main()
