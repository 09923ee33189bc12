"""What must be refused, and presigned URLs, by boto3 and curl."""
import subprocess, time, urllib.parse
import boto3, botocore, os
from botocore.config import Config

url = os.environ["AWS_ENDPOINT_URL"]
b = "user-test-bucket"
s3 = boto3.client("s3")
s3.put_object(Bucket=b, Key="k", Body=b"content")


def code(client):
    try:
        client.get_object(Bucket=b, Key="k")
        return "200"
    except botocore.exceptions.ClientError as error:
        return error.response["Error"]["Code"]


def client(key, secret):
    return boto3.client("s3", aws_access_key_id=key, aws_secret_access_key=secret)


assert code(client("test", "wrong")) == "SignatureDoesNotMatch"
assert code(client("nobody", "test")) == "InvalidAccessKeyId"
assert code(boto3.client("s3", config=Config(signature_version=botocore.UNSIGNED))) == "AccessDenied"
s3.put_object_acl(Bucket=b, Key="k", ACL="public-read")
assert code(boto3.client("s3", config=Config(signature_version=botocore.UNSIGNED))) == "200"


def curl(*arguments):
    out = subprocess.run(["curl", "-s", "-w", "\n%{http_code}", *arguments], capture_output=True, text=True, check=True).stdout
    body, status = out.rsplit("\n", 1)
    return int(status), body


signer = boto3.client("s3", config=Config(signature_version="s3v4"))
get = signer.generate_presigned_url("get_object", {"Bucket": b, "Key": "k"}, ExpiresIn=60)
assert curl(get) == (200, "content")
put = signer.generate_presigned_url("put_object", {"Bucket": b, "Key": "by curl é"}, ExpiresIn=60)
assert curl("-X", "PUT", "--data-binary", "sent", "-H", "Content-Type:", put)[0] == 200
assert s3.get_object(Bucket=b, Key="by curl é")["Body"].read() == b"sent"
status, body = curl(get.replace("/k?", "/other?"))
assert status == 403 and "SignatureDoesNotMatch" in body, body
status, body = curl(get.replace("X-Amz-Expires=60", "X-Amz-Expires=600"))
assert status == 403 and "SignatureDoesNotMatch" in body, body
brief = signer.generate_presigned_url("get_object", {"Bucket": b, "Key": "k"}, ExpiresIn=1)
time.sleep(2.1)
status, body = curl(brief)
assert status == 403 and "Request has expired" in body, body
status, body = curl("--aws-sigv4", "aws:amz:us-east-1:s3", "--user", "test:test", "-H", "x-amz-content-sha256: UNSIGNED-PAYLOAD", f"{url}/{b}/k")
assert (status, body) == (200, "content"), (status, body)
status, body = curl("--aws-sigv4", "aws:amz:us-east-1:s3", "--user", "test:no", "-H", "x-amz-content-sha256: UNSIGNED-PAYLOAD", f"{url}/{b}/k")
assert status == 403 and "SignatureDoesNotMatch" in body
older_form = s3.generate_presigned_post(b, "older form", Conditions=[["content-length-range", 1, 10]], ExpiresIn=60)
assert "AWSAccessKeyId" in older_form["fields"]


def send(form, content, **changes):
    parts = [x for pair in {**form["fields"], **changes}.items() for x in ("-F", "=".join(pair))]
    return curl(*parts, "-F", f"file={content};filename=n.txt", form["url"])[0]


assert send(older_form, "hello") == 204
assert send(older_form, "hello hello hello") == 400
assert send(older_form, "hello", key="other") == 403
assert send(older_form, "hello", signature="AAAA") == 403
# Unless told otherwise boto3 signs URLs of us-east-1 as before version 4.
older = s3.generate_presigned_url("get_object", {"Bucket": b, "Key": "k", "ResponseContentType": "text/x"}, ExpiresIn=60)
assert "AWSAccessKeyId=" in older, older
assert curl(older) == (200, "content")
assert "content-type: text/x" in curl("-i", older)[1].lower()
assert curl(older.replace("text%2Fx", "text%2Fy"))[0] == 403
assert curl(older.replace("Expires=", "Expires=1"))[0] == 403
past = s3.generate_presigned_url("get_object", {"Bucket": b, "Key": "k"}, ExpiresIn=-1)
assert "Request has expired" in curl(past)[1]
older_put = s3.generate_presigned_url("put_object", {"Bucket": b, "Key": "older é"}, ExpiresIn=60)
assert curl("-X", "PUT", "-H", "Content-Type:", "--data-binary", "x", older_put)[0] == 200
old = boto3.client("s3", config=Config(signature_version="s3"))
old.put_object(Bucket=b, Key="older", Body=b"1", Metadata={"a": "b"})
assert old.get_object(Bucket=b, Key="older")["Body"].read() == b"1"
assert code(boto3.client("s3", aws_secret_access_key="wrong", aws_access_key_id="test", config=Config(signature_version="s3"))) == "SignatureDoesNotMatch"

form = signer.generate_presigned_post(b, "form/${filename}", Fields={"acl": "public-read", "success_action_status": "201"}, Conditions=[{"acl": "public-read"}, {"success_action_status": "201"}, ["content-length-range", 1, 10]], ExpiresIn=60)
fields = [x for k, v in form["fields"].items() for x in ("-F", f"{k}={v}")]
status, body = curl(*fields, "-F", "file=posted;filename=name.txt", form["url"])
assert status == 201 and "<Key>form/name.txt</Key>" in body, (status, body)
assert s3.get_object(Bucket=b, Key="form/name.txt")["Body"].read() == b"posted"
status, body = curl(*fields, "-F", "file=much too long;filename=x", form["url"])
assert status == 400 and "EntityTooLarge" in body, body
status, body = curl("-F", "key=a", "-F", "file=x", form["url"])
assert status == 403, body
s3.put_bucket_cors(Bucket=b, CORSConfiguration={"CORSRules": [{"AllowedMethods": ["GET"], "AllowedOrigins": ["http://*.test"], "ExposeHeaders": ["ETag"]}]})
assert s3.get_bucket_cors(Bucket=b)["CORSRules"][0]["AllowedMethods"] == ["GET"]
out = subprocess.run(["curl", "-s", "-i", "-X", "OPTIONS", "-H", "Origin: http://a.test", "-H", "Access-Control-Request-Method: GET", f"{url}/{b}/k"], capture_output=True, text=True).stdout
assert "200 OK" in out and "Access-Control-Allow-Origin: http://a.test" in out, out
status, body = curl("-X", "OPTIONS", "-H", "Origin: http://evil", "-H", "Access-Control-Request-Method: GET", f"{url}/{b}/k")
assert status == 403 and "AccessForbidden" in body
print("ok")
