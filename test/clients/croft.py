"""Croft from Python's standard library: queries and mutations by POST, subscriptions as Server-Sent Events.

Reads one operation as JSON on standard input, and writes one line of JSON for each result:
{"query": ..., "variables": ...} is sent once; {"query": ..., "variables": ..., "subscribe": true} is followed to its
end, and resumed with the cursor of its last event whenever the connection breaks.
"""
import http.client
import json
import os
import sys
import time
import urllib.error
import urllib.request

# The server sends a comment every 12 seconds: a connection that is silent for longer is broken.
SILENCE_S = 30
RECONNECT_S = 0.1


def post(query, variables, accept):
    return urllib.request.urlopen(
        urllib.request.Request(
            os.environ["CROFT_URL"],
            json.dumps({"query": query, "variables": variables}).encode(),
            {
                "Authorization": f"Bearer {os.environ['CROFT_TOKEN']}",
                "Content-Type": "application/json",
                "Accept": accept,
            },
        ),
        timeout=SILENCE_S,
    )


def execute(query, variables):
    with post(query, variables, "application/json") as response:
        return json.load(response)


def events(response):
    """The events of an SSE response, as (name, data). A line that begins with a colon is a comment."""
    name, data = "message", []
    for line in response:
        field, _, value = line.decode().rstrip("\r\n").partition(":")
        value = value.removeprefix(" ")
        if field == "event":
            name = value
        elif field == "data":
            data.append(value)
        elif not field and not _:
            if data or name != "message":
                yield name, "\n".join(data)
            name, data = "message", []


def subscribe(query, variables):
    """The results up to `complete`. A stream that ends without it broke, and is resumed."""
    while True:
        try:
            with post(query, variables, "text/event-stream") as response:
                for name, data in events(response):
                    if name == "complete":
                        return
                    result = json.loads(data)
                    for event in (result.get("data") or {}).values():
                        variables["after"] = event["cursor"]
                    yield result
        except urllib.error.HTTPError:
            raise  # An answer of the server: it would be the same again.
        except (OSError, http.client.HTTPException):
            pass
        time.sleep(RECONNECT_S)


request = json.load(sys.stdin)
if request.get("subscribe"):
    for result in subscribe(request["query"], request["variables"]):
        print(json.dumps(result), flush=True)
else:
    print(json.dumps(execute(request["query"], request["variables"])))
