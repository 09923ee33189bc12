"""Kills a cloud at random moments under load, and looks each time at what it finds when it starts again.

Arguments: the pinterest program, a folder, the number of kills, a seed.
"""
import hashlib, json, os, random, signal, subprocess, sys, threading, time
import boto3
from botocore.config import Config

program, folder, kills, seed = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
chance = random.Random(seed)
ready = os.path.join(folder, "ready.json")
bucket = "user-test-bucket"
acknowledged = {}  # key -> digest of what was acknowledged last
unsure = {}  # key -> digests that may or may not have been stored
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


def client(url, patience=10):
    return boto3.client("s3", endpoint_url=url, aws_access_key_id="test", aws_secret_access_key="test", region_name="us-east-1",
                        config=Config(retries={"max_attempts": 0}, max_pool_connections=8, connect_timeout=2, read_timeout=patience))


def write(url, name, stop):
    s3, mine = client(url), random.Random(f"{seed}{name}")
    number = 0
    while not stop.is_set():
        number += 1
        key = f"k/{name}-{number if mine.random() < 0.7 else 'same'}"
        size = mine.choice([0, 1, 300, 300, 300, 20_000, 1 << 20, 1_200_000, 3 << 20])
        body = mine.randbytes(size)
        digest = hashlib.md5(body).hexdigest()
        with lock:
            unsure.setdefault(key, set()).add(digest)
        try:
            if mine.random() < 0.1:
                upload = s3.create_multipart_upload(Bucket=bucket, Key=key)["UploadId"]
                part = s3.upload_part(Bucket=bucket, Key=key, UploadId=upload, PartNumber=1, Body=body)
                s3.complete_multipart_upload(Bucket=bucket, Key=key, UploadId=upload, MultipartUpload={"Parts": [{"PartNumber": 1, "ETag": part["ETag"]}]})
            else:
                s3.put_object(Bucket=bucket, Key=key, Body=body)
        except Exception:
            continue
        with lock:
            acknowledged[key] = digest
            unsure[key] = set()


def check(url):
    s3 = client(url, patience=120)
    found = {}
    for page in s3.get_paginator("list_objects_v2").paginate(Bucket=bucket, Prefix="k/"):
        for entry in page.get("Contents", []):
            body = s3.get_object(Bucket=bucket, Key=entry["Key"])["Body"].read()
            assert len(body) == entry["Size"], f"half an object: {entry}"
            found[entry["Key"]] = hashlib.md5(body).hexdigest()
    for key, digest in acknowledged.items():
        assert key in found, f"lost: {key}"
        assert found[key] == digest or found[key] in unsure[key], f"not what was acknowledged: {key}"
    for key, digest in found.items():
        assert digest == acknowledged.get(key) or digest in unsure.get(key, ()), f"of nobody: {key}"
        acknowledged[key], unsure[key] = digest, set()
    unsure.clear()
    # What is deleted must stay so: it would be found as of nobody.
    keys = list(found) if len(found) > 60 else []
    for start in range(0, len(keys), 1000):
        s3.delete_objects(Bucket=bucket, Delete={"Objects": [{"Key": key} for key in keys[start:start + 1000]]})
    for key in keys:
        del acknowledged[key]
    return len(found)


process, url = start()
count = 0
for kill in range(kills):
    stop = threading.Event()
    writers = [threading.Thread(target=write, args=(url, f"{kill}-{n}", stop)) for n in range(4)]
    [writer.start() for writer in writers]
    time.sleep(chance.uniform(0.05, 0.8))
    process.send_signal(signal.SIGKILL)
    process.wait()
    stop.set()
    [writer.join() for writer in writers]
    process, url = start()
    count += check(url)
process.terminate()
process.wait()
assert count > kills, count
print("ok", count)
