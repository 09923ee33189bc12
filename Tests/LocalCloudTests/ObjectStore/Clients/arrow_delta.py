"""pyarrow (the C++ SDK) and deltalake (object_store), with writers that compete for each commit."""
import os, sys, threading
import pyarrow as pa, pyarrow.fs, pyarrow.parquet as pq
from urllib.parse import urlparse

writers, commits = int(sys.argv[1]), int(sys.argv[2])
url = os.environ["AWS_ENDPOINT_URL"]
fs = pa.fs.S3FileSystem(access_key="test", secret_key="test", endpoint_override=urlparse(url).netloc, scheme="http", region="us-east-1", allow_bucket_creation=True)
fs.create_dir("arrow-bucket/dir")
table = pa.table({"n": list(range(1000)), "s": ["x"] * 1000})
pq.write_table(table, "arrow-bucket/dir/t.parquet", filesystem=fs)
assert pq.read_table("arrow-bucket/dir/t.parquet", filesystem=fs).equals(table)
with fs.open_output_stream("arrow-bucket/dir/big") as out:
    for _ in range(12):
        out.write(b"z" * (1 << 20))
assert fs.get_file_info("arrow-bucket/dir/big").size == 12 << 20
assert len(fs.get_file_info(pa.fs.FileSelector("arrow-bucket/dir"))) == 2
fs.delete_dir_contents("arrow-bucket/dir")

from deltalake import DeltaTable, write_deltalake

where = "s3://user-test-bucket/delta"
options = {"AWS_ENDPOINT_URL": url, "AWS_ALLOW_HTTP": "true", "AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test", "AWS_REGION": "us-east-1", "conditional_put": "etag"}
write_deltalake(where, pa.table({"w": [-1], "i": [-1]}), storage_options=options)
failures = []


def work(w):
    for i in range(commits):
        for attempt in range(200):
            try:
                write_deltalake(where, pa.table({"w": [w], "i": [i]}), mode="append", storage_options=options)
                break
            except Exception as error:
                if "commit" not in str(error).lower() and "version" not in str(error).lower():
                    failures.append(error)
                    return
        else:
            failures.append(f"writer {w} gave up at {i}")
            return


threads = [threading.Thread(target=work, args=(w,)) for w in range(writers)]
[t.start() for t in threads]
[t.join() for t in threads]
assert not failures, failures
table = DeltaTable(where, storage_options=options)
assert table.version() == writers * commits, table.version()
rows = table.to_pyarrow_table().to_pylist() if hasattr(table, "to_pyarrow_table") else None
assert sorted((r["w"], r["i"]) for r in rows if r["w"] >= 0) == [(w, i) for w in range(writers) for i in range(commits)]
print("ok", flush=True)
# The C++ SDK inside pyarrow aborts now and then when its threads outlive the interpreter.
os._exit(0)
