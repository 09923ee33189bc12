#!/bin/bash
# aws, s3cmd and rclone, each a round of its usual commands. Arguments: folder of the programs, scratch folder.
set -euo pipefail
bin=$1 work=$2
cd "$work"
head -c 600 /dev/urandom > small; head -c 20971520 /dev/urandom > big; mkdir -p tree/a/b; echo 1 > "tree/a/b/x y"; echo 2 > "tree/é"
export AWS_PAGER= AWS_CONFIG_FILE=$work/aws.conf
# Without this aws presigns with signatures of version 2, which S3 itself takes in old buckets only.
printf '[default]\ns3 =\n  signature_version = s3v4\n' > aws.conf

aws() { "$bin/aws" "$@"; }
aws s3 mb s3://aws-bucket
aws s3 cp small s3://aws-bucket/small --no-progress
aws s3 cp big s3://aws-bucket/dir/big --no-progress
aws s3 ls s3://aws-bucket/ | grep 'PRE dir/' > /dev/null
aws s3 ls s3://aws-bucket/ --recursive | grep 20971520 > /dev/null
aws s3 cp s3://aws-bucket/dir/big got --no-progress && cmp big got
aws s3 cp s3://aws-bucket/dir/big s3://aws-bucket/copy --no-progress
aws s3 sync tree s3://aws-bucket/tree --no-progress
[ "$(aws s3 sync tree s3://aws-bucket/tree --no-progress)" = "" ]
echo piped | aws s3 cp - s3://aws-bucket/pipe && [ "$(aws s3 cp s3://aws-bucket/pipe -)" = piped ]
[ "$(curl -s "$(aws s3 presign s3://aws-bucket/pipe)")" = piped ]
aws s3api head-object --bucket aws-bucket --key small | grep '"ContentLength": 600' > /dev/null
aws s3 rm s3://aws-bucket --recursive --only-show-errors
aws s3 rb s3://aws-bucket
! aws s3 ls s3://aws-bucket 2> errors && grep NoSuchBucket errors > /dev/null

host=${AWS_ENDPOINT_URL#http://}
cat > s3cfg <<EOF
[default]
access_key = test
secret_key = test
host_base = $host
host_bucket = $host
use_https = False
EOF
s3cmd() { "$bin/s3cmd" -c s3cfg --no-progress "$@"; }
s3cmd mb s3://s3cmd-bucket
s3cmd put small s3://s3cmd-bucket/small
s3cmd --multipart-chunk-size-mb=5 put big s3://s3cmd-bucket/dir/big
s3cmd ls s3://s3cmd-bucket | grep small > /dev/null
s3cmd get --force s3://s3cmd-bucket/dir/big got && cmp big got
s3cmd cp s3://s3cmd-bucket/small "s3://s3cmd-bucket/sm all"
s3cmd sync tree/ s3://s3cmd-bucket/tree/
s3cmd info s3://s3cmd-bucket/small | grep 'MD5 sum' > /dev/null
s3cmd del --recursive --force s3://s3cmd-bucket
s3cmd rb s3://s3cmd-bucket

export RCLONE_CONFIG=$work/rclone.conf
cat > rclone.conf <<EOF
[s3]
type = s3
provider = Other
access_key_id = test
secret_access_key = test
endpoint = $AWS_ENDPOINT_URL
EOF
rclone() { "$bin/rclone" --contimeout 5s --low-level-retries 1 --retries 1 "$@"; }
rclone mkdir s3:rclone-bucket
rclone copy tree s3:rclone-bucket/tree
rclone check tree s3:rclone-bucket/tree
rclone copyto --s3-upload-cutoff 5M --s3-chunk-size 5M big s3:rclone-bucket/big
rclone copyto s3:rclone-bucket/big got && cmp big got
rclone copyto s3:rclone-bucket/big s3:rclone-bucket/copy
[ "$(rclone cat s3:rclone-bucket/tree/é)" = 2 ]
[ "$(rclone lsf -R s3:rclone-bucket | wc -l)" = 7 ]
rclone purge s3:rclone-bucket
echo ok
