#!/bin/bash
# s3fs: a bucket as a folder, used with everyday commands. Arguments: folder of the programs, scratch folder.
set -euo pipefail
bin=$1 work=$2
cd "$work"
echo "$AWS_ACCESS_KEY_ID:$AWS_SECRET_ACCESS_KEY" > s3fs-keys && chmod 600 s3fs-keys
mkdir mnt
AWS_CONFIG_FILE=$work/aws.conf "$bin/aws" s3 mb s3://mounted
s3fs mounted mnt -o "url=$AWS_ENDPOINT_URL,use_path_request_style,passwd_file=$work/s3fs-keys"
trap 'cd "$work"; fusermount -u mnt' EXIT
# The mount answers once the bucket was asked.
for _ in $(seq 100); do if mountpoint -q mnt; then break; fi; sleep 0.1; done
mountpoint -q mnt

echo hello > mnt/a.txt && [ "$(cat mnt/a.txt)" = hello ]
mkdir mnt/d && cp /etc/services mnt/d/services && cmp /etc/services mnt/d/services
mv mnt/a.txt mnt/d/é.txt && [ "$(find mnt/d -type f | wc -l)" = 2 ]
chmod 600 mnt/d/é.txt && [ "$(stat -c %a mnt/d/é.txt)" = 600 ]
ln -s é.txt mnt/d/link && [ "$(cat mnt/d/link)" = hello ]
# More than one part, then shorter, then changed in the middle.
head -c 40000000 /dev/urandom > big
cp big mnt/big && cmp big mnt/big
truncate -s 30000000 big mnt/big && cmp big mnt/big
printf XYZ | dd of=mnt/big bs=1 seek=1000 conv=notrunc status=none
[ "$(dd if=mnt/big bs=1 skip=1000 count=3 status=none)" = XYZ ]
rm -r mnt/d mnt/big && [ -z "$(ls mnt)" ]
echo ok
