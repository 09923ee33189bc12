"""The course's requests against the gateway's routes in front of Kinesis. Arguments: the gateway with its stage, the aws endpoint."""
import base64, json, sys
import boto3, requests

gateway, aws = sys.argv[1], sys.argv[2]
kinesis = boto3.client("kinesis", endpoint_url=aws, aws_access_key_id="test", aws_secret_access_key="test", region_name="us-east-1")
json_type = {"Content-Type": "application/json"}


def stored(stream, start=0):
    found = []
    for shard in kinesis.list_shards(StreamName=stream)["Shards"]:
        iterator = kinesis.get_shard_iterator(StreamName=stream, ShardId=shard["ShardId"], ShardIteratorType="TRIM_HORIZON")["ShardIterator"]
        found += kinesis.get_records(ShardIterator=iterator)["Records"]
    return sorted(found, key=lambda record: record["ApproximateArrivalTimestamp"])


assert requests.get(f"{gateway}/streams").json()["StreamNames"] == [f"streaming-test-{table}" for table in ("geo", "pin", "user")]
assert requests.get(f"{gateway}/streams", params={"Limit": 1, "ExclusiveStartStreamName": "streaming-test-geo"}).json()["StreamNames"] == ["streaming-test-pin"]
described = requests.get(f"{gateway}/streams/streaming-test-pin").json()["StreamDescription"]
assert len(described["Shards"]) == 4 and described["StreamModeDetails"] == {"StreamMode": "ON_DEMAND"}

# The body of user_posting_emulation_streaming.py, as requests sends it.
row = {"index": 7528, "unique_id": "fbe53c66", "title": "No Title Data Available", "follower_count": "0", "emoji": "caf\u00e9 \U0001f600", "downloaded": 0}
body = json.dumps({"StreamName": "streaming-test-pin", "Data": row, "PartitionKey": "partition-1"}, default=str)
answer = requests.request("PUT", f"{gateway}/streams/streaming-test-pin/record", headers=json_type, data=body)
assert answer.status_code == 200 and sorted(answer.json()) == ["SequenceNumber", "ShardId"], answer.text
assert json.loads(stored("streaming-test-pin")[0]["Data"]) == row
assert list(json.loads(stored("streaming-test-pin")[0]["Data"])) == list(row)

assert requests.post(f"{gateway}/streams/mine", headers=json_type, data="{}").status_code == 200
assert len(kinesis.describe_stream(StreamName="mine")["StreamDescription"]["Shards"]) == 5
assert requests.post(f"{gateway}/streams/two", headers=json_type, data=json.dumps({"ShardCount": 2})).status_code == 200
assert len(kinesis.describe_stream(StreamName="two")["StreamDescription"]["Shards"]) == 2
records = {"records": [{"data": json.dumps({"n": n}), "partition-key": f"partition-{n}"} for n in range(3)]}
answer = requests.put(f"{gateway}/streams/two/records", headers=json_type, data=json.dumps(records)).json()
assert answer["FailedRecordCount"] == 0 and [r["ShardId"][-1] for r in answer["Records"]] == ["0", "1", "0"], answer
assert sorted(json.loads(r["Data"])["n"] for r in stored("two")) == [0, 1, 2]
iterator = requests.get(f"{gateway}/streams/two/sharditerator", params={"shard-id": "shardId-000000000001"}).json()["ShardIterator"]
page = requests.get(f"{gateway}/streams/two/records", headers={"Shard-Iterator": iterator}).json()
assert [base64.b64decode(record["Data"]) for record in page["Records"]] == [b'{"n": 1}'], page
assert requests.delete(f"{gateway}/streams/two").status_code == 200

refused = requests.get(f"{gateway}/streams/two")
assert refused.status_code == 200 and refused.json()["__type"] == "ResourceNotFoundException", refused.text
assert requests.patch(f"{gateway}/streams").status_code == 403
assert requests.put(f"{gateway}/streams/mine/record", headers={"Content-Type": "text/plain"}, data=body).status_code == 415
assert requests.options(f"{gateway}/streams/mine/record").headers["Access-Control-Allow-Origin"] == "*"
assert requests.get(f"{gateway}/topics").json() == []
print("ok")
