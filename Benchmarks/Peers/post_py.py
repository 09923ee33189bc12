# seeds' way vs better Python clients. usage: post_py.py MODE NREC BATCH [CONC]
import sys, json, datetime, resource, time, asyncio


def cpu():
    r = resource.getrusage(resource.RUSAGE_SELF)
    return r.ru_utime + r.ru_stime


mode = sys.argv[1]
nrec = int(sys.argv[2])
batch = int(sys.argv[3])
conc = int(sys.argv[4]) if len(sys.argv) > 4 else 16
URL = "http://127.0.0.1:19000/topics/0a1b2c3d4e5f.pin"
H = {"Content-Type": "application/vnd.kafka.json.v2+json"}
rows = [json.loads(l) for l in open("data/pin.ndjson").readlines()[:2000]]


def handler(o):
    if isinstance(o, (datetime.datetime, datetime.date)):
        return o.isoformat()
    raise TypeError


def payload(i):
    if batch == 1:
        return json.dumps({"records": [{"value": rows[i % 2000]}]}, default=handler)
    return json.dumps(
        {"records": [{"value": rows[(i * batch + k) % 2000]} for k in range(batch)]},
        default=handler,
    )


nreq = max(1, nrec // batch)
t0 = time.perf_counter()
c0 = cpu()
if mode == "requests":
    import requests

    c0 = cpu()
    t0 = time.perf_counter()
    for i in range(nreq):
        r = requests.request("POST", URL, headers=H, data=payload(i))
        assert r.status_code == 200
elif mode == "session":
    import requests

    c0 = cpu()
    t0 = time.perf_counter()
    s = requests.Session()
    for i in range(nreq):
        r = s.post(URL, headers=H, data=payload(i))
        assert r.status_code == 200
        r.content
elif mode == "urllib3":
    import urllib3

    c0 = cpu()
    t0 = time.perf_counter()
    s = urllib3.PoolManager()
    for i in range(nreq):
        r = s.request("POST", URL, headers=H, body=payload(i))
        assert r.status == 200
elif mode == "httpx":
    import httpx

    c0 = cpu()
    t0 = time.perf_counter()
    with httpx.Client() as s:
        for i in range(nreq):
            r = s.post(URL, headers=H, content=payload(i))
            assert r.status_code == 200
elif mode == "httpx-async":
    import httpx

    async def main():
        lim = httpx.Limits(max_connections=conc, max_keepalive_connections=conc)
        async with httpx.AsyncClient(limits=lim) as s:
            it = iter(range(nreq))

            async def w():
                for i in it:
                    r = await s.post(URL, headers=H, content=payload(i))
                    assert r.status_code == 200

            await asyncio.gather(*[w() for _ in range(conc)])

    c0 = cpu()
    t0 = time.perf_counter()
    asyncio.run(main())
elif mode == "aiohttp":
    import aiohttp

    async def main():
        async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=conc)) as s:
            it = iter(range(nreq))

            async def w():
                for i in it:
                    async with s.post(URL, headers=H, data=payload(i)) as r:
                        assert r.status == 200
                        await r.read()

            await asyncio.gather(*[w() for _ in range(conc)])

    c0 = cpu()
    t0 = time.perf_counter()
    asyncio.run(main())
elif mode == "json-only":
    for i in range(nreq):
        payload(i)
c = cpu() - c0
w = time.perf_counter() - t0
n = nreq * batch
print(
    f"{mode:12s} batch={batch:<5d} conc={conc:<3d} {n/w:10.0f} rec/s  {nreq/w:8.0f} req/s  cpu {c/n*1e6:8.2f} us/rec  wall {w:.2f}s",
    flush=True,
)
