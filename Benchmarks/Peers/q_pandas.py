import sys, time, resource, json, os, glob

t0 = time.perf_counter()
import pandas as pd, numpy as np


def cpu():
    r = resource.getrusage(resource.RUSAGE_SELF)
    return r.ru_utime + r.ru_stime


d = sys.argv[1]
mode = sys.argv[2] if len(sys.argv) > 2 else "json"
lim = int(sys.argv[3]) if len(sys.argv) > 3 else None


def load(k):
    fs = sorted(glob.glob(f"{d}/{k}/*.json"))[:lim]
    if mode == "json":
        return pd.DataFrame([json.load(open(f)) for f in fs])
    if mode == "orjson":
        import orjson

        return pd.DataFrame([orjson.loads(open(f, "rb").read()) for f in fs])
    return pd.concat([pd.read_json(f, lines=True) for f in fs], ignore_index=True)


pin, geo, usr = load("pin"), load("geo"), load("user")
t1 = time.perf_counter()
pin = pin.rename(columns={"index": "ind"})
fc = pin.follower_count.astype(str).replace("User Info Error", None)
pin["follower_count"] = pd.to_numeric(fc.str.replace("k", "000").str.replace("M", "000000"))
pin["save_location"] = pin.save_location.str.replace("Local save in ", "")
for col, bad in (
    ("title", "No Title Data Available"),
    ("description", "No description available Story format"),
    ("poster_name", "User Info Error"),
    ("image_src", "Image src error."),
):
    pin[col] = pin[col].replace(bad, None)
geo["ts"] = pd.to_datetime(geo.timestamp)
geo["coordinates"] = list(zip(geo.latitude, geo.longitude))
geo = geo.drop(columns=["latitude", "longitude", "timestamp"])
usr["dj"] = pd.to_datetime(usr.date_joined)
usr["user_name"] = usr.first_name + " " + usr.last_name
pin = pin.drop_duplicates()
t2 = time.perf_counter()
pg = pin.merge(geo[["ind", "country", "ts"]], on="ind")
pg["y"] = pg.ts.dt.year
a = (
    pg.groupby(["country", "category"])
    .size()
    .reset_index(name="n")
    .sort_values(["country", "n"], ascending=[True, False])
    .drop_duplicates("country")
)
b = (
    pg.groupby(["y", "category"])
    .size()
    .reset_index(name="n")
    .sort_values(["y", "n"], ascending=[True, False])
    .drop_duplicates("y")
)
pu = pin.merge(usr, on="ind")
pu["g"] = pd.cut(pu.age, [0, 24, 35, 50, 200])
c = pu.groupby("g", observed=True).follower_count.median()
e = usr.dj.dt.year.value_counts()
print(
    f"pandas {mode} {d.split('/')[-1]}: load {t1-t0:.2f}s clean {t2-t1:.2f}s query {time.perf_counter()-t2:.3f}s cpu {cpu():.2f}s rows {len(a),len(b),len(c),len(e)}"
)
