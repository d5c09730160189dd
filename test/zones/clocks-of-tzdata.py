"""Prints what the package tzdata of PyPI says of every clock from 2024 to 2037, as JSON: the other opinion on lambdas/core/zone-table.ts.

    pip install tzdata && python3 test/zones/clocks-of-tzdata.py > test/fixtures/zone-clocks.json
"""

import json
import zoneinfo
from datetime import datetime, timedelta, timezone

import tzdata

zoneinfo.reset_tzpath([])  # The package alone, whatever this machine has.
BEGIN = datetime(2024, 1, 1, tzinfo=timezone.utc)
END = datetime(2038, 1, 1, tzinfo=timezone.utc)
STEP = timedelta(hours=12)


def minutes(zone, at):
    return int(at.astimezone(zone).utcoffset().total_seconds() // 60)


def clocks(name):
    """Minutes east of UTC at first, then each change: UTC and the offset from there on."""
    zone = zoneinfo.ZoneInfo(name)
    offset = minutes(zone, BEGIN)
    words = [str(offset)]
    at = BEGIN
    while at < END:
        if minutes(zone, at + STEP) != offset:
            low, high = at, at + STEP
            while high - low > timedelta(minutes=1):
                middle = low + timedelta(minutes=(high - low) // timedelta(minutes=1) // 2)
                low, high = (middle, high) if minutes(zone, middle) == offset else (low, middle)
            offset = minutes(zone, high)
            words.append(f"{high:%Y%m%d%H%M}{offset:+d}")
        at += STEP
    return " ".join(words)


shared = {}
for name in sorted(zoneinfo.available_timezones() - {"Factory", "localtime"}):
    shared.setdefault(clocks(name), []).append(name)
histories = [{"clocks": written, "zones": " ".join(names)} for written, names in shared.items()]
print(json.dumps({"edition": tzdata.IANA_VERSION, "histories": histories}, indent=1))
