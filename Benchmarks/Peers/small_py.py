# boto3 small-object PUT/GET: small_py.py MODE(seq|thr) OP(put|get) N CONC ENDPOINT
import sys, boto3, resource, time
from botocore.config import Config
from concurrent.futures import ThreadPoolExecutor


def cpu():
    r = resource.getrusage(resource.RUSAGE_SELF)
    return r.ru_utime + r.ru_stime


mode, op, n, conc, ep = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4]), sys.argv[5]
s = boto3.client(
    "s3",
    endpoint_url=ep,
    aws_access_key_id="AKIAIOSFODNN7EXAMPLE",
    aws_secret_access_key="wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
    region_name="us-east-1",
    config=Config(max_pool_connections=conc, s3={"addressing_style": "path"}),
)
b = b"a" * 300


def f(i):
    if op == "put":
        s.put_object(Bucket="perfbkt", Key=f"many/{i:06d}.json", Body=b)
    else:
        s.get_object(Bucket="perfbkt", Key=f"many/{i:06d}.json")["Body"].read()


f(0)
c0 = cpu()
t0 = time.perf_counter()
if conc == 1:
    for i in range(n):
        f(i)
else:
    with ThreadPoolExecutor(conc) as ex:
        list(ex.map(f, range(n)))
w = time.perf_counter() - t0
c = cpu() - c0
print(
    f"boto3 {op} conc={conc:<3d} {n/w:8.0f} obj/s cpu {c/n*1e6:8.1f} us/obj wall {w:.2f}s",
    flush=True,
)
