#!/usr/bin/env bash
# What a person types with the AWS CLI. Arguments: the folder of programs, the aws endpoint.
set -euo pipefail
aws="$1/aws --endpoint-url $2 --region us-east-1 --output text kinesis"
export AWS_ACCESS_KEY_ID=test AWS_SECRET_ACCESS_KEY=test AWS_EC2_METADATA_DISABLED=true

$aws create-stream --stream-name s --shard-count 2
$aws wait stream-exists --stream-name s
test "$($aws describe-stream-summary --stream-name s --query StreamDescriptionSummary.OpenShardCount)" = 2
test "$($aws put-record --stream-name s --partition-key partition-2 --data aGVsbG8= --query ShardId)" = shardId-000000000000
$aws put-records --stream-name s --records Data=b25l,PartitionKey=partition-1 Data=dHdv,PartitionKey=partition-2 > /dev/null
iterator=$($aws get-shard-iterator --stream-name s --shard-id shardId-000000000000 --shard-iterator-type TRIM_HORIZON --query ShardIterator)
# The CLI's version 1 sends what it is given as blobs: the data are the letters themselves.
test "$($aws get-records --shard-iterator "$iterator" --query 'length(Records)')" = 2
$aws split-shard --stream-name s --shard-to-split shardId-000000000000 --new-starting-hash-key 100
test "$($aws list-shards --stream-name s --query 'length(Shards)')" = 4
$aws add-tags-to-stream --stream-name s --tags team=data
test "$($aws list-tags-for-stream --stream-name s --query 'Tags[0].Value')" = data
if $aws describe-stream --stream-name nope 2> /tmp/none.$$; then exit 1; fi
grep -q "ResourceNotFoundException.*Stream nope under account 123456789012 not found." /tmp/none.$$
rm /tmp/none.$$
$aws delete-stream --stream-name s
$aws wait stream-not-exists --stream-name s
echo ok
