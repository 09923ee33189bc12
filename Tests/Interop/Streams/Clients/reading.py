"""Split and merge while reading, fan-out, refusals, by boto3. Arguments: the aws endpoint, the control endpoint."""
import json, sys, threading, time, urllib.request
import boto3
from botocore.config import Config
from botocore.exceptions import ClientError, EventStreamError

url, control = sys.argv[1], sys.argv[2]


def client(secret="test", **settings):
    return boto3.client("kinesis", endpoint_url=url, aws_access_key_id="test", aws_secret_access_key=secret,
                        region_name="us-east-1", config=Config(retries={"max_attempts": 0}, **settings))


kinesis = client()


def refused(code, words, call, **arguments):
    try:
        call(**arguments)
    except ClientError as error:
        assert error.response["Error"]["Code"] == code, error
        assert words in error.response["Error"]["Message"], error
        return
    raise SystemExit(f"{code} was expected")


def read_everything(stream):
    """Parents before children, as a consumer reads a stream that is cut and joined meanwhile."""
    found, done, waiting = {}, set(), [s["ShardId"] for s in kinesis.list_shards(StreamName=stream, ShardFilter={"Type": "AT_TRIM_HORIZON"})["Shards"]]
    parents = {}
    while waiting:
        shard = waiting.pop(0)
        if shard in done:
            continue
        if any(parent not in done for parent in parents.get(shard, [])):
            waiting.append(shard)
            continue
        iterator = kinesis.get_shard_iterator(StreamName=stream, ShardId=shard, ShardIteratorType="TRIM_HORIZON")["ShardIterator"]
        found[shard] = []
        while iterator:
            page = kinesis.get_records(ShardIterator=iterator, Limit=17)
            found[shard] += page["Records"]
            iterator = page.get("NextShardIterator")
            if iterator and not page["Records"] and page["MillisBehindLatest"] == 0:
                break
            for child in page.get("ChildShards", []):
                parents[child["ShardId"]] = child["ParentShards"]
                waiting.append(child["ShardId"])
        done.add(shard)
    return found


# Two writers go on while shards are split and merged; everything is read once, in order of each key.
kinesis.create_stream(StreamName="s", ShardCount=2)
stop = threading.Event()
written = {}


def write(key):
    number = 0
    mine = client()
    while not stop.is_set():
        if number % 3:
            mine.put_record(StreamName="s", Data=b"%d" % number, PartitionKey=key)
            number += 1
        else:
            batch = [{"Data": b"%d" % (number + n), "PartitionKey": key} for n in range(4)]
            assert mine.put_records(StreamName="s", Records=batch)["FailedRecordCount"] == 0
            number += 4
    written[key] = number


