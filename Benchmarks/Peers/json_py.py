import sys, json, resource, statistics, datetime
from typing import Optional


def cpu():
    r = resource.getrusage(resource.RUSAGE_SELF)
    return r.ru_utime + r.ru_stime


reps = int(sys.argv[1]) if len(sys.argv) > 1 else 5
only = sys.argv[2] if len(sys.argv) > 2 else None
import orjson, msgspec, pydantic

dt = datetime.datetime


def handler(o):
    if isinstance(o, (dt, datetime.date)):
        return o.strftime("%Y-%m-%d %H:%M:%S")
    raise TypeError


DF = {"pin": None, "geo": "timestamp", "user": "date_joined"}


class PinM(msgspec.Struct):
    index: int
    unique_id: str
    title: str
    description: str
    poster_name: str
    follower_count: str
    tag_list: str
    is_image_or_video: str
    image_src: str
    downloaded: int
    save_location: str
    category: str


class GeoM(msgspec.Struct):
    ind: int
    timestamp: dt
    latitude: float
    longitude: float
    country: str


class UserM(msgspec.Struct):
    ind: int
    first_name: str
    last_name: str
    age: int
    date_joined: dt


class PinP(pydantic.BaseModel):
    index: int
    unique_id: str
    title: str
    description: str
    poster_name: str
    follower_count: str
    tag_list: str
    is_image_or_video: str
    image_src: str
    downloaded: int
    save_location: str
    category: str


class GeoP(pydantic.BaseModel):
    ind: int
    timestamp: dt
    latitude: float
    longitude: float
    country: str


class UserP(pydantic.BaseModel):
    ind: int
    first_name: str
    last_name: str
    age: int
    date_joined: dt


MS = {"pin": PinM, "geo": GeoM, "user": UserM}
PY = {"pin": PinP, "geo": GeoP, "user": UserP}


def bench(name, k, fn, items, nb):
    ts = []
    for _ in range(reps):
        t = cpu()
        for x in items:
            fn(x)
        ts.append(cpu() - t)
    m = statistics.median(ts)
    n = len(items)
    print(
        f"{name:34s} {k:5s} {nb/m/1e6:8.1f} MB/s {n/m:10.0f} rec/s {m/n*1e6:8.3f} cpu-s/1M",
        flush=True,
    )


for k in ("pin", "geo", "user"):
    L = open("data/" + k + ".ndjson", "rb").read().splitlines()
    nb = sum(map(len, L))
    df = DF[k]

    def jl(b):
        d = json.loads(b)
        if df:
            d[df] = dt.strptime(d[df], "%Y-%m-%d %H:%M:%S")
        return d

    def jli(b):
        d = json.loads(b)
        if df:
            d[df] = dt.fromisoformat(d[df])
        return d

    def ol(b):
        d = orjson.loads(b)
        if df:
            d[df] = dt.fromisoformat(d[df])
        return d

    dec = msgspec.json.Decoder(MS[k])
    ta = pydantic.TypeAdapter(PY[k])
    objs = [jli(b) for b in L]
    bench("json.loads", "%s" % k, json.loads, L, nb)
    if df:
        bench("json.loads+strptime", k, jl, L, nb)
        bench("json.loads+fromisoformat", k, jli, L, nb)
    bench("orjson.loads(+fromiso)", k, ol, L, nb)
    try:
        dec.decode(L[0])
        bench("msgspec.Struct decode", k, dec.decode, L, nb)
    except Exception as e:
        print("msgspec", k, "fail", e)
    bench("pydantic2 validate_json", k, ta.validate_json, L, nb)
    bench("ENC json.dumps(default=handler)", k, lambda o: json.dumps(o, default=handler), objs, nb)
    bench("ENC orjson.dumps", k, orjson.dumps, objs, nb)
    try:
        ms = [dec.decode(b) for b in L]
        e = msgspec.json.Encoder()
        bench("ENC msgspec.Struct", k, e.encode, ms, nb)
    except Exception as e:
        pass
    ps = [ta.validate_json(b) for b in L]
    bench("ENC pydantic2 model_dump_json", k, lambda o: o.model_dump_json(), ps, nb)
