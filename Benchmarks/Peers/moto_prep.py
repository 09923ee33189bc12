import boto3, sys

s = boto3.client(
    "s3",
    endpoint_url=sys.argv[1],
    aws_access_key_id="AKIAIOSFODNN7EXAMPLE",
    aws_secret_access_key="x",
    region_name="us-east-1",
)
s.create_bucket(Bucket="perfbkt")
