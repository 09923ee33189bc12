# boto3 puts of 340 B rows: kinesis_py.py N BATCH CONC ENDPOINT; a batch of 1 is PutRecord
import sys, boto3, resource, time
from botocore.config import Config
from concurrent.futures import ThreadPoolExecutor


def cpu():
    r = resource.getrusage(resource.RUSAGE_SELF)
    return r.ru_utime + r.ru_stime


n, batch, conc, ep = int(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), sys.argv[4]
kinesis = boto3.client(
    "kinesis",
    endpoint_url=ep,
    aws_access_key_id="AKIAIOSFODNN7EXAMPLE",
    aws_secret_access_key="wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
    region_name="us-east-1",
    config=Config(max_pool_connections=conc),
)
row = b"a" * 340


def put(i):
    if batch == 1:
        kinesis.put_record(StreamName="pins", Data=row, PartitionKey=f"key-{i}")
        return
    records = [{"Data": row, "PartitionKey": f"key-{i * batch + k}"} for k in range(batch)]
    answer = kinesis.put_records(StreamName="pins", Records=records)
    assert len(answer["Records"]) == batch


put(0)
c0, t0 = cpu(), time.perf_counter()
with ThreadPoolExecutor(conc) as pool:
    list(pool.map(put, range(n // batch)))
c, w = cpu() - c0, time.perf_counter() - t0
print(f"boto3 batch={batch} {n/w:8.0f} rec/s cpu {c/n*1e6:8.2f} us/rec wall {w:.2f}s", flush=True)
