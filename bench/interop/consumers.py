"""Drives one consumer of STIX, TAXII or MISP, as it is installed, and prints what it saw as one JSON object.

Arguments: the name of the consumer. Environment: INTEROP_URL, INTEROP_USER, INTEROP_PASSWORD (TAXII), INTEROP_FOLDER
(bundle.json, and events of MISP in the folder misp). Exit status 3: the consumer is not installed.
"""

import json
import os
import sys
import types
import uuid
from pathlib import Path

URL, USER, PASSWORD = (os.environ.get(f"INTEROP_{name}", "") for name in ("URL", "USER", "PASSWORD"))
FOLDER = Path(os.environ.get("INTEROP_FOLDER", "."))


def bundle():
    return json.loads((FOLDER / "bundle.json").read_text())


def events():
    return sorted(path for path in (FOLDER / "misp").glob("*.json") if path.name != "manifest.json")


def taxii_client():
    import taxii2client
    from taxii2client.v21 import Server, as_pages

    server = Server(URL, user=USER, password=PASSWORD)
    outs = [c for root in server.api_roots for c in root.collections if c.can_read and not c.can_write]
    seen, again = [], []
    for collection in outs:
        for page in as_pages(collection.get_objects, per_request=7):
            seen += [o["id"] for o in page.get("objects", [])]
        page = collection.get_objects(added_after="2020-01-01T00:00:00.000000Z", limit=7)
        while True:
            again += [o["id"] for o in page.get("objects", [])]
            if not page.get("more"):
                break
            page = collection.get_objects(next=page["next"], limit=7)
    whole = len(seen) > 7 and len(set(seen)) == len(seen) and again == seen
    return taxii2client.__version__, whole, f"{len(seen)} objects in pages of 7, with next alone as well"


def python_stix2():
    import stix2

    given = bundle()
    parsed = stix2.parse(given, allow_custom=True, version="2.1")
    store = stix2.MemoryStore(stix_data=parsed, allow_custom=True)
    found = sum(store.get(o["id"]) is not None for o in given["objects"])
    (FOLDER / "returned.json").write_text(parsed.serialize())
    total = len(given["objects"])
    return stix2.__version__, found == total, f"{found} of {total} objects parsed, stored and written again"


def validator():
    import stix2validator
    from stix2validator import ValidationOptions, validate_instance

    wrong = []
    objects = bundle()["objects"]
    for o in objects:
        result = validate_instance(o, ValidationOptions(version="2.1", strict=True))
        if not result.is_valid:
            wrong += [str(e) for e in result.errors]
    detail = f"{len(objects)} objects, {len(wrong)} errors in strict mode" + (f": {wrong[0][:200]}" if wrong else "")
    return getattr(stix2validator, "__version__", "?"), not wrong, detail


def pymisp():
    import pymisp
    from pymisp import MISPEvent

    good = 0
    lines = []
    for path in events():
        event = MISPEvent(strict_validation=True)
        event.load(json.loads(path.read_text()), validate=True)
        good += 1
        lines.append(json.dumps({"Event": json.loads(event.to_json())}))
    (FOLDER / "returned.misp").write_text("\n".join(lines))
    manifest = json.loads((FOLDER / "misp" / "manifest.json").read_text())
    return pymisp.__version__, good == len(manifest) > 0, f"{good} of {len(manifest)} events read (strict) and written again"


def misp_stix():
    import misp_stix_converter
    from misp_stix_converter import ExternalSTIX2toMISPParser, MISPtoSTIX21Parser
    from stix2 import parse

    out = 0
    faults = []
    for path in events():
        converter = MISPtoSTIX21Parser()
        converter.parse_misp_event(json.loads(path.read_text()))
        out += len(converter.stix_objects) > 0
        faults += [str(e) for e in converter.errors.values()]
    back = ExternalSTIX2toMISPParser()
    back.load_stix_bundle(parse(bundle(), allow_custom=True, version="2.1"))
    back.parse_stix_bundle(single_event=True)
    faults += [str(e) for e in back.errors.values()]
    event = back.misp_event
    got = len(event.attributes) + len(event.objects)
    detail = f"{out} of {len(events())} events to STIX; the bundle to an event with {got} attributes and objects; {len(faults)} errors"
    return misp_stix_converter.__version__, out == len(events()) and got > 0 and not faults, detail + (
        f": {faults[0][:200]}" if faults else ""
    )


