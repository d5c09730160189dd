"""Starts the emulator with what it lacks.

A clock that a file moves: `time` and `datetime` are ahead by as many milliseconds as it says. And the end of TLS in front of it: calls come
over the loopback, and count as encrypted unless they say otherwise, so that policies which deny the rest can be seen to let ours pass.
And CloudFormation's import of a secret, which AWS names by its ARN, and of an identity of SES; and SES's calls that set where bounces of an
identity go, and whether they are mailed too.
"""

import datetime
import json
import os
import re
import time

_file = os.environ["WEEKWISE_TEST_CLOCK"]
_real_time = time.time
_RealDatetime = datetime.datetime
_offset = 0.0
_read_at = float("-inf")


def _offset_seconds():
    global _offset, _read_at
    if time.monotonic() - _read_at > 0.05:
        _read_at = time.monotonic()
        with open(_file) as file:
            _offset = float(file.read() or 0) / 1000
    return _offset


class _MovedDatetime(_RealDatetime):
    @classmethod
    def now(cls, tz=None):
        return cls.fromtimestamp(time.time(), tz)

    @classmethod
    def utcnow(cls):
        return cls.now(datetime.timezone.utc).replace(tzinfo=None)


time.time = lambda: _real_time() + _offset_seconds()
datetime.datetime = _MovedDatetime

# After the clock: its modules take both names with them when they are loaded.
import ministack.app as emulator  # noqa: E402
import ministack.services.cloudformation.provisioners as provisioners  # noqa: E402
import ministack.services.scheduler as scheduler  # noqa: E402
import ministack.services.secretsmanager as secretsmanager  # noqa: E402
import ministack.services.ses_v2 as ses_v2  # noqa: E402

# It counts a schedule from its first look at it, every ten seconds: too late for a test that moves the clock soon after.
scheduler._SCHEDULE_TICK_INTERVAL = 0.5



def _import_secret(identifier):
    arn = identifier["Id"]
    name = next(name for name, secret in secretsmanager._secrets.items() if secret["ARN"] == arn)
    return name, {"Id": arn, "Arn": arn}


provisioners._RESOURCE_HANDLERS["AWS::SecretsManager::Secret"]["import"] = _import_secret


def _import_identity(identifier):
    name = identifier["EmailIdentity"]
    if name not in ses_v2._identities:
        raise ValueError(f"SES does not know {name}")
    return name, {"EmailIdentity": name}


provisioners._RESOURCE_HANDLERS["AWS::SES::EmailIdentity"]["import"] = _import_identity

_ses = ses_v2.handle_request


async def _with_settings_of_identities(method, path, headers, body, query_params):
    call = re.match(r"^/v2/email/identities/([^/]+)/(mail-from|feedback)$", path)
    if method != "PUT" or call is None:
        return await _ses(method, path, headers, body, query_params)
    identity = ses_v2._identities[call.group(1)]
    given = json.loads(body)
    if call.group(2) == "feedback":
        identity["FeedbackForwardingStatus"] = given.get("EmailForwardingEnabled", False)
    else:
        identity["MailFromAttributes"] = {**given, "MailFromDomainStatus": "PENDING"}
    return ses_v2.json_response({})


ses_v2.handle_request = _with_settings_of_identities

_app = emulator.app
_proto = b"x-forwarded-proto"


async def _behind_tls(scope, receive, send):
    if scope["type"] == "http" and all(name != _proto for name, _ in scope["headers"]):
        scope = {**scope, "headers": [*scope["headers"], (_proto, b"https")]}
    await _app(scope, receive, send)


emulator.app = _behind_tls
emulator.main()
