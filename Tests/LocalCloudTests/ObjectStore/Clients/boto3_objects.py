"""Buckets, objects, listings, multipart, copies, conditions and tags by boto3."""
import hashlib, sys, urllib.parse
import boto3, botocore
from botocore.config import Config
from boto3.s3.transfer import TransferConfig

s3 = boto3.client("s3", config=Config(retries={"max_attempts": 1}))


def refused(code, call, **arguments):
    try:
        call(**arguments)
    except botocore.exceptions.ClientError as error:
        assert error.response["Error"]["Code"] == code, (code, error.response["Error"])
        assert error.response["ResponseMetadata"]["RequestId"]
        return error.response
    raise AssertionError(f"{call} was not refused with {code}")


assert [b["Name"] for b in s3.list_buckets()["Buckets"]] == ["user-test-bucket"]
b = "boto3-bucket"
s3.create_bucket(Bucket=b)
s3.create_bucket(Bucket=b)
s3.head_bucket(Bucket=b)
assert s3.get_bucket_location(Bucket=b)["LocationConstraint"] is None
refused("InvalidBucketName", s3.create_bucket, Bucket="bad..name")
refused("404", s3.head_bucket, Bucket="no-such-bucket")
refused("NoSuchBucket", s3.list_objects_v2, Bucket="no-such-bucket")
refused("NoSuchBucketPolicy", s3.get_bucket_policy, Bucket=b)
refused("NotImplemented", s3.put_bucket_policy, Bucket=b, Policy="{}")

for size in [0, 1, 600, 70_000, 300_000, 5 << 20]:
    body = bytes(i % 251 for i in range(size)) if size < 400_000 else b"x" * size
    put = s3.put_object(Bucket=b, Key=f"size/{size}", Body=body, Metadata={"n": str(size)})
    assert put["ETag"] == f'"{hashlib.md5(body).hexdigest()}"'
    got = s3.get_object(Bucket=b, Key=f"size/{size}", ChecksumMode="ENABLED")
    assert got["Body"].read() == body and got["Metadata"] == {"n": str(size)}
    assert got["ContentType"] == "binary/octet-stream" and got["ChecksumCRC32"]
    assert s3.head_object(Bucket=b, Key=f"size/{size}")["ContentLength"] == size
part = s3.get_object(Bucket=b, Key="size/600", Range="bytes=10-19")
assert part["Body"].read() == bytes(range(10, 20)) and part["ContentRange"] == "bytes 10-19/600"
assert s3.get_object(Bucket=b, Key="size/600", Range="bytes=-5")["ContentLength"] == 5
refused("InvalidRange", s3.get_object, Bucket=b, Key="size/600", Range="bytes=600-")
refused("NoSuchKey", s3.get_object, Bucket=b, Key="nope")
for algorithm in ["CRC32", "CRC32C", "CRC64NVME", "SHA1", "SHA256"]:
    if algorithm in ("CRC32C", "CRC64NVME"):
        continue  # botocore needs awscrt for these; the C++ SDK sends them below
    put = s3.put_object(Bucket=b, Key="sum", Body=b"sum", ChecksumAlgorithm=algorithm)
    got = s3.get_object(Bucket=b, Key="sum", ChecksumMode="ENABLED")
    assert got["Body"].read() == b"sum" and got[f"Checksum{algorithm}"]
refused("BadDigest", s3.put_object, Bucket=b, Key="sum", Body=b"sum", ContentMD5="A" * 22 + "==")

odd = ["a b", "a+b", "é", "e\u0301", "ü/ö", "a//b", "/lead", "tail/", "q?x=1&y", "#", "%41", "ключ", "日本", "'\"<>&", "a\\b", "~!@$*()", "x" * 1024]
for key in odd:
    s3.put_object(Bucket=b, Key="odd/" + key if len(key) < 1000 else key, Body=key.encode())
listed = [o["Key"] for p in s3.get_paginator("list_objects_v2").paginate(Bucket=b, Prefix="odd/") for o in p["Contents"]]
assert listed == sorted(("odd/" + k for k in odd if len(k) < 1000), key=lambda k: k.encode()), listed
for key in listed:
    assert s3.get_object(Bucket=b, Key=key)["Body"].read() == key[4:].encode()
refused("KeyTooLongError", s3.put_object, Bucket=b, Key="x" * 1025, Body=b"")
s3.put_object(Bucket=b, Key="odd/\x01\x1f", Body=b"")
assert "odd/\x01\x1f" in [o["Key"] for o in s3.list_objects_v2(Bucket=b, Prefix="odd/")["Contents"]]

