import sys, time, resource

t0 = time.perf_counter()
from pyspark.sql import SparkSession, functions as F, Window as W

d = sys.argv[1]
s = (
    SparkSession.builder.master("local[2]")
    .config("spark.ui.enabled", "false")
    .config("spark.driver.bindAddress", "127.0.0.1")
    .config("spark.driver.host", "127.0.0.1")
    .config("spark.sql.shuffle.partitions", "4")
    .config("spark.driver.memory", "4g")
    .config("spark.log.level", "ERROR")
    .getOrCreate()
)
ts = time.perf_counter()
pin = s.read.json(f"{d}/pin/")
geo = s.read.json(f"{d}/geo/")
usr = s.read.json(f"{d}/user/")
pin = (
    pin.replace({"User Info Error": None}, subset=["follower_count", "poster_name"])
    .withColumn("follower_count", F.regexp_replace("follower_count", "k", "000"))
    .withColumn("follower_count", F.regexp_replace("follower_count", "M", "000000").cast("int"))
    .withColumn("save_location", F.regexp_replace("save_location", "Local save in ", ""))
    .withColumnRenamed("index", "ind")
    .dropDuplicates()
    .cache()
)
geo = (
    geo.withColumn("coordinates", F.array("latitude", "longitude"))
    .drop("latitude", "longitude")
    .withColumn("ts", F.to_timestamp("timestamp"))
    .dropDuplicates()
    .cache()
)
usr = (
    usr.withColumn("user_name", F.concat_ws(" ", "first_name", "last_name"))
    .withColumn("dj", F.to_timestamp("date_joined"))
    .dropDuplicates()
    .cache()
)
n = (pin.count(), geo.count(), usr.count())
t1 = time.perf_counter()
pg = pin.join(geo, "ind")
g = pg.groupBy("country", "category").count()
a = (
    g.withColumn(
        "r", F.row_number().over(W.partitionBy("country").orderBy(F.desc("count"), "category"))
    )
    .filter("r=1")
    .collect()
)
g = pg.withColumn("y", F.year("ts")).groupBy("y", "category").count()
b = (
    g.withColumn("r", F.row_number().over(W.partitionBy("y").orderBy(F.desc("count"), "category")))
    .filter("r=1")
    .collect()
)
c = (
    pin.join(usr, "ind")
    .withColumn(
        "g",
        F.when(F.col("age") < 25, "18-24")
        .when(F.col("age") < 36, "25-35")
        .when(F.col("age") < 51, "36-50")
        .otherwise("50+"),
    )
    .groupBy("g")
    .agg(F.median("follower_count"))
    .collect()
)
e = usr.groupBy(F.year("dj")).count().collect()
print(
    f"\npyspark {d.split('/')[-1]}: start {ts-t0:.1f}s load+clean {t1-ts:.1f}s query {time.perf_counter()-t1:.1f}s rows {n} {len(a),len(b),len(c),len(e)}"
)

import os, sys

pid = s.sparkContext._gateway.proc.pid
f = open(f"/proc/{pid}/stat").read().rsplit(")", 1)[1].split()
hz = os.sysconf("SC_CLK_TCK")
rss = [l for l in open(f"/proc/{pid}/status") if "VmHWM" in l][0].split()[1]
print(
    f"\n  jvm cpu {(int(f[11])+int(f[12]))/hz:.1f}s rss {int(rss)//1024} MiB total wall {time.perf_counter()-t0:.1f}s"
)
s.stop()
