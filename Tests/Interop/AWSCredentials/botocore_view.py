"""Says how botocore reads settings: a JSON list of cases on stdin, a list of answers on stdout.

The argument is the question: files, credentials, settings or words.
"""

import json
import os
import shlex
import sys
import tempfile

import botocore.configprovider
import botocore.exceptions
import botocore.session


def flat(sections):
    """Sections as {name: {key: value}}, nested settings as parent.key."""
    out = {}
    for name, settings in sections.items():
        out[name] = {}
        for key, value in settings.items():
            if isinstance(value, dict):
                for inner, text in value.items():
                    out[name][f"{key}.{inner}"] = text
            else:
                out[name][key] = value
    return out


def files(session):
    config = session.full_config
    return {kind: flat(config[kind]) for kind in ("profiles", "sso_sessions", "services")}


def credentials(session):
    found = session.get_credentials()
    if found is None:
        return None
    if found.method.startswith("assume-role") or found.method == "sso":
        return found.method
    return found.access_key


def endpoint(session, name):
    return botocore.configprovider.ConfiguredEndpointProvider(
        full_config=session.full_config,
        scoped_config=session.get_scoped_config(),
        client_name=name,
    ).provide()


def settings(session):
    found = {"region": session.get_config_variable("region")}
    for name in ("s3", "kinesis", "sts"):
        try:
            found[name] = endpoint(session, name)
        except botocore.exceptions.InvalidConfigError:
            found[name] = "error"
    return {name: value for name, value in found.items() if value is not None}


def answer(question, case, folder):
    for name in [name for name in os.environ if name.startswith("AWS_")]:
        del os.environ[name]
    os.environ.update(case["variables"])
    os.environ["AWS_EC2_METADATA_DISABLED"] = "true"
    for variable, text in (
        ("AWS_CONFIG_FILE", case["config"]),
        ("AWS_SHARED_CREDENTIALS_FILE", case["credentials"]),
    ):
        path = os.path.join(folder, variable)
        with open(path, "w", newline="") as file:
            file.write(text)
        os.environ[variable] = path
    try:
        return {"value": question(botocore.session.Session())}
    except Exception as error:
        return {"error": type(error).__name__}


def words(line):
    try:
        return shlex.split(line)
    except ValueError:
        return None


cases = json.load(sys.stdin)
name = sys.argv[1]
if name == "words":
    answers = [words(line) for line in cases]
else:
    question = {"files": files, "credentials": credentials, "settings": settings}[name]
    with tempfile.TemporaryDirectory() as folder:
        answers = [answer(question, case, folder) for case in cases]
json.dump(answers, sys.stdout)
