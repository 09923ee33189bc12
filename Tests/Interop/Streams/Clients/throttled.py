"""A producer at three times a shard's limit that sends again what was refused. Arguments: the aws endpoint, seconds."""
import sys, threading, time
import boto3
from botocore.config import Config

url, seconds = sys.argv[1], float(sys.argv[2])


def client():
    return boto3.client("kinesis", endpoint_url=url, aws_access_key_id="test", aws_secret_access_key="test",
                        region_name="us-east-1", config=Config(retries={"max_attempts": 0}))


kinesis = client()
kinesis.create_stream(StreamName="s", ShardCount=1)
end = time.monotonic() + seconds
refusals = [0]
sent = {}


def produce(name):
    mine, number, began = client(), 0, time.monotonic()
    pending = []
    while time.monotonic() < end or pending:
        if time.monotonic() < end:
            # A thousand a second from each of three, whatever became of those before.
            due = int((time.monotonic() - began) * 1000) - number
            pending += [b"%s %d" % (name, number + n) for n in range(max(0, due))]
            number += max(0, due)
        if not pending:
            time.sleep(0.005)
            continue
        batch = pending[:500]
        answer = mine.put_records(StreamName="s", Records=[{"Data": data, "PartitionKey": "k"} for data in batch])
        outcomes = answer["Records"]
        assert len(outcomes) == len(batch)
        failed = [data for data, outcome in zip(batch, outcomes) if "ErrorCode" in outcome]
        assert len(failed) == answer["FailedRecordCount"]
        assert all(o["ErrorCode"] == "ProvisionedThroughputExceededException" for o in outcomes if "ErrorCode" in o)
        refusals[0] += len(failed)
        pending = failed + pending[500:]
        if failed:
            time.sleep(0.05)
    sent[name] = number


producers = [threading.Thread(target=produce, args=(b"p%d" % n,)) for n in range(3)]
[producer.start() for producer in producers]
[producer.join() for producer in producers]
took = time.monotonic() - end + seconds

iterator = kinesis.get_shard_iterator(StreamName="s", ShardId="0", ShardIteratorType="TRIM_HORIZON")["ShardIterator"]
found = []
while True:
    try:
        page = kinesis.get_records(ShardIterator=iterator)
    except kinesis.exceptions.ProvisionedThroughputExceededException:
        time.sleep(0.2)
        continue
    found += [record["Data"] for record in page["Records"]]
    iterator = page["NextShardIterator"]
    if not page["Records"] and page["MillisBehindLatest"] == 0:
        break
wanted = [b"%s %d" % (name, n) for name, count in sent.items() for n in range(count)]
assert sorted(found) == sorted(wanted), (len(found), len(set(found)), len(wanted))
# The shard took no more than flows into its bucket, and what a full one holds.
assert len(found) <= 1000 * (took + 1) + 1, (len(found), took)
assert refusals[0] > 0
print("ok", len(found), refusals[0])
