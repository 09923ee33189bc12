import sys, os, time, resource
from awscrt.s3 import (
    S3Client,
    S3RequestType,
    S3RequestTlsMode,
    S3ChecksumConfig,
    S3ChecksumAlgorithm,
    S3ChecksumLocation,
)
from awscrt.http import HttpRequest, HttpHeaders
from awscrt.auth import AwsCredentialsProvider
from awscrt.io import ClientBootstrap, EventLoopGroup, DefaultHostResolver


def cpu():
    r = resource.getrusage(resource.RUSAGE_SELF)
    return r.ru_utime + r.ru_stime


op = sys.argv[1]
SZ = 1 << 30
elg = EventLoopGroup(1)
bs = ClientBootstrap(elg, DefaultHostResolver(elg))
cp = AwsCredentialsProvider.new_static("AKIAIOSFODNN7EXAMPLE", "x" * 40)
c = S3Client(
    bootstrap=bs,
    region="us-east-1",
    credential_provider=cp,
    tls_mode=S3RequestTlsMode.DISABLED,
    part_size=8 << 20,
    throughput_target_gbps=10,
)
h = HttpHeaders([("host", "127.0.0.1:19000"), ("content-type", "application/octet-stream")])
c0 = cpu()
t0 = time.perf_counter()
if op == "up":
    h.add("content-length", str(SZ))
    r = c.make_request(
        type=S3RequestType.PUT_OBJECT,
        request=HttpRequest("PUT", "/perfbkt/obj-1073741824", h),
        send_filepath="data/big.bin",
    )
else:
    r = c.make_request(
        type=S3RequestType.GET_OBJECT,
        request=HttpRequest("GET", "/perfbkt/obj-1073741824", h),
        recv_filepath="data/perf-down.bin",
    )
r.finished_future.result(90)
w = time.perf_counter() - t0
u = cpu() - c0
if op != "up":
    assert os.path.getsize("data/perf-down.bin") == SZ
    os.unlink("data/perf-down.bin")
print(
    f"awscrt S3Client {op:5s} {SZ/w/1e6:7.0f} MB/s wall {w:.2f}s cpu {u:.2f}s per GiB", flush=True
)
