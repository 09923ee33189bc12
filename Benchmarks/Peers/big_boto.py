# 1 GiB multipart upload / download through s3transfer; big_boto.py up|down|upcrt|downcrt FILE ENDPOINT
import sys, boto3, resource, time, os
from botocore.config import Config
from boto3.s3.transfer import TransferConfig


def cpu():
    r = resource.getrusage(resource.RUSAGE_SELF)
    return r.ru_utime + r.ru_stime


op, ep = sys.argv[1], sys.argv[2]
SZ = 1 << 30
kw = {}
if len(sys.argv) > 3:
    kw = dict(request_checksum_calculation=sys.argv[3], response_checksum_validation=sys.argv[3])
s = boto3.client(
    "s3",
    endpoint_url=ep,
    aws_access_key_id="AKIAIOSFODNN7EXAMPLE",
    aws_secret_access_key="x" * 40,
    region_name="us-east-1",
    config=Config(max_pool_connections=16, s3={"addressing_style": "path"}, **kw),
)
crt = op.endswith("crt")
cfg = TransferConfig(
    preferred_transfer_client="crt" if crt else "classic",
    multipart_chunksize=8 << 20,
    multipart_threshold=8 << 20,
    max_concurrency=10,
)
c0 = cpu()
t0 = time.perf_counter()
if op.startswith("up"):
    s.upload_file("data/big.bin", "perfbkt", "obj-1073741824", Config=cfg)
else:
    s.download_file("perfbkt", "obj-1073741824", "data/perf-down.bin", Config=cfg)
    os.unlink("data/perf-down.bin")
w = time.perf_counter() - t0
c = cpu() - c0
print(
    f"boto3 {op:7s} {' '.join(sys.argv[3:]):14s} {SZ/w/1e6:7.0f} MB/s wall {w:.2f}s cpu {c:.2f}s per GiB",
    flush=True,
)
