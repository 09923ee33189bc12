"""Kills a cloud at random moments while records are posted and moved into objects, and looks at the end:
every acknowledged record is in its topic once, every record of a topic in one object, byte for byte.

Arguments: the pinterest program, a folder, the number of kills, a seed.
"""
import json, os, random, signal, subprocess, sys, threading, time, urllib.error, urllib.request
import boto3
from botocore.config import Config

program, folder, kills, seed = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
chance = random.Random(seed)
ready = os.path.join(folder, "ready.json")
bucket, topics = "user-test-bucket", ["test.pin", "test.geo"]
connector = {
    "connector.class": "io.confluent.connect.s3.S3SinkConnector", "storage.class": "io.confluent.connect.s3.storage.S3Storage",
    "format.class": "io.confluent.connect.s3.format.json.JsonFormat", "flush.size": "1", "tasks.max": "3", "topics.regex": "test.*",
    "s3.bucket.name": bucket, "json.bytes": "preserve"}
state = {"endpoints": None, "stop": False}
acknowledged, places = set(), {}
lock = threading.Lock()


def start():
    if os.path.exists(ready):
        os.remove(ready)
    process = subprocess.Popen(
        [program, "up", "--data-dir", os.path.join(folder, "data"), "--port", "0", "--user-id", "test", "--ready-file", ready],
        stdout=subprocess.DEVNULL, stderr=open(os.path.join(folder, "log"), "ab"))
    while not os.path.exists(ready):
        assert process.poll() is None, open(os.path.join(folder, "log")).read()[-2000:]
        time.sleep(0.01)  # a file tells nobody when it comes
    state["endpoints"] = json.load(open(ready))["endpoints"]
    return process


def ask(url, body=None, method=None, headers={}):
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, data=data, method=method, headers=headers)
    with urllib.request.urlopen(request, timeout=10) as answer:
        return json.loads(answer.read() or b"null")


def post(name):
    """Posts record after record, each until it is acknowledged, always under the same idempotency key."""
    number, mine = 0, random.Random(f"{seed}{name}")
    while not state["stop"]:
        number += 1
        topic, batch = mine.choice(topics), mine.choice([1, 1, 1, 7])
        values = [{"name": f"{name}-{number}-{n}", "pad": "x" * mine.choice([0, 100, 5000])} for n in range(batch)]
        headers = {"Content-Type": "application/vnd.kafka.json.v2+json", "Idempotency-Key": f"{name}-{number}"}
        while True:
            try:
                answer = ask(f"{state['endpoints']['kafkaREST']}/topics/{topic}", {"records": [{"value": v} for v in values]}, headers=headers)
                break
            except (urllib.error.URLError, ConnectionError, TimeoutError, json.JSONDecodeError, OSError):
                time.sleep(0.02)  # until it is back
        with lock:
            for value, place in zip(values, answer["offsets"]):
                assert place["error_code"] is None, place
                where = (topic, place["partition"], place["offset"])
                assert where not in places, f"two records at {where}"
                places[where] = json.dumps(value, separators=(",", ":"))
                acknowledged.add(value["name"])


process = start()
ask(f"{state['endpoints']['connect']}/connectors/c/config", connector, "PUT", {"Content-Type": "application/json"})
writers = [threading.Thread(target=post, args=(f"w{n}",)) for n in range(4)]
[writer.start() for writer in writers]
for kill in range(kills):
    time.sleep(chance.uniform(0.05, 0.8))
    process.send_signal(signal.SIGKILL)
    process.wait()
    process = start()
state["stop"] = True
[writer.join() for writer in writers]

base = state["endpoints"]
stored, ends = {}, {}
for topic in topics:
    for partition in ask(f"{base['kafkaREST']}/topics/{topic}/partitions"):
        number, offset = partition["partition"], 0
        while True:
            url = f"{base['kafkaREST']}/topics/{topic}/partitions/{number}/records?offset={offset}&max_bytes=4000000"
            read = ask(url, headers={"Accept": "application/vnd.kafka.json.v2+json"})
            if not read:
                break
            for record in read:
                assert record["offset"] == offset, f"a gap before {record['offset']}"
                stored[(topic, number, offset)] = json.dumps(record["value"], separators=(",", ":"))
                offset += 1
        ends[(topic, number)] = offset
names = [json.loads(value)["name"] for value in stored.values()]
assert len(names) == len(set(names)), "a record is there twice"
assert acknowledged == set(names), f"lost or of nobody: {list(acknowledged ^ set(names))[:5]}"
for where, value in places.items():
    assert stored[where] == value, f"another record at {where}"

deadline = time.time() + 60
while True:
    status = ask(f"{base['connect']}/connectors/c/status")
    assert all(task["state"] == "RUNNING" for task in status["tasks"]), status
    offsets = ask(f"{base['connect']}/connectors/c/offsets")["offsets"]
    done = {(o["partition"]["kafka_topic"], o["partition"]["kafka_partition"]): o["offset"]["kafka_offset"] for o in offsets}
    if done == ends:
        break
    assert time.time() < deadline, f"the sink stands at {done} of {ends}"
    time.sleep(0.05)  # the sink's offsets tell nobody when they move
s3 = boto3.client("s3", endpoint_url=base["aws"], aws_access_key_id="test", aws_secret_access_key="test", region_name="us-east-1",
                  config=Config(max_pool_connections=8))
found = {}
for page in s3.get_paginator("list_objects_v2").paginate(Bucket=bucket, Prefix="topics/"):
    for entry in page.get("Contents", []):
        topic, partition, offset = entry["Key"].rsplit("/", 1)[1].removesuffix(".json").split("+")
        found[(topic, int(partition), int(offset))] = entry
assert set(found) == set(stored), f"objects and records differ: {list(set(found) ^ set(stored))[:5]}"
for where in chance.sample(sorted(found), min(300, len(found))):
    body = s3.get_object(Bucket=bucket, Key=found[where]["Key"])["Body"].read().decode()
    assert body == stored[where] + "\n", f"other bytes at {where}"
for where, entry in found.items():
    assert entry["Size"] == len(stored[where].encode()) + 1, f"half an object at {where}"
process.terminate()
process.wait()
print("ok", len(stored))