writers = [threading.Thread(target=write, args=(f"key-{n}",)) for n in range(4)]
[writer.start() for writer in writers]
for number in range(6):
    time.sleep(0.1)
    shards = [s for s in kinesis.list_shards(StreamName="s")["Shards"] if "EndingSequenceNumber" not in s["SequenceNumberRange"]]
    shards.sort(key=lambda s: int(s["HashKeyRange"]["StartingHashKey"]))
    if number % 2 == 0:
        low, high = (int(shards[0]["HashKeyRange"][end]) for end in ("StartingHashKey", "EndingHashKey"))
        kinesis.split_shard(StreamName="s", ShardToSplit=shards[0]["ShardId"], NewStartingHashKey=str((low + high) // 2 + 1))
    else:
        kinesis.merge_shards(StreamName="s", ShardToMerge=shards[0]["ShardId"], AdjacentShardToMerge=shards[1]["ShardId"])
kinesis.update_shard_count(StreamName="s", TargetShardCount=4, ScalingType="UNIFORM_SCALING")
time.sleep(0.1)
stop.set()
[writer.join() for writer in writers]
found = read_everything("s")
assert len(found) > 8, found.keys()
for key, count in written.items():
    records = [r for shard in found.values() for r in shard if r["PartitionKey"] == key]
    assert [int(r["Data"]) for r in records] == list(range(count)), key
    numbers = [int(r["SequenceNumber"]) for r in records]
    assert numbers == sorted(numbers) and len(set(numbers)) == count

# Fan-out: what was there, then what comes.
arn = kinesis.describe_stream_summary(StreamName="s")["StreamDescriptionSummary"]["StreamARN"]
consumer = kinesis.register_stream_consumer(StreamARN=arn, ConsumerName="c")["Consumer"]["ConsumerARN"]
assert kinesis.describe_stream_consumer(ConsumerARN=consumer)["ConsumerDescription"]["ConsumerStatus"] == "ACTIVE"
open_shard = next(s["ShardId"] for s in reversed(kinesis.list_shards(StreamName="s")["Shards"]))
where = dict(ConsumerARN=consumer, ShardId=open_shard)
start = {"Type": "TRIM_HORIZON"}
events = kinesis.subscribe_to_shard(**where, StartingPosition=start)["EventStream"]
already = len(found[open_shard])
refused("ResourceInUseException", "Another active subscription", client().subscribe_to_shard, **where, StartingPosition=start)
seen, extra = [], 0
for event in events:
    event = event["SubscribeToShardEvent"]
    seen += event["Records"]
    last = event["ContinuationSequenceNumber"]
    if len(seen) >= already and extra == 0:
        extra = 3
        low = next(s["HashKeyRange"]["StartingHashKey"] for s in kinesis.list_shards(StreamName="s")["Shards"] if s["ShardId"] == open_shard)
        for n in range(extra):
            kinesis.put_record(StreamName="s", Data=b"fan %d" % n, PartitionKey="x", ExplicitHashKey=low)
    if extra and len(seen) == already + extra:
        break
assert [r["Data"] for r in seen[-3:]] == [b"fan 0", b"fan 1", b"fan 2"]
assert last == seen[-1]["SequenceNumber"]
events.close()

# Refusals in Kinesis's own form.
refused("InvalidSignatureException", "does not match the signature", client("wrong").list_streams)
unknown = boto3.client("kinesis", endpoint_url=url, aws_access_key_id="nobody", aws_secret_access_key="x", region_name="us-east-1")
refused("UnrecognizedClientException", "The security token included in the request is invalid.", unknown.list_streams)
refused("ResourceNotFoundException", "Stream nope under account 123456789012 not found.", kinesis.describe_stream, StreamName="nope")
refused("ResourceInUseException", "already exists", kinesis.create_stream, StreamName="s", ShardCount=1)
free = client(parameter_validation=False)
refused("ValidationException", "2 validation errors detected: Value '' at 'partitionKey'", free.put_record, StreamName="s", PartitionKey="", ExplicitHashKey="x", Data=b"")
refused("ValidationException", "Member must have length less than or equal to 500", free.put_records, StreamName="s", Records=[{"Data": b"", "PartitionKey": "k"}] * 501)
kinesis.update_max_record_size(StreamARN=arn, MaxRecordSizeInKiB=10240)
refused("InvalidArgumentException", "Records size exceeds 10 MB limit", kinesis.put_records, StreamName="s", Records=[{"Data": b"x" * 3_600_000, "PartitionKey": "k"}] * 3)

# Large pages: no more than ten mebibytes at once, and everything in the end.
kinesis.create_stream(StreamName="large", ShardCount=1)
for n in range(6):
    kinesis.put_records(StreamName="large", Records=[{"Data": b"%d" % n * 500_000, "PartitionKey": "k"}] * 4)
iterator = kinesis.get_shard_iterator(StreamName="large", ShardId="shardId-000000000000", ShardIteratorType="TRIM_HORIZON")["ShardIterator"]
sizes = []
while len(sizes) < 2:
    page = kinesis.get_records(ShardIterator=iterator)
    sizes.append(sum(len(r["Data"]) for r in page["Records"]))
    iterator = page["NextShardIterator"]
assert sizes == [20 * 500_000, 4 * 500_000], sizes

# The journal knows all of it, and the metrics count it.
journal = json.load(urllib.request.urlopen(f"{control}/_pinterest/journal?service=kinesis&op=PutRecords"))
assert len(journal) > 10 and journal[0]["attributes"]["stream"] == "s"
metrics = urllib.request.urlopen(f"{control}/_pinterest/metrics").read().decode()
assert 'service="kinesis",operation="PutRecords",status="200"' in metrics
assert "pinterest_streams 5\n" in metrics, metrics[-600:]
print("ok")
