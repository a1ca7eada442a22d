"""A client of the parcels service. It needs nothing but the standard library."""

import json
import os
import urllib.error
import urllib.request
from dataclasses import asdict, dataclass


class ParcelsError(Exception):
    """The service refused a call."""

    def __init__(self, code: int, message: str, detail: str) -> None:
        super().__init__(f"{message} ({code}): {detail}")
        self.code = code


@dataclass(frozen=True)
class Quote:
    price_cents: int
    days: int


@dataclass(frozen=True)
class Recipient:
    name: str
    street: str
    city: str


@dataclass(frozen=True)
class Parcel:
    number: str
    status: str
    price_cents: int
    booked_at: str


@dataclass(frozen=True)
class Scan:
    at: str
    place: str


@dataclass(frozen=True)
class Tracking:
    number: str
    status: str
    scans: list[Scan]


class Parcels:
    def __init__(self, url: str, token: str) -> None:
        self.url = url
        self.token = token

    @classmethod
    def from_environment(cls) -> "Parcels":
        return cls(os.environ["PARCELS_URL"], os.environ["PARCELS_TOKEN"])

    def quote(self, country: str, weight_g: int) -> Quote:
        return Quote(**self._call("parcels.quote", country=country, weight_g=weight_g))

    def send(self, country: str, weight_g: int, recipient: Recipient) -> Parcel:
        return Parcel(**self._call("parcels.send", country=country, weight_g=weight_g, recipient=asdict(recipient)))

    def track(self, number: str) -> Tracking:
        value = self._call("parcels.track", number=number)
        return Tracking(value["number"], value["status"], [Scan(**scan) for scan in value["scans"]])

    def cancel(self, number: str) -> Parcel:
        return Parcel(**self._call("parcels.cancel", number=number))

    def _call(self, method: str, **params):
        request = urllib.request.Request(
            self.url + "/rpc",
            data=json.dumps({"jsonrpc": "2.0", "id": 1, "method": method, "params": params}).encode(),
            headers={"Content-Type": "application/json", "Authorization": f"Bearer {self.token}"},
        )
        try:
            with urllib.request.urlopen(request) as response:
                answer = json.load(response)
        except urllib.error.HTTPError as response:
            answer = json.load(response)
        if error := answer.get("error"):
            raise ParcelsError(error["code"], error["message"], error["data"]["error"])
        return answer["result"]
