"""Writes and reads the table of cleaned pins with pyarrow on one thread: parquet_py.py DATA.ndjson TABLE.parquet

Leaves the table in TABLE.parquet and prints a line a case: the CPU microseconds a row, and the bytes of the file."""

import json
import resource
import sys

import pyarrow as pa
import pyarrow.parquet as pq

ROUNDS = 9
DIRT = {"No description available Story format", "No Title Data Available", "User Info Error", "Image src error.",
        "N,o, ,T,a,g,s, ,A,v,a,i,l,a,b,l,e"}
NAMES = ["unique_id", "title", "description", "follower_count", "poster_name", "tag_list", "is_image_or_video",
         "image_src", "save_location", "category"]


def clean(name, value):
    if value in DIRT:
        return None
    if name == "follower_count":
        return int(value.replace("k", "000").replace("M", "000000"))
    return value.removeprefix("Local save in ") if name == "save_location" else value


def table(path):
    rows = [json.loads(line) for line in open(path, encoding="utf-8")]
    columns = {"ind": pa.array([row["index"] for row in rows], pa.int64())}
    for name in NAMES:
        type = pa.int32() if name == "follower_count" else pa.string()
        columns[name] = pa.array([clean(name, row[name]) for row in rows], type)
    return pa.table(columns)


def cpu():
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


def least(body):
    best = float("inf")
    for _ in range(ROUNDS):
        start = cpu()
        body()
        best = min(best, cpu() - start)
    return best


def main():
    pa.set_cpu_count(1)
    pa.set_io_thread_count(1)
    pins = table(sys.argv[1])
    pq.write_table(pins, sys.argv[2], compression="none")
    for codec in ["none", "snappy", "zstd"]:

        def write():
            sink = pa.BufferOutputStream()
            pq.write_table(pins, sink, compression=codec)
            return sink.getvalue()

        bytes = write()

        def read():
            pq.read_table(pa.BufferReader(bytes), use_threads=False, pre_buffer=False)

        for name, body in [("write", write), ("read", read)]:
            print(f"{name}-{codec} {least(body) / pins.num_rows * 1e6:.4f} us/row {bytes.size} bytes", flush=True)


main()
