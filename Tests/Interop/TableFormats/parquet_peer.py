"""Writes and reads Parquet files with pyarrow, DuckDB or Spark, and shows every value as one line of text a row.

    parquet_peer.py read  pyarrow|duckdb|spark FILE...      prints the rows of every file
    parquet_peer.py write pyarrow|duckdb|spark FOLDER SEED  writes files and FILE.txt with their rows beside each
    parquet_peer.py write spark FOLDER SEED 12              the same with fewer rows, for Fixtures/spark
"""

import datetime
import decimal
import math
import os
import random
import struct
import sys

EPOCH = datetime.datetime(1970, 1, 1)


def show(value, type):
    """One value; the same text that the Swift side makes of it."""
    import pyarrow as pa

    if value is None:
        return "null"
    if pa.types.is_boolean(type):
        return "true" if value else "false"
    if pa.types.is_integer(type) or pa.types.is_date(type) or pa.types.is_timestamp(type):
        return str(moment(value, type))
    if pa.types.is_floating(type):
        return "nan" if math.isnan(value) else struct.pack(">d", value).hex()
    if pa.types.is_decimal(type):
        with decimal.localcontext(prec=60):
            return "m" + str(int(value.scaleb(type.scale)))
    if pa.types.is_string(type) or pa.types.is_large_string(type):
        return "s" + value.encode("utf-8").hex()
    if pa.types.is_binary(type) or pa.types.is_fixed_size_binary(type):
        return "b" + bytes(value).hex()
    if pa.types.is_list(type):
        return "[" + ",".join(show(x, type.value_type) for x in value) + "]"
    if pa.types.is_struct(type):
        return "(" + ",".join(show(value[f.name], f.type) for f in type) + ")"
    if pa.types.is_map(type):
        return entries((show(k, type.key_type), show(v, type.item_type)) for k, v in value)
    if pa.types.is_null(type):
        return "null"
    raise ValueError(f"no text for {type}")


def entries(pairs):
    """A map, whose order Spark does not keep."""
    return "{" + ",".join(sorted(key + "=" + value for key, value in pairs)) + "}"


def moment(value, type):
    import pyarrow as pa

    if isinstance(value, datetime.datetime):
        span = value.replace(tzinfo=None) - EPOCH
        return (span.days * 86400 + span.seconds) * 1_000_000 + span.microseconds
    if isinstance(value, datetime.date):
        return (value - EPOCH.date()).days
    return value