def opencti_taxii2():
    """The connector of OpenCTI with a stand-in for `pycti`: what it would send to the product is counted here."""
    sent, states, errors = [], [], []

    class Helper:
        connect_id = connect_name = "interop"
        connector_logger = types.SimpleNamespace(
            info=lambda *_, **__: None, debug=lambda *_, **__: None, error=lambda *a, **__: errors.append(str(a[0]))
        )
        api = types.SimpleNamespace(
            work=types.SimpleNamespace(initiate_work=lambda *_, **__: "work", to_processed=lambda *_, **__: None)
        )

        def __init__(self, _config):
            pass

        log_info = staticmethod(lambda *_, **__: None)
        log_error = staticmethod(lambda error: errors.append(str(error)))
        get_state = staticmethod(lambda: states[-1] if states else None)
        set_state = staticmethod(states.append)
        stix2_create_bundle = staticmethod(lambda items: items)

        @staticmethod
        def send_stix2_bundle(items, **_):
            sent.append([o["id"] for o in items])
            return [items]

    def variable(name, _path, _config, isNumber=False, default=None, **_):
        value = os.environ.get(name)
        if value is None:
            return default
        return value == "true" if value in ("true", "false") else int(value) if isNumber else value

    pycti = types.ModuleType("pycti")
    pycti.OpenCTIConnectorHelper = Helper
    pycti.get_config_variable = variable
    pycti.StixCyberObservableTypes = types.SimpleNamespace(has_value=lambda _: False)
    pycti.Identity = types.SimpleNamespace(generate_id=lambda *_, **__: f"identity--{uuid.uuid4()}")
    sys.modules["pycti"] = pycti
    import taxii2client
    from connector import Connector

    server = __import__("taxii2client.v21", fromlist=["Server"]).Server(URL, user=USER, password=PASSWORD)
    root = server.api_roots[0]
    out = next(c for c in root.collections if not c.can_write)
    os.environ.update(
        TAXII2_DISCOVERY_URL=URL, TAXII2_USERNAME=USER, TAXII2_PASSWORD=PASSWORD, TAXII2_V21="true",
        TAXII2_COLLECTIONS=f"{root.url.split('/')[-2]}.{out.title}", TAXII2_INITIAL_HISTORY="24", TAXII2_INTERVAL="1",
        TAXII2_VERIFY_SSL="true", TAXII2_ENABLE_URL_QUERY_LIMIT="true", TAXII2_URL_QUERY_LIMIT="7",
        TAXII2_CREATE_INDICATORS="false", TAXII2_CREATE_OBSERVABLES="false", TAXII2_CREATE_AUTHOR="false", TAXII2_AUTHOR_NAME="interop", TAXII2_AUTHOR_DESCRIPTION="interop", TAXII2_AUTHOR_RELIABILITY="",
    )
    wanted = [o["id"] for o in out.get_objects(limit=1000)["objects"]]
    connector = Connector()
    connector.process_message()
    connector.process_message()
    first = sent[0] if sent else []
    whole = first == wanted and len(wanted) > 7 and not errors
    detail = f"{len(first)} of {len(wanted)} objects in pages of 7, then a second run; stand-in for the product"
    return f"with taxii2-client {taxii2client.__version__}", whole, detail + (f"; {errors[0][:200]}" if errors else "")


if sys.argv[1] not in globals():
    print(json.dumps({"missing": "it has no driver yet"}))
    sys.exit(3)
try:
    version, whole, detail = globals()[sys.argv[1]]()
except ImportError as error:
    print(json.dumps({"missing": str(error)}))
    sys.exit(3)
print(json.dumps({"version": version, "whole": bool(whole), "detail": detail}))
