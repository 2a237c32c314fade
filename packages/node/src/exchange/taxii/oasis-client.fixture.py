"""Uses a TAXII server through the OASIS client (taxii2-client) and prints the results as one JSON object.

Arguments: discovery URL, user, password. Standard input: {"good": a valid STIX object, "bad": an invalid one}.
"""

import json
import sys

from taxii2client.v21 import Server, as_pages


def ids(envelope):
    return [item["id"] for item in envelope.get("objects", [])]


def read(collection):
    """Reads all pages of objects and manifest, and filters both."""
    pages = [ids(page) for page in as_pages(collection.get_objects, per_request=2)]
    manifest = [entry for page in as_pages(collection.get_manifest, per_request=3) for entry in page.get("objects", [])]
    middle = manifest[len(manifest) // 2]
    return {
        "pages": pages,
        "manifest": [entry["id"] for entry in manifest],
        "indicators": ids(collection.get_objects(type="indicator", limit=1000)),
        "ofTwo": ids(collection.get_objects(id=[manifest[0]["id"], middle["id"]])),
        "after": ids(collection.get_objects(added_after=middle["date_added"], limit=1000)),
        "one": ids(collection.get_object(middle["id"])),
    }


def write(collection, good, bad):
    """Adds a valid and an invalid object and a second version, then deletes the versions."""
    status = collection.add_objects({"objects": [good, bad]})
    newer = dict(good, modified="2026-02-01T00:00:00.000Z", name="Second")
    collection.add_objects({"objects": [newer]})
    kept = collection.get_object(good["id"], version="all")
    versions = collection.object_versions(good["id"])["versions"]
    collection.delete_object(good["id"], version=good["modified"])
    left = [item["modified"] for item in collection.get_object(good["id"]).get("objects", [])]
    collection.delete_object(good["id"])
    return {
        "status": status.status,
        "successes": status.success_count,
        "failures": [failure["id"] for failure in status.failures],
        "kept": [item["modified"] for item in kept["objects"]],
        "versions": versions,
        "leftAfterOne": left,
        "leftAfterAll": ids(collection.get_objects()),
    }


def main():
    url, user, password = sys.argv[1:4]
    objects = json.load(sys.stdin)
    server = Server(url, user=user, password=password)
    root = server.api_roots[0]
    out = next(one for one in root.collections if one.can_read and not one.can_write)
    inbox = next(one for one in root.collections if one.can_write)
    seen = {
        "title": server.title,
        "isDefault": server.default is not None and server.default.url == root.url,
        "versions": root.versions,
        "collections": sorted(one.title for one in root.collections),
        "read": read(out),
        "written": write(inbox, objects["good"], objects["bad"]),
    }
    print(json.dumps(seen))


main()
