"""delta-rs as a reader and a writer of tables, and DuckDB as a reader of their files.

    delta_peer.py read TABLE...                 what each table says of itself and its rows, as JSON
    delta_peer.py append TABLE WRITER COUNT     so many commits of one row, tried until they are in
    delta_peer.py checkpoint TABLE
    delta_peer.py delete TABLE PREDICATE        what it answered
    delta_peer.py make FOLDER SEED              random tables with a past, their rows beside each
    delta_peer.py mapped FOLDER MODE            a table with mapped columns, and its rows by its own SQL engine
    delta_peer.py duckdb [FILE,...]...          the rows of the Parquet files of each list

A table is a folder or s3://bucket/prefix; the endpoint comes from the environment.
"""

import datetime
import json
import os
import random
import sys
import uuid

import pyarrow as pa
import pyarrow.parquet
from deltalake import DeltaTable, QueryBuilder, write_deltalake

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../TableFormats"))
import parquet_peer


def options():
    if "AWS_ENDPOINT_URL" not in os.environ:
        return None
    names = ["AWS_ENDPOINT_URL", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_REGION"]
    return {name: os.environ[name] for name in names} | {"AWS_ALLOW_HTTP": "true"}


def plain(type):
    """The type without views and long offsets, which say the same in other arrays."""
    if pa.types.is_large_string(type) or type == pa.string_view():
        return pa.string()
    if pa.types.is_large_binary(type) or type == pa.binary_view():
        return pa.binary()
    if pa.types.is_list(type) or pa.types.is_large_list(type):
        return pa.list_(type.value_field.with_type(plain(type.value_type)))
    if pa.types.is_struct(type):
        # A struct that is null has no members, which pyarrow refuses to cast where they are required.
        return pa.struct([field.with_type(plain(field.type)).with_nullable(True) for field in type])
    if pa.types.is_map(type):
        return pa.map_(plain(type.key_type), plain(type.item_type))
    return type


def lines(table):
    table = pa.table(table)
    schema = pa.schema([field.with_type(plain(field.type)) for field in table.schema])
    return sorted(parquet_peer.lines(table.cast(schema)))


def read(where):
    table = DeltaTable(where, storage_options=options())
    history = table.history()
    apps = {app for entry in history for app in [entry.get("operationParameters", {}).get("queryId")] if app}
    queried = QueryBuilder().register("t", table).execute("SELECT * FROM t")
    return {
        "version": table.version(),
        "schema": json.loads(table.schema().to_json()),
        "partitions": table.metadata().partition_columns,
        "rows": lines(table.to_pyarrow_table()),
        "queried": lines(queried),
        "operations": [entry["operation"] for entry in history],
        "transactions": {app: table.transaction_version(app) for app in apps},
    }


def append(where, writer, count):
    for number in range(count):
        row = pa.table({"n": pa.array([writer * 1000 + number], pa.int64()), "text": [f"row {writer * 1000 + number}"]})
        for _ in range(300):
            try:
                write_deltalake(where, row, mode="append", storage_options=options())
                break
            except Exception as error:
                if "commit" not in str(error).lower() and "version" not in str(error).lower():
                    raise
        else:
            raise SystemExit(f"writer {writer} gave up at {number}")
    return {"written": count}


def rows(rng, count, local):
    table = parquet_peer.arrow_table(rng, count)
    strange = ["ubyte", "ushort", "uint", "ulong", "nanos", "fixed", "millis"] + ([] if local else ["local"])
    return table.drop_columns(strange)


def make(folder, seed):
    """Tables with partitions, deletes, updates, new columns, checkpoints and compacted files."""
    rng = random.Random(seed)
    made = []
    for number in range(16):
        where = f"{folder}/{number}"
        partitions = [None, ["country"], ["date", "flag"], ["int"], ["micros"], ["short", "country"]][number % 6]
        keep = rows(rng, 40, local=number % 5 == 4)
        write_deltalake(where, keep, partition_by=partitions)
        for step in range(rng.randint(2, 9)):
            table = DeltaTable(where)
            act = rng.choice(["append", "append", "append", "delete", "update", "merge", "checkpoint", "compact"])
            if act == "append":
                write_deltalake(where, rows(rng, rng.choice([1, 30]), local=number % 5 == 4), mode="append", schema_mode="merge")
            elif act == "delete":
                table.delete(rng.choice(["index < 7", "country = 'Spain'", "index = 3 AND flag", "text = ''"]))
            elif act == "update":
                table.update(updates={"text": "'changed'"}, predicate="index > 20")
            elif act == "merge":
                more = rows(rng, 5, local=number % 5 == 4).append_column(f"new{step}", pa.array([None, "a", "b", "", "c"]))
                write_deltalake(where, more, mode="append", schema_mode="merge")
            elif act == "checkpoint":
                table.create_checkpoint()
            else:
                table.optimize.compact()
        table = DeltaTable(where)
        with open(where + ".txt", "w") as file:
            file.write("\n".join(lines(table.to_pyarrow_table())))
        made.append({"folder": where, "version": table.version()})
    return made


def mapped(folder, mode):
    """What Databricks writes for names with spaces: delta-rs reads such tables and writes none."""
    numbers = iter(range(1, 100))

    def noted(name, type, delta_type):
        number, stored = str(next(numbers)), f"col-{uuid.uuid4()}"
        notes = {"delta.columnMapping.id": int(number), "delta.columnMapping.physicalName": stored}
        field = pa.field(stored, type, metadata={"PARQUET:field_id": number})
        return field, {"name": name, "type": delta_type, "nullable": True, "metadata": notes}

    inner = noted("is, it", pa.int64(), "long")
    columns = [
        noted("User name", pa.string(), "string"),
        noted("Access key ID", pa.string(), "string"),
        noted("Secret access key", pa.string(), "string"),
        noted("in = side", pa.struct([inner[0]]), {"type": "struct", "fields": [inner[1]]}),
    ]
    partition = noted("where from", pa.string(), "string")
    os.makedirs(folder + "/_delta_log")
    stored = [field for field, _ in columns]
    rows = pa.table(
        [["maya", None], ["AKIAMAYA", "AKIABO"], ["maya/s", "bo+s"], [{inner[0].name: 7}, None]], schema=pa.schema(stored))
    # Numbers, or names, say which column is which: never the order.
    pa.parquet.write_table(rows.select([3, 1, 2, 0]), folder + "/a.parquet")
    configuration = {"delta.columnMapping.mode": mode, "delta.columnMapping.maxColumnId": str(next(numbers) - 1)}
    actions = [
        {"protocol": {"minReaderVersion": 2, "minWriterVersion": 5}},
        {"metaData": {
            "id": str(uuid.uuid4()), "format": {"provider": "parquet", "options": {}}, "createdTime": 1,
            "schemaString": json.dumps({"type": "struct", "fields": [noted for _, noted in columns + [partition]]}),
            "partitionColumns": ["where from"], "configuration": configuration}},
        {"add": {
            "path": "a.parquet", "partitionValues": {partition[0].name: "Costa Rica"}, "modificationTime": 1, "dataChange": True,
            "size": os.path.getsize(folder + "/a.parquet")}},
    ]
    with open(folder + "/_delta_log/00000000000000000000.json", "w") as file:
        file.write("\n".join(map(json.dumps, actions)))
    return lines(QueryBuilder().register("t", DeltaTable(folder)).execute("SELECT * FROM t"))


def duckdb_rows(files):
    import duckdb

    connection = duckdb.connect()
    connection.execute("SET TimeZone = 'UTC'")
    return lines(connection.sql(f"SELECT * FROM read_parquet({files!r}, union_by_name=true)").to_arrow_table())


def main():
    verb, rest = sys.argv[1], sys.argv[2:]
    if verb == "read":
        said = [read(where) for where in rest]
    elif verb == "append":
        said = append(rest[0], int(rest[1]), int(rest[2]))
    elif verb == "checkpoint":
        DeltaTable(rest[0], storage_options=options()).create_checkpoint()
        said = {}
    elif verb == "delete":
        try:
            DeltaTable(rest[0], storage_options=options()).delete(rest[1])
            said = "deleted"
        except Exception as error:
            said = str(error)
    elif verb == "make":
        said = make(rest[0], int(rest[1]))
    elif verb == "mapped":
        said = mapped(rest[0], rest[1])
    elif verb == "duckdb":
        said = [duckdb_rows(json.loads(files)) for files in rest]
    print(json.dumps(said), flush=True)
    # Threads of the libraries outlive the interpreter now and then, and abort.
    os._exit(0)


main()
