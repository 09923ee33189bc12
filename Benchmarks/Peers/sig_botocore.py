import sys, time, resource, statistics, datetime
from botocore.auth import SigV4Auth, S3SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials
import botocore


def cpu():
    r = resource.getrusage(resource.RUSAGE_SELF)
    return r.ru_utime + r.ru_stime


n = int(sys.argv[1]) if len(sys.argv) > 1 else 20000
reps = int(sys.argv[2]) if len(sys.argv) > 2 else 5
cred = Credentials("AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY")
url = "http://127.0.0.1:9000/pinterest-bucket/topics/pin/partition=0/pin+0+0000007528.json"
body = b"a" * 300


def run(cls, extra):
    s = cls(cred, "s3", "us-east-1")
    ts = []
    for _ in range(reps):
        t = cpu()
        for _ in range(n):
            r = AWSRequest(
                method="PUT", url=url, data=body, headers={"Content-Type": "application/json"}
            )
            r.context.update(extra)
            s.add_auth(r)
        ts.append(cpu() - t)
    m = statistics.median(ts)
    print(
        f"botocore {botocore.__version__} {cls.__name__} {extra}: {n/m:.0f} ops/s {m/n*1e6:.1f} cpu-s/1M [min {min(ts)/n*1e6:.1f} max {max(ts)/n*1e6:.1f}]"
    )
    return r


r = run(S3SigV4Auth, {"payload_signing_enabled": True})
if "-v" in sys.argv:
    print(dict(r.headers))
run(S3SigV4Auth, {"payload_signing_enabled": False})
run(SigV4Auth, {})
