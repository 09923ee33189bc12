"""Signs as botocore does: a JSON list of requests on stdin, a list of answers on stdout."""

import base64
import datetime
import json
import sys

import botocore.auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials


def signer(case, credentials):
    names = {
        (True, False): botocore.auth.S3SigV4Auth,
        (True, True): botocore.auth.S3SigV4QueryAuth,
        (False, False): botocore.auth.SigV4Auth,
        (False, True): botocore.auth.SigV4QueryAuth,
    }
    make = names[(case["service"] == "s3", case["presign"])]
    extra = {"expires": 900} if case["presign"] else {}
    return make(credentials, case["service"], case["region"], **extra)


def sign(case):
    now = datetime.datetime.strptime(case["date"], "%Y%m%dT%H%M%SZ")
    botocore.auth.get_current_datetime = lambda: now
    credentials = Credentials("AKID", "s+/=", case.get("sessionToken"))
    request = AWSRequest(
        method=case["method"],
        url=case["url"],
        data=base64.b64decode(case["bodyBase64"]),
        headers=case["headers"],
    )
    request.context["payload_signing_enabled"] = True
    signing = signer(case, credentials)
    texts = {}
    canonical, to_sign = signing.canonical_request, signing.string_to_sign
    signing.canonical_request = lambda r: texts.setdefault("canonicalRequest", canonical(r))
    signing.string_to_sign = lambda r, c: texts.setdefault("stringToSign", to_sign(r, c))
    signing.add_auth(request)
    texts["url"] = request.url
    texts["authorization"] = request.headers.get("Authorization")
    return texts


print(json.dumps([sign(case) for case in json.load(sys.stdin)]))
