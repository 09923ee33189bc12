"""Versions and delete markers by boto3."""
import boto3, botocore

s3 = boto3.client("s3")
b = "versions-bucket"
s3.create_bucket(Bucket=b)
assert "Status" not in s3.get_bucket_versioning(Bucket=b)
s3.put_object(Bucket=b, Key="k", Body=b"null")
s3.put_bucket_versioning(Bucket=b, VersioningConfiguration={"Status": "Enabled"})
ids = [s3.put_object(Bucket=b, Key="k", Body=str(i).encode())["VersionId"] for i in range(3)]
assert len(set(ids)) == 3
assert s3.get_object(Bucket=b, Key="k")["Body"].read() == b"2"
assert s3.get_object(Bucket=b, Key="k", VersionId=ids[0])["Body"].read() == b"0"
assert s3.get_object(Bucket=b, Key="k", VersionId="null")["Body"].read() == b"null"
marker = s3.delete_object(Bucket=b, Key="k")
assert marker["DeleteMarker"] and marker["VersionId"] not in ids
try:
    s3.get_object(Bucket=b, Key="k")
    raise SystemExit("a deleted object was read")
except botocore.exceptions.ClientError as error:
    assert error.response["Error"]["Code"] == "NoSuchKey"
    assert error.response["ResponseMetadata"]["HTTPHeaders"]["x-amz-delete-marker"] == "true"
try:
    s3.get_object(Bucket=b, Key="k", VersionId=marker["VersionId"])
    raise SystemExit("a delete marker was read")
except botocore.exceptions.ClientError as error:
    assert error.response["Error"]["Code"] == "MethodNotAllowed"
assert "Contents" not in s3.list_objects_v2(Bucket=b)
s3.put_object(Bucket=b, Key="j", Body=b"")
found = []
for page in s3.get_paginator("list_object_versions").paginate(Bucket=b, PaginationConfig={"PageSize": 2}):
    found += [(v["Key"], v["VersionId"], v["IsLatest"]) for v in page.get("Versions", [])]
    found += [(v["Key"], v["VersionId"], v["IsLatest"]) for v in page.get("DeleteMarkers", [])]
assert len(found) == 6 and len(set(found)) == 6, found
assert {(k, i) for k, i, latest in found if latest} >= {("k", marker["VersionId"])}
s3.delete_object(Bucket=b, Key="k", VersionId=marker["VersionId"])
assert s3.get_object(Bucket=b, Key="k")["Body"].read() == b"2"
s3.put_bucket_versioning(Bucket=b, VersioningConfiguration={"Status": "Suspended"})
s3.put_object(Bucket=b, Key="k", Body=b"again")
assert s3.get_object(Bucket=b, Key="k", VersionId="null")["Body"].read() == b"again"
versions = s3.list_object_versions(Bucket=b)
s3.delete_objects(Bucket=b, Delete={"Objects": [{"Key": v["Key"], "VersionId": v["VersionId"]} for v in versions["Versions"]]})
s3.delete_bucket(Bucket=b)
print("ok")
