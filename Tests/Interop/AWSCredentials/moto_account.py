"""Makes a user and a role that may do everything on a moto server, and prints the user's keys."""

import json
import sys

import boto3

iam = boto3.client(
    "iam",
    endpoint_url=sys.argv[1],
    region_name="us-east-1",
    aws_access_key_id="none",
    aws_secret_access_key="none",
)
statement = {"Effect": "Allow", "Action": "*", "Resource": "*"}
policy = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
trust = json.dumps({
    "Version": "2012-10-17",
    "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"AWS": "*"}}],
})
iam.create_user(UserName="tester")
iam.put_user_policy(UserName="tester", PolicyName="all", PolicyDocument=policy)
iam.create_role(RoleName="Reader", AssumeRolePolicyDocument=trust)
iam.put_role_policy(RoleName="Reader", PolicyName="all", PolicyDocument=policy)
key = iam.create_access_key(UserName="tester")["AccessKey"]
print(key["AccessKeyId"], key["SecretAccessKey"])