for i in range(25):
    s3.put_object(Bucket=b, Key=f"list/d{i % 5}/f{i:02}", Body=b"")
s3.put_object(Bucket=b, Key="list/top", Body=b"")
pages = list(s3.get_paginator("list_objects_v2").paginate(Bucket=b, Prefix="list/", Delimiter="/", PaginationConfig={"PageSize": 2}))
assert [p["Prefix"] for page in pages for p in page.get("CommonPrefixes", [])] == [f"list/d{i}/" for i in range(5)]
assert [o["Key"] for page in pages for o in page.get("Contents", [])] == ["list/top"]
assert len(pages) == 3, len(pages)
for name in ["list_objects", "list_objects_v2"]:
    pages = list(s3.get_paginator(name).paginate(Bucket=b, Prefix="list/", PaginationConfig={"PageSize": 7}))
    assert sum(len(p["Contents"]) for p in pages) == 26 and len(pages) == 4
assert s3.list_objects_v2(Bucket=b, Prefix="list/", StartAfter="list/d4/f19")["KeyCount"] == 2
assert s3.list_objects_v2(Bucket=b, MaxKeys=0)["KeyCount"] == 0
refused("InvalidArgument", s3.list_objects_v2, Bucket=b, ContinuationToken="nonsense")

big = bytes(range(256)) * (20 << 12)
s3.upload_fileobj(__import__("io").BytesIO(big), b, "big", Config=TransferConfig(multipart_threshold=8 << 20))
head = s3.head_object(Bucket=b, Key="big")
assert head["ContentLength"] == len(big) and head["ETag"].endswith('-3"'), head["ETag"]
sums = b"".join(hashlib.md5(big[i:i + (8 << 20)]).digest() for i in range(0, len(big), 8 << 20))
assert head["ETag"] == f'"{hashlib.md5(sums).hexdigest()}-3"'
assert s3.get_object(Bucket=b, Key="big")["Body"].read() == big
assert s3.get_object(Bucket=b, Key="big", Range="bytes=8388600-8388615")["Body"].read() == big[8388600:8388616]
second = s3.get_object(Bucket=b, Key="big", PartNumber=2)
assert second["PartsCount"] == 3 and second["ContentLength"] == 8 << 20
described = s3.get_object_attributes(Bucket=b, Key="big", ObjectAttributes=["ETag", "ObjectSize", "ObjectParts", "Checksum"])
assert described["ObjectSize"] == len(big) and described["ObjectParts"]["TotalPartsCount"] == 3

upload = s3.create_multipart_upload(Bucket=b, Key="mp")["UploadId"]
assert [u["UploadId"] for u in s3.list_multipart_uploads(Bucket=b)["Uploads"]] == [upload]
parts = [s3.upload_part(Bucket=b, Key="mp", UploadId=upload, PartNumber=n, Body=b"y" * (5 << 20)) for n in (2, 1)][::-1]
copied = s3.upload_part_copy(Bucket=b, Key="mp", UploadId=upload, PartNumber=3, CopySource={"Bucket": b, "Key": "size/600"}, CopySourceRange="bytes=0-9")
named = [{"PartNumber": n + 1, "ETag": p["ETag"]} for n, p in enumerate(parts)] + [{"PartNumber": 3, "ETag": copied["CopyPartResult"]["ETag"]}]
assert len(s3.list_parts(Bucket=b, Key="mp", UploadId=upload)["Parts"]) == 3
refused("InvalidPart", s3.complete_multipart_upload, Bucket=b, Key="mp", UploadId=upload, MultipartUpload={"Parts": [{"PartNumber": 9, "ETag": "x"}]})
refused("InvalidPartOrder", s3.complete_multipart_upload, Bucket=b, Key="mp", UploadId=upload, MultipartUpload={"Parts": named[::-1]})
small = s3.create_multipart_upload(Bucket=b, Key="small")["UploadId"]
too_small = [{"PartNumber": n, "ETag": s3.upload_part(Bucket=b, Key="small", UploadId=small, PartNumber=n, Body=b"s")["ETag"]} for n in (1, 2)]
refused("EntityTooSmall", s3.complete_multipart_upload, Bucket=b, Key="small", UploadId=small, MultipartUpload={"Parts": too_small})
s3.abort_multipart_upload(Bucket=b, Key="small", UploadId=small)
done = s3.complete_multipart_upload(Bucket=b, Key="mp", UploadId=upload, MultipartUpload={"Parts": named})
again = s3.complete_multipart_upload(Bucket=b, Key="mp", UploadId=upload, MultipartUpload={"Parts": named})
assert done["ETag"] == again["ETag"]
assert s3.get_object(Bucket=b, Key="mp", Range="bytes=10485755-")["Body"].read() == b"yyyyy" + bytes(range(10))
gone = s3.create_multipart_upload(Bucket=b, Key="gone")["UploadId"]
s3.abort_multipart_upload(Bucket=b, Key="gone", UploadId=gone)
refused("NoSuchUpload", s3.upload_part, Bucket=b, Key="gone", UploadId=gone, PartNumber=1, Body=b"")

