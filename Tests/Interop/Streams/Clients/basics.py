"""Streams by boto3: made, described, written, read, removed. Arguments: the endpoint."""
import sys, time
import boto3
from botocore.config import Config

url = sys.argv[1]
kinesis = boto3.client("kinesis", endpoint_url=url, aws_access_key_id="test", aws_secret_access_key="test",
                       region_name="us-east-1", config=Config(retries={"max_attempts": 0}))
assert kinesis.list_streams()["StreamNames"] == ["streaming-test-geo", "streaming-test-pin", "streaming-test-user"]
kinesis.create_stream(StreamName="s", ShardCount=2)
kinesis.get_waiter("stream_exists").wait(StreamName="s")
stream = kinesis.describe_stream(StreamName="s")["StreamDescription"]
assert [shard["ShardId"] for shard in stream["Shards"]] == ["shardId-000000000000", "shardId-000000000001"], stream
assert stream["Shards"][1]["HashKeyRange"]["EndingHashKey"] == str(2**128 - 1)
one = kinesis.put_record(StreamName="s", Data=b"one", PartitionKey="partition-1")
assert one["ShardId"] == "shardId-000000000001", one
assert len(one["SequenceNumber"]) == 56
many = kinesis.put_records(StreamName="s", Records=[{"Data": b"r%d" % n, "PartitionKey": f"partition-{n % 3 + 1}"} for n in range(300)])
assert many["FailedRecordCount"] == 0
found = []
for shard in kinesis.list_shards(StreamName="s")["Shards"]:
    iterator = kinesis.get_shard_iterator(StreamName="s", ShardId=shard["ShardId"], ShardIteratorType="TRIM_HORIZON")["ShardIterator"]
    page = kinesis.get_records(ShardIterator=iterator)
    assert page["MillisBehindLatest"] == 0 and page["NextShardIterator"] != iterator
    assert abs(page["Records"][0]["ApproximateArrivalTimestamp"].timestamp() - time.time()) < 60
    found += [record["Data"] for record in page["Records"]]
assert sorted(found) == sorted([b"one"] + [b"r%d" % n for n in range(300)])
kinesis.delete_stream(StreamName="s")
try:
    kinesis.describe_stream(StreamName="s")
    raise SystemExit("it is still there")
except kinesis.exceptions.ResourceNotFoundException as error:
    assert "Stream s under account 123456789012 not found." in str(error), error
print("ok")
