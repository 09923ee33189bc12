# delta-rs on a local folder. usage: delta_py.py append ROWS COMMITS | delta_py.py open COMMITS | delta_py.py read ROWS
import shutil, sys, tempfile, time
import pyarrow as pa
from deltalake import DeltaTable, write_deltalake


def batch(rows, start=0):
    return pa.table({
        "n": pa.array(range(start, start + rows), pa.int64()),
        "country": ["Costa Rica", "Albania", None, "Spain"] * (rows // 4) + ["Peru"] * (rows % 4),
        "title": [f"Title of pin number {i}" for i in range(start, start + rows)],
        "score": pa.array([i / 8 for i in range(rows)], pa.float64()),
    })


verb, count = sys.argv[1], int(sys.argv[2])
folder = tempfile.mkdtemp()
try:
    if verb == "append":
        commits = int(sys.argv[3])
        table = batch(count)
        write_deltalake(folder, table)
        begin = time.perf_counter()
        for _ in range(commits):
            write_deltalake(folder, table, mode="append")
        print(f"delta-rs append {(time.perf_counter() - begin) / commits * 1e3:.3f} ms/commit")
    elif verb == "open":
        table = batch(1)
        for _ in range(count):
            write_deltalake(folder, table, mode="append")
        begin = time.perf_counter()
        for _ in range(10):
            assert DeltaTable(folder).version() == count - 1
        print(f"delta-rs open {(time.perf_counter() - begin) / 10 * 1e3:.3f} ms/table")
    else:
        write_deltalake(folder, batch(count))
        best = 1e9
        for _ in range(5):
            begin = time.perf_counter()
            assert DeltaTable(folder).to_pyarrow_table().num_rows == count
            best = min(best, time.perf_counter() - begin)
        print(f"delta-rs read {best * 1e3:.3f} ms")
finally:
    shutil.rmtree(folder)
