"""Kills the streaming job, the cloud, or both at random moments, and looks in the end whether the tables hold each row once.

Arguments: the pinterest program, a folder, the number of kills, the number of rows a table, a seed.
"""
import json, os, random, signal, subprocess, sys, threading, time
import boto3, deltalake
from botocore.config import Config

program, folder, kills, rows, seed = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4]), int(sys.argv[5])
chance = random.Random(seed)
user = "0af8d0adfd13"
ready, log = os.path.join(folder, "ready.json"), os.path.join(folder, "log")
keys = {"AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test", "AWS_REGION": "us-east-1", "AWS_EC2_METADATA_DISABLED": "true"}
ports = None


def start_cloud():
    """The first start takes free ports; later ones must have the same, since the job goes on asking there."""
    global ports
    if os.path.exists(ready):
        os.remove(ready)
    process = subprocess.Popen(
        [program, "up", "--data-dir", os.path.join(folder, "data"), "--port", str(ports), "--user-id", user, "--ready-file", ready],
        stdout=subprocess.DEVNULL, stderr=open(log, "ab"))
    while not os.path.exists(ready):
        assert process.poll() is None, open(log).read()[-2000:]
        time.sleep(0.01)  # a file tells nobody when it comes
    return process, json.load(open(ready))["endpoints"]["aws"]


def job(url, *words):
    return subprocess.Popen(
        [program, "stream", "--user-id", user, "--endpoint", url, "--out", os.path.join(folder, "tables"),
         "--checkpoint", os.path.join(folder, "checkpoints"), *words],
        stdout=subprocess.DEVNULL, stderr=open(log, "ab"), env={**os.environ, **keys})


def row(table, index):
    if table == "pin":
        return {"index": index, "unique_id": str(index), "title": "t", "description": "d", "poster_name": "p", "follower_count": "3k",
                "tag_list": "a,b", "is_image_or_video": "image", "image_src": "i", "downloaded": 1, "save_location": "Local save in /data/art", "category": "art"}
    if table == "geo":
        return {"ind": index, "timestamp": "2020-08-28 03:52:47", "latitude": 1.5, "longitude": -2.5, "country": "Albania"}
    return {"ind": index, "first_name": "A", "last_name": "B", "age": 20, "date_joined": "2015-10-24 11:23:51"}


def produce(url, table, stop):
    """Sends rows until each is acknowledged; where an answer was lost, only those that are not in the stream are sent again."""
    kinesis = boto3.client("kinesis", endpoint_url=url, aws_access_key_id="test", aws_secret_access_key="test", region_name="us-east-1",
                           config=Config(retries={"max_attempts": 0}, connect_timeout=2, read_timeout=10))
    stream = f"streaming-{user}-{table}"
    for start in range(0, rows, 250):
        # The rows last as long as the killing does.
        with killed:
            killed.wait_for(lambda: stop.is_set() or kills_done * rows >= (start - 250) * kills)
        missing = list(range(start, min(rows, start + 250)))
        while missing and not stop.is_set():
            try:
                answer = kinesis.put_records(StreamName=stream, Records=[
                    {"Data": json.dumps(row(table, n)).encode(), "PartitionKey": str(n)} for n in missing])
                missing = [n for n, record in zip(missing, answer["Records"]) if "ErrorCode" in record]
            except Exception:
                time.sleep(0.05)
                there = stored(kinesis, stream)
                missing = [n for n in missing if n not in there]
        time.sleep(0.02)


def stored(kinesis, stream):
    """The rows the stream holds; asked until somebody answers."""
    while True:
        try:
            found = set()
            for shard in kinesis.list_shards(StreamName=stream)["Shards"]:
                iterator = kinesis.get_shard_iterator(
                    StreamName=stream, ShardId=shard["ShardId"], ShardIteratorType="TRIM_HORIZON")["ShardIterator"]
                while iterator:
                    page = kinesis.get_records(ShardIterator=iterator, Limit=10000)
                    values = [json.loads(record["Data"]) for record in page["Records"]]
                    found.update(value.get("index", value.get("ind")) for value in values)
                    iterator = page.get("NextShardIterator") if page["Records"] or page["MillisBehindLatest"] > 0 else None
            return found
        except Exception:
            time.sleep(0.05)


ports = chance.randrange(20000, 31000)
cloud, url = start_cloud()
running = job(url)
stop = threading.Event()
killed, kills_done = threading.Condition(), 0
producers = [threading.Thread(target=produce, args=(url, table, stop)) for table in ("pin", "geo", "user")]
[producer.start() for producer in producers]
for kill in range(kills):
    time.sleep(chance.uniform(0.1, 1.5))
    victims = chance.choice([["job"], ["cloud"], ["job", "cloud"]])
    if "job" in victims:
        running.send_signal(signal.SIGKILL)
        running.wait()
    if "cloud" in victims:
        cloud.send_signal(signal.SIGKILL)
        cloud.wait()
        cloud, url = start_cloud()
    if running.poll() is not None:
        running = job(url)
    with killed:
        kills_done += 1
        killed.notify_all()
[producer.join() for producer in producers]
running.send_signal(signal.SIGTERM)
assert running.wait(60) in (0, 143), open(log).read()[-2000:]
last = job(url, "--available-now")
assert last.wait(120) == 0, open(log).read()[-2000:]
cloud.terminate()
cloud.wait()
for table in ("pin", "geo", "user"):
    found = deltalake.DeltaTable(os.path.join(folder, "tables", f"{user}_{table}_table")).to_pyarrow_table().column("ind").to_pylist()
    assert len(found) == rows, f"{table}: {len(found)} rows instead of {rows}, {len(set(found))} different"
    assert sorted(found) == list(range(rows)), table
print("ok", rows, flush=True)
# The C++ inside pyarrow aborts now and then when its threads outlive the interpreter.
os._exit(0)