def lines(table):
    columns = []
    for column, field in zip(table.columns, table.schema):
        type = field.type
        import pyarrow as pa

        if pa.types.is_timestamp(type) and type.unit == "ns":
            numbers = column.cast(pa.timestamp("ns")).cast(pa.int64()).to_pylist()
            columns.append(["null" if n is None else str(n // 1000) for n in numbers])
        elif pa.types.is_uint64(type):
            columns.append(["null" if n is None else "m" + str(n) for n in column.to_pylist()])
        else:
            columns.append([show(value, type) for value in column.to_pylist()])
    return [" ".join(row) for row in zip(*columns)]


def read(peer, path):
    import pyarrow.parquet as pq

    if peer == "pyarrow":
        file = pq.ParquetFile(path)
        table = file.read()
        file.metadata.to_dict()
        return lines(table)
    if peer == "duckdb":
        import duckdb

        connection = duckdb.connect()
        connection.execute("SET TimeZone = 'UTC'")
        return lines(connection.sql(f"SELECT * FROM '{path}'").to_arrow_table())
    return [" ".join(show_row(value, f.dataType) for value, f in zip(row, frame.schema))
            for frame in [spark().read.parquet(path)] for row in frame.collect()]


def show_row(value, type):
    """The same for what Spark's rows hold."""
    import pyspark.sql.types as T

    if value is None:
        return "null"
    if isinstance(type, T.BooleanType):
        return "true" if value else "false"
    if isinstance(type, (T.DateType, T.TimestampType, T.TimestampNTZType)):
        return str(moment(value, None))
    if isinstance(type, (T.ByteType, T.ShortType, T.IntegerType, T.LongType)):
        return str(value)
    if isinstance(type, (T.FloatType, T.DoubleType)):
        return "nan" if math.isnan(value) else struct.pack(">d", value).hex()
    if isinstance(type, T.DecimalType):
        with decimal.localcontext(prec=60):
            return "m" + str(int(value.scaleb(type.scale)))
    if isinstance(type, T.StringType):
        return "s" + value.encode("utf-8").hex()
    if isinstance(type, T.BinaryType):
        return "b" + bytes(value).hex()
    if isinstance(type, T.ArrayType):
        return "[" + ",".join(show_row(x, type.elementType) for x in value) + "]"
    if isinstance(type, T.StructType):
        return "(" + ",".join(show_row(x, f.dataType) for x, f in zip(value, type)) + ")"
    if isinstance(type, T.MapType):
        return entries((show_row(k, type.keyType), show_row(v, type.valueType)) for k, v in value.items())
    raise ValueError(f"no text for {type}")


def spark():
    from pyspark.sql import SparkSession

    os.environ["TZ"] = "UTC"
    import time

    time.tzset()
    builder = SparkSession.builder.master("local[1]").config("spark.ui.enabled", "false")
    builder = builder.config("spark.sql.session.timeZone", "UTC")
    return builder.config("spark.driver.memory", "512m").getOrCreate()


def maybe(random, value):
    return None if random.random() < 0.2 else value


def text(random):
    return random.choice(["", "travel", "é€😀" * random.randint(1, 9), "x" * random.randint(0, 40), '"\n\0'])


def arrow_table(random, rows, flat=False):
    """Random rows of every type that a pin, a checkpoint or a stranger's table may have."""
    import pyarrow as pa

    def column(type, make):
        return pa.array([maybe(random, make()) for _ in range(rows)], type)

    def numbers(bits, sign=True):
        low, high = (-(1 << bits - 1), (1 << bits - 1) - 1) if sign else (0, (1 << bits) - 1)
        return lambda: random.choice([low, high, 0, 1, random.randint(low, high)])

    def micros():
        return random.randint(-62_135_596_800_000_000, 253_402_300_799_999_999)

    def real():
        return random.choice([0.0, -0.0, math.inf, -math.inf, math.nan, random.uniform(-1e9, 1e9)])

    def number(digits, scale):
        return lambda: decimal.Decimal(random.randint(1 - 10**digits, 10**digits - 1)).scaleb(-scale, decimal.Context(prec=60))

    columns = {
        "flag": column(pa.bool_(), lambda: random.random() < 0.5),
        "byte": column(pa.int8(), numbers(8)),
        "short": column(pa.int16(), numbers(16)),
        "int": column(pa.int32(), numbers(32)),
        "long": column(pa.int64(), numbers(64)),
        "ubyte": column(pa.uint8(), numbers(8, False)),
        "ushort": column(pa.uint16(), numbers(16, False)),
        "uint": column(pa.uint32(), numbers(32, False)),
        "ulong": column(pa.uint64(), numbers(64, False)),
        "float": column(pa.float32(), real),
        "double": column(pa.float64(), real),
        "text": column(pa.string(), lambda: text(random)),
        "country": column(pa.string(), lambda: random.choice(["Spain", "Albania", "Côte d'Ivoire"])),
        "bytes": column(pa.binary(), lambda: random.randbytes(random.randint(0, 12))),
        "fixed": column(pa.binary(5), lambda: random.randbytes(5)),
        "date": column(pa.date32(), lambda: datetime.date(1970, 1, 1) + datetime.timedelta(random.randint(-700_000, 2_900_000))),
        "millis": column(pa.timestamp("ms", "UTC"), lambda: micros() // 1000),
        "micros": column(pa.timestamp("us", "UTC"), micros),
        "local": column(pa.timestamp("us"), micros),
        "nanos": column(pa.timestamp("ns"), lambda: random.randint(-(1 << 62), 1 << 62)),
        "price": column(pa.decimal128(7, 2), number(7, 2)),
        "sum": column(pa.decimal128(17, 3), number(17, 3)),
        "huge": column(pa.decimal128(38, 10), number(38, 10)),
        "empty": pa.nulls(rows, pa.string()),
        "index": pa.array(range(rows), pa.int64()),
    }
    if not flat:
        point = pa.struct([("x", pa.float64()), ("names", pa.list_(pa.string()))])
        columns |= {
            "coordinates": column(pa.list_(pa.float64()), lambda: [maybe(random, random.random()) for _ in range(random.randint(0, 3))]),
            "tags": column(pa.map_(pa.string(), pa.string()), lambda: [(f"k{i}", maybe(random, text(random))) for i in range(random.randint(0, 3))]),
            "point": column(point, lambda: {"x": maybe(random, 1.5), "names": maybe(random, ["a", None, ""][: random.randint(0, 3)])}),
            "deep": column(pa.list_(pa.list_(point)), lambda: [maybe(random, [maybe(random, {"x": 2.0, "names": ["z"] * i}) for i in range(random.randint(0, 3))]) for _ in range(random.randint(0, 3))]),
            "counts": column(pa.map_(pa.int32(), pa.list_(pa.int64())), lambda: [(i, maybe(random, [i] * i)) for i in range(random.randint(0, 3))]),
        }
    return pa.table(columns)


def write_pyarrow(folder, seed):
    import pyarrow as pa
    import pyarrow.parquet as pq

    rng = random.Random(seed)
    forms = [
        {"compression": "none"},
        {"compression": "snappy"},
        {"compression": "zstd"},
        {"compression": "gzip"},
        {"compression": "none", "use_dictionary": False},
        {"compression": "zstd", "use_dictionary": False},
        {"compression": "snappy", "data_page_version": "2.0"},
        {"compression": "none", "data_page_version": "2.0", "use_dictionary": False},
        {"compression": "gzip", "data_page_version": "2.0", "data_page_size": 200},
        {"compression": "snappy", "row_group_size": 7},
        {"compression": "snappy", "data_page_size": 64, "write_batch_size": 4},
        {"compression": "zstd", "dictionary_pagesize_limit": 100, "write_batch_size": 8},
        {"compression": "snappy", "version": "1.0"},
        {"compression": "snappy", "version": "2.4"},
        {"compression": "none", "use_deprecated_int96_timestamps": True},
        {"compression": "snappy", "use_compliant_nested_type": False},
        {"compression": "snappy", "store_decimal_as_integer": True},
        {"compression": "snappy", "write_page_index": True, "write_page_checksum": True},
    ]
    for number, form in enumerate(forms):
        for rows in [0, 1, 150]:
            table = arrow_table(rng, rows)
            # Moments of 96 bits reach less far, and older versions know no nanoseconds.
            if form.get("use_deprecated_int96_timestamps"):
                table = table.select([n for n in table.column_names if n not in ("micros", "local", "millis")])
            if form.get("version") in ("1.0", "2.4"):
                table = table.drop_columns(["nanos"])
            path = f"{folder}/{number:02}-{rows}.parquet"
            pq.write_table(table, path, **form)
            save(path, lines(table))
    whole = pa.table({"a": pa.array([1, 2, 3], pa.int64())}, schema=pa.schema([pa.field("a", pa.int64(), nullable=False)]))
    pq.write_table(whole, f"{folder}/required.parquet")
    save(f"{folder}/required.parquet", lines(whole))


def write_duckdb(folder, seed):
    import duckdb

    rng = random.Random(seed)
    connection = duckdb.connect()
    connection.execute("SET TimeZone = 'UTC'")
    for number, options in enumerate([
        "COMPRESSION snappy", "COMPRESSION zstd", "COMPRESSION gzip", "COMPRESSION uncompressed",
        "COMPRESSION snappy, ROW_GROUP_SIZE 2048", "COMPRESSION zstd, DICTIONARY_SIZE_LIMIT 1",
    ]):
        for rows in [0, 1, 5_000 if "ROW_GROUP" in options else 150]:
            table = arrow_table(rng, rows).drop_columns(["nanos", "float"])
            connection.register("source", table)
            path = f"{folder}/{number}-{rows}.parquet"
            connection.execute(f"COPY source TO '{path}' (FORMAT parquet, {options})")
            connection.unregister("source")
            save(path, read("pyarrow", path))


def write_spark(folder, seed, rows=200):
    import glob
    import shutil

    rng = random.Random(seed)
    session = spark()
    for number, (codec, setting) in enumerate([("snappy", {}), ("zstd", {}), ("gzip", {}), ("none", {}),
            ("snappy", {"spark.sql.parquet.writeLegacyFormat": "true"}),
            ("snappy", {"spark.sql.parquet.outputTimestampType": "TIMESTAMP_MICROS"}),
            ("none", {"parquet.enable.dictionary": "false"})]):
        for name, value in setting.items():
            session.conf.set(name, value)
        frame = session.createDataFrame([spark_row(rng) for _ in range(rows)], SPARK_TYPES)
        frame.coalesce(1).write.options(compression=codec, **setting).parquet(f"{folder}/out")
        [part] = glob.glob(f"{folder}/out/*.parquet")
        path = f"{folder}/{number}.parquet"
        shutil.move(part, path)
        shutil.rmtree(f"{folder}/out")
        save(path, read("spark", path))
        for name in setting:
            session.conf.unset(name)


SPARK_TYPES = """id long, flag boolean, byte byte, short short, number int, ratio double, small float, text string,
    raw binary, day date, moment timestamp, local timestamp_ntz, price decimal(7,2), sum decimal(17,3),
    huge decimal(38,10), coordinates array<double>, tags map<string,string>,
    point struct<x:double,names:array<string>>, deep array<array<struct<x:int>>>"""


def spark_row(rng):
    day = datetime.date(1900, 1, 1) + datetime.timedelta(rng.randint(0, 80_000))
    when = datetime.datetime(1950, 1, 1) + datetime.timedelta(microseconds=rng.randint(0, 4 * 10**15))
    row = [
        rng.randint(-(1 << 63), (1 << 63) - 1), rng.random() < 0.5, rng.randint(-128, 127),
        rng.randint(-32768, 32767), rng.randint(-(1 << 31), (1 << 31) - 1), rng.uniform(-1e9, 1e9),
        float(rng.randint(-9, 9)) / 4, text(rng), bytearray(rng.randbytes(4)), day, when, when,
        decimal.Decimal(rng.randint(-9999999, 9999999)).scaleb(-2),
        decimal.Decimal(rng.randint(1 - 10**17, 10**17 - 1)).scaleb(-3),
        decimal.Decimal(rng.randint(1 - 10**37, 10**37 - 1)).scaleb(-10, decimal.Context(prec=60)),
        [maybe(rng, rng.random()) for _ in range(rng.randint(0, 3))],
        {f"k{i}": maybe(rng, text(rng)) for i in range(rng.randint(0, 3))},
        (maybe(rng, 1.5), maybe(rng, ["a", None, ""][: rng.randint(0, 3)])),
        [maybe(rng, [maybe(rng, (i,)) for i in range(rng.randint(0, 3))]) for _ in range(rng.randint(0, 2))],
    ]
    return [row[0]] + [maybe(rng, value) for value in row[1:]]


def save(path, rows):
    with open(path + ".txt", "w") as file:
        file.write("\n".join(rows))


def main():
    verb, peer = sys.argv[1:3]
    if verb == "write":
        {"pyarrow": write_pyarrow, "duckdb": write_duckdb, "spark": write_spark}[peer](
            sys.argv[3], *map(int, sys.argv[4:]))
    else:
        for path in sys.argv[3:]:
            with open(path + "." + peer, "w") as file:
                file.write("\n".join(read(peer, path)))


if __name__ == "__main__":
    main()
