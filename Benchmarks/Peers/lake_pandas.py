# Three folders of one-record files read by orjson into pandas, cleaned, joined, four answers.
# Usage: lake_pandas.py FOLDER
import glob
import resource
import sys
import time

start = time.perf_counter()
import orjson
import pandas as pd


def cpu():
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


folder = sys.argv[1]


def load(table):
    files = sorted(glob.glob(f"{folder}/{table}/*.json"))
    return pd.DataFrame([orjson.loads(open(file, "rb").read()) for file in files])


pin, geo, user = load("pin"), load("geo"), load("user")
pin = pin.rename(columns={"index": "ind"})
followers = pin.follower_count.astype(str).replace("User Info Error", None)
pin["follower_count"] = pd.to_numeric(
    followers.str.replace("k", "000").str.replace("M", "000000")
)
pin["save_location"] = pin.save_location.str.replace("Local save in ", "")
for column, sentinel in (
    ("title", "No Title Data Available"),
    ("description", "No description available Story format"),
    ("poster_name", "User Info Error"),
    ("image_src", "Image src error."),
):
    pin[column] = pin[column].replace(sentinel, None)
geo["timestamp"] = pd.to_datetime(geo.timestamp)
geo["coordinates"] = list(zip(geo.latitude, geo.longitude))
geo = geo.drop(columns=["latitude", "longitude"])
user["date_joined"] = pd.to_datetime(user.date_joined)
user["user_name"] = user.first_name + " " + user.last_name
read = cpu()

places = pin.merge(geo[["ind", "country", "timestamp"]], on="ind")
places["year"] = places.timestamp.dt.year


def top(group):
    counts = places.groupby([group, "category"]).size().reset_index(name="n")
    counts = counts.sort_values([group, "n"], ascending=[True, False])
    return counts.drop_duplicates(group)


answers = [top("country"), top("year")]
people = pin.merge(user, on="ind")
people["group"] = pd.cut(people.age, [0, 24, 35, 50, 200])
answers.append(people.groupby("group", observed=True).follower_count.median())
answers.append(user.date_joined.dt.year.value_counts())
print(
    f"pandas: {[len(answer) for answer in answers]} {read:.3f} read-cpu-s "
    f"{cpu():.3f} cpu-s {time.perf_counter() - start:.3f} wall-s"
)
