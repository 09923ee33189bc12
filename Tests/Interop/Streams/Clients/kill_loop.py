"""Kills a cloud at random moments while records are put, and looks each time whether what was acknowledged is there, in order.

Arguments: the pinterest program, a folder, the number of kills, a seed.
"""
import json, os, random, signal, subprocess, sys, threading, time
import boto3
from botocore.config import Config

program, folder, kills, seed = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
chance = random.Random(seed)
ready = os.path.join(folder, "ready.json")
stream = "streaming-test-pin"
acknowledged = {}  # (shard, sequence number) -> data
sent = set()  # everything that was ever sent
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
    return process, json.load(open(ready))["endpoints"]["aws"]


def client(url):
    return boto3.client("kinesis", endpoint_url=url, aws_access_key_id="test", aws_secret_access_key="test", region_name="us-east-1",
                        config=Config(retries={"max_attempts": 0}, max_pool_connections=8, connect_timeout=2, read_timeout=10))


def write(url, name, stop):
    kinesis, mine, number = client(url), random.Random(f"{seed}{name}"), 0
    while not stop.is_set():
        count = 1 if mine.random() < 0.5 else mine.randrange(1, 40)
        batch = [b"%s %d " % (name.encode(), number + n) + b"x" * mine.choice([0, 10, 600, 20_000]) for n in range(count)]
        number += count
        with lock:
            sent.update(batch)
        try:
            if count == 1:
                places = [kinesis.put_record(StreamName=stream, Data=batch[0], PartitionKey=name)]
            else:
                places = kinesis.put_records(StreamName=stream, Records=[{"Data": data, "PartitionKey": name} for data in batch])["Records"]
        except Exception:
            continue
        with lock:
            for data, place in zip(batch, places):
                acknowledged[place["ShardId"], place["SequenceNumber"]] = data


def change(url, stop):
    """Streams come and go and are cut meanwhile."""
    kinesis, number = client(url), 0
    while not stop.is_set():
        number += 1
        name = f"t-{chance.randrange(1_000_000)}-{number}"
        try:
            kinesis.create_stream(StreamName=name, ShardCount=1)
            with lock:
                made.add(name)
            kinesis.split_shard(StreamName=name, ShardToSplit="0", NewStartingHashKey=str(2**127))
            with lock:
                cut.add(name)
        except Exception:
            return


made, cut = set(), set()


def check(url):
    kinesis = client(url)
    found, next_token = {}, None
    for shard in kinesis.list_shards(StreamName=stream)["Shards"]:
        iterator = kinesis.get_shard_iterator(StreamName=stream, ShardId=shard["ShardId"], ShardIteratorType="TRIM_HORIZON")["ShardIterator"]
        last, at_tip = "", {}
        while True:
            page = kinesis.get_records(ShardIterator=iterator)
            for record in page["Records"]:
                assert record["SequenceNumber"] > last, "out of order"
                last = record["SequenceNumber"]
                assert record["Data"] in sent, "of nobody"
                name, number = record["Data"].split(b" ")[:2]
                assert int(number) > at_tip.get(name, -1), f"{name} {number} behind {at_tip[name]}"
                at_tip[name] = int(number)
                found[shard["ShardId"], last] = record["Data"]
            iterator = page["NextShardIterator"]
            if not page["Records"] and page["MillisBehindLatest"] == 0:
                break
    for place, data in acknowledged.items():
        assert found.get(place) == data, f"lost or moved: {place}"
    names = set()
    for page in kinesis.get_paginator("list_streams").paginate():
        names.update(page["StreamNames"])
    assert made <= names, made - names
    for name in list(cut)[-5:]:
        assert len(kinesis.list_shards(StreamName=name)["Shards"]) == 3, name
    return len(found)


process, url = start()
for kill in range(kills):
    stop = threading.Event()
    threads = [threading.Thread(target=write, args=(url, f"{kill}-{n}", stop)) for n in range(4)]
    threads.append(threading.Thread(target=change, args=(url, stop)))
    [thread.start() for thread in threads]
    time.sleep(chance.uniform(0.1, 0.9))
    process.send_signal(signal.SIGKILL)
    process.wait()
    stop.set()
    [thread.join() for thread in threads]
    process, url = start()
    count = check(url)
process.terminate()
process.wait()
assert count >= len(acknowledged) > kills, (count, len(acknowledged))
print("ok", count, len(acknowledged), len(made))
