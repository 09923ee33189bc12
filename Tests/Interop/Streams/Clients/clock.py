"""What expires, by moving the cloud's clock. Arguments: the aws endpoint of a cloud that asks for no signatures, the control endpoint."""
import json, sys, urllib.request
import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

url, control = sys.argv[1], sys.argv[2]
kinesis = boto3.client("kinesis", endpoint_url=url, aws_access_key_id="test", aws_secret_access_key="test",
                       region_name="us-east-1", config=Config(retries={"max_attempts": 0}))


def advance(duration):
    request = urllib.request.Request(f"{control}/_pinterest/clock", json.dumps({"advance": duration}).encode(), method="POST")
    urllib.request.urlopen(request).read()


def code(call, **arguments):
    try:
        call(**arguments)
    except ClientError as error:
        return error.response["Error"]["Code"]
    return None


def texts(stream):
    iterator = kinesis.get_shard_iterator(StreamName=stream, ShardId="0", ShardIteratorType="TRIM_HORIZON")["ShardIterator"]
    return [record["Data"] for record in kinesis.get_records(ShardIterator=iterator)["Records"]]


kinesis.create_stream(StreamName="s", ShardCount=1)
for n in range(3):
    kinesis.put_record(StreamName="s", Data=b"old %d" % n, PartitionKey="k")
iterator = kinesis.get_shard_iterator(StreamName="s", ShardId="0", ShardIteratorType="LATEST")["ShardIterator"]
token = kinesis.list_streams(Limit=1)["NextToken"]
advance("PT4M59S")
iterator = kinesis.get_records(ShardIterator=iterator)["NextShardIterator"]
assert kinesis.list_streams(NextToken=token)["StreamNames"]
advance("PT5M1S")
assert code(kinesis.get_records, ShardIterator=iterator) == "ExpiredIteratorException"
assert code(kinesis.list_streams, NextToken=token) == "ExpiredNextTokenException"
advance("PT23H40M")
kinesis.put_record(StreamName="s", Data=b"new", PartitionKey="k")
assert texts("s") == [b"old 0", b"old 1", b"old 2", b"new"]
advance("PT20M")
assert texts("s") == [b"new"]
kinesis.increase_stream_retention_period(StreamName="s", RetentionPeriodHours=48)
advance("PT30H")
assert texts("s") == [b"new"]
kinesis.decrease_stream_retention_period(StreamName="s", RetentionPeriodHours=24)
assert texts("s") == []
print("ok")
