# 10k small objects through awscrt S3Client, 16 in flight ... (pure CRT engine, path style)
import sys, time, resource, io, threading
from awscrt.s3 import S3Client, S3RequestType, S3RequestTlsMode
from awscrt.http import HttpRequest, HttpHeaders
from awscrt.auth import AwsCredentialsProvider
from awscrt.io import ClientBootstrap, EventLoopGroup, DefaultHostResolver


def cpu():
    r = resource.getrusage(resource.RUSAGE_SELF)
    return r.ru_utime + r.ru_stime


op = sys.argv[1]
n = int(sys.argv[2])
elg = EventLoopGroup(1)
bs = ClientBootstrap(elg, DefaultHostResolver(elg))
cp = AwsCredentialsProvider.new_static("AKIAIOSFODNN7EXAMPLE", "x" * 40)
c = S3Client(
    bootstrap=bs,
    region="us-east-1",
    credential_provider=cp,
    tls_mode=S3RequestTlsMode.DISABLED,
    throughput_target_gbps=10,
)
sem = threading.Semaphore(16)
b = b"a" * 300


def go(i):
    sem.acquire()
    h = HttpHeaders([("host", "127.0.0.1:19000")])
    if op == "put":
        h.add("content-length", "300")
        r = c.make_request(
            type=S3RequestType.PUT_OBJECT,
            request=HttpRequest("PUT", f"/perfbkt/many/{i:06d}.json", h, io.BytesIO(b)),
            on_done=lambda **k: sem.release(),
        )
    else:
        r = c.make_request(
            type=S3RequestType.GET_OBJECT,
            request=HttpRequest("GET", f"/perfbkt/many/{i:06d}.json", h),
            on_body=lambda **k: None,
            on_done=lambda **k: sem.release(),
        )
    return r


f = go(0)
f.finished_future.result(10)
c0 = cpu()
t0 = time.perf_counter()
L = [go(i) for i in range(n)]
[x.finished_future.result(60) for x in L]
w = time.perf_counter() - t0
u = cpu() - c0
print(f"awscrt S3Client {op} conc=16 {n/w:.0f} obj/s cpu {u/n*1e6:.1f} us/obj wall {w:.2f}")