s3.copy_object(Bucket=b, Key="copy é", CopySource={"Bucket": b, "Key": "size/600"})
assert s3.head_object(Bucket=b, Key="copy é")["Metadata"] == {"n": "600"}
s3.copy_object(Bucket=b, Key="copy é", CopySource={"Bucket": b, "Key": "copy é"}, MetadataDirective="REPLACE", Metadata={"new": "1"})
assert s3.head_object(Bucket=b, Key="copy é")["Metadata"] == {"new": "1"}
refused("InvalidRequest", s3.copy_object, Bucket=b, Key="copy é", CopySource={"Bucket": b, "Key": "copy é"})
refused("NoSuchKey", s3.copy_object, Bucket=b, Key="x", CopySource={"Bucket": b, "Key": "nope"})

etag = s3.put_object(Bucket=b, Key="cond", Body=b"1", IfNoneMatch="*")["ETag"]
refused("PreconditionFailed", s3.put_object, Bucket=b, Key="cond", Body=b"2", IfNoneMatch="*")
refused("PreconditionFailed", s3.put_object, Bucket=b, Key="cond", Body=b"2", IfMatch='"0"')
s3.put_object(Bucket=b, Key="cond", Body=b"2", IfMatch=etag)
refused("NoSuchKey", s3.put_object, Bucket=b, Key="none", Body=b"2", IfMatch=etag)
refused("304", s3.get_object, Bucket=b, Key="cond", IfNoneMatch=hashlib.md5(b"2").hexdigest())
refused("PreconditionFailed", s3.get_object, Bucket=b, Key="cond", IfMatch=etag)
refused("PreconditionFailed", s3.delete_object, Bucket=b, Key="cond", IfMatch=etag)

s3.put_object(Bucket=b, Key="tagged", Body=b"", Tagging="b=2&a=1")
assert s3.get_object_tagging(Bucket=b, Key="tagged")["TagSet"] == [{"Key": "a", "Value": "1"}, {"Key": "b", "Value": "2"}]
s3.put_object_tagging(Bucket=b, Key="tagged", Tagging={"TagSet": [{"Key": "c", "Value": ""}]})
assert s3.head_object(Bucket=b, Key="tagged")["ResponseMetadata"]["HTTPHeaders"]["x-amz-tagging-count"] == "1"
s3.delete_object_tagging(Bucket=b, Key="tagged")
assert s3.get_object_tagging(Bucket=b, Key="tagged")["TagSet"] == []
refused("InvalidTag", s3.put_object_tagging, Bucket=b, Key="tagged", Tagging={"TagSet": [{"Key": "k" * 129, "Value": ""}]})

refused("InvalidTag", s3.put_object_tagging, Bucket=b, Key="tagged", Tagging={"TagSet": [{"Key": str(k), "Value": ""} for k in range(11)]})
assert "Status" not in s3.get_bucket_accelerate_configuration(Bucket=b)

grants = s3.get_object_acl(Bucket=b, Key="tagged")["Grants"]
assert [g["Permission"] for g in grants] == ["FULL_CONTROL"]
s3.put_object_acl(Bucket=b, Key="tagged", ACL="public-read")
assert len(s3.get_object_acl(Bucket=b, Key="tagged")["Grants"]) == 2
refused("BucketNotEmpty", s3.delete_bucket, Bucket=b)
keys = [o["Key"] for p in s3.get_paginator("list_objects_v2").paginate(Bucket=b) for o in p["Contents"]]
# XML cannot carry control characters, and botocore does not try.
s3.delete_object(Bucket=b, Key="odd/\x01\x1f")
deleted = s3.delete_objects(Bucket=b, Delete={"Objects": [{"Key": k} for k in keys + ["never"] if "\x01" not in k]})
assert len(deleted["Deleted"]) == len(keys) and "Errors" not in deleted
s3.delete_bucket(Bucket=b)
refused("NoSuchBucket", s3.put_object, Bucket=b, Key="k", Body=b"")
print("ok")
