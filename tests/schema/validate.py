#!/usr/bin/env python3
"""Checks our JSON outputs against docs/schema/, by `jsonschema` too where it is installed.

usage: validate.py PRINT_JSON_DOCUMENT SCHEMA_DIRECTORY

Besides validity: every member of an output is described in its schema, every member that a
schema describes is in one of the documents, the schemas embedded in the library are those of
the folder, and each check can fail.
"""
import copy
import json
import pathlib
import re
import subprocess
import sys

try:
    import jsonschema
except ImportError:
    jsonschema = None

TYPES = {"object": dict, "array": list, "string": str, "boolean": bool, "null": type(None)}


def is_type(value, name):
    if name == "integer":
        return isinstance(value, int) and not isinstance(value, bool)
    if name == "number":
        return isinstance(value, (int, float)) and not isinstance(value, bool)
    return isinstance(value, TYPES[name])


def described(schema, root):
    """Names of the members that the schema speaks of; None: any name is right."""
    if "$ref" in schema:
        schema = {**root["$defs"][schema["$ref"].rsplit("/", 1)[1]], **schema}
    names = set(schema.get("properties", {}))
    for part in schema.get("allOf", []):
        names |= described(part, root)
    return names


def problems(value, schema, root, at="$"):
    """The part of JSON Schema that our schemas use, and: no member without description."""
    if "$ref" in schema:
        yield from problems(value, root["$defs"][schema["$ref"].rsplit("/", 1)[1]], root, at)
    for part in schema.get("allOf", []):
        # The names are checked by the whole.
        yield from (p for p in problems(value, part, root, at) if "undescribed" not in p)
    if "oneOf" in schema:
        matching = [s for s in schema["oneOf"] if not list(problems(value, s, root, at))]
        if len(matching) != 1:
            yield f"{at}: matches {len(matching)} of oneOf"
    types = schema.get("type")
    if types and not any(is_type(value, t) for t in ([types] if isinstance(types, str) else types)):
        yield f"{at}: {value!r} is not {types}"
        return
    if "const" in schema and value != schema["const"]:
        yield f"{at}: {value!r} is not {schema['const']!r}"
    if "enum" in schema and value not in schema["enum"]:
        yield f"{at}: {value!r} is not one of {schema['enum']}"
    if isinstance(value, str) and "pattern" in schema and not re.search(schema["pattern"], value):
        yield f"{at}: {value!r} does not match {schema['pattern']}"
    if isinstance(value, (int, float)):
        if "minimum" in schema and value < schema["minimum"]:
            yield f"{at}: {value} is too small"
        if "maximum" in schema and value > schema["maximum"]:
            yield f"{at}: {value} is too large"
    if isinstance(value, dict) and "properties" in schema:
        for name in schema.get("required", []):
            if name not in value:
                yield f"{at}: {name} is missing"
        for name in value.keys() - described(schema, root):
            yield f"{at}: {name} is undescribed"
        for name in value.keys() & schema["properties"].keys():
            yield from problems(value[name], schema["properties"][name], root, f"{at}.{name}")
    elif isinstance(value, dict) and isinstance(schema.get("additionalProperties"), dict):
        for name, inner in value.items():
            yield from problems(inner, schema["additionalProperties"], root, f"{at}.{name}")
    if isinstance(value, list) and "items" in schema:
        for i, inner in enumerate(value):
            yield from problems(inner, schema["items"], root, f"{at}[{i}]")


def note_seen(value, schema, root, seen):
    """Adds to `seen` which members that the schema describes are in `value`."""
    if "$ref" in schema:
        schema = {**root["$defs"][schema["$ref"].rsplit("/", 1)[1]], **schema}
    for part in schema.get("allOf", []) + schema.get("oneOf", []):
        note_seen(value, part, root, seen)
    if isinstance(value, dict):
        own = schema.get("properties", {})
        others = schema.get("additionalProperties", {})
        for name, inner in value.items():
            if name in own:
                seen.add((id(own), name))
                note_seen(inner, own[name], root, seen)
            elif isinstance(others, dict):
                note_seen(inner, others, root, seen)
    if isinstance(value, list) and "items" in schema:
        for inner in value:
            note_seen(inner, schema["items"], root, seen)


def never_seen(schema, seen, at=""):
    """Where the schema describes a member that was in no document."""
    if isinstance(schema, list):
        for part in schema:
            yield from never_seen(part, seen, at)
    if not isinstance(schema, dict):
        return
    for name in schema.get("properties", {}):
        if (id(schema["properties"]), name) not in seen:
            yield f"{at}.{name}"
    for key, part in schema.items():
        if key == "properties":
            for name, inner in part.items():
                yield from never_seen(inner, seen, f"{at}.{name}")
        else:
            yield from never_seen(part, seen, f"{at}.{key}")


def refuse_twice(pairs):
    names = [name for name, _ in pairs]
    assert len(names) == len(set(names)), f"a member twice: {names}"
    return dict(pairs)


def parse(text):
    def refuse_constant(name):
        raise ValueError(f"{name} is no JSON")

    return json.loads(text, object_pairs_hook=refuse_twice, parse_constant=refuse_constant)


def order_of(schema, root):
    if "$ref" in schema:
        schema = root["$defs"][schema["$ref"].rsplit("/", 1)[1]]
    names = list(schema.get("properties", {}))
    for part in schema.get("allOf", []):
        names += order_of(part, root)
    return names


def main():
    program, folder = sys.argv[1], pathlib.Path(sys.argv[2])
    failures = []

    def printed(what):
        return subprocess.run([program, what], check=True, capture_output=True).stdout.decode()

    schemas = {}
    for path in sorted(folder.glob("*.json")):
        text = path.read_text(encoding="utf-8")
        schemas[path.stem] = parse(text)
        if printed("schema:" + path.stem) != text:
            failures.append(f"{path.name}: the library has another text embedded")
        if jsonschema:
            jsonschema.Draft202012Validator.check_schema(schemas[path.stem])

    seen = set()

    def check(name, schema_name, value):
        schema = schemas[schema_name]
        note_seen(value, schema, schema, seen)
        found = list(problems(value, schema, schema))
        if jsonschema:
            validator = jsonschema.Draft202012Validator(schema)
            found += [str(e.message) for e in validator.iter_errors(value)]
        failures.extend(f"{name}: {problem}" for problem in found)

    summary = parse(printed("summary"))
    check("summary", "summary", summary)
    check("unusual summary", "summary", parse(printed("unusual-summary")))
    check("empty summary", "summary", parse(printed("empty-summary")))
    advice = parse(printed("advice"))
    check("advice", "advice", advice)
    for name, value in (("next_experiment", 2), ("other_architecture", 0), ("power_tuning_link", 0),
                        ("memory_growth", 0), ("change", 2), ("recommended_memory_mb", 0)):
        if advice["functions"][value][name] is None:
            failures.append(f"advice: the sample has no {name}")
    if not advice["functions"][2]["suppressed"] or not advice["functions"][0]["findings"]:
        failures.append("advice: the sample has no finding, or none that is suppressed")
    advice_schema = schemas["advice"]["properties"]["functions"]["items"]
    for function in advice["functions"]:
        if list(function) != [n for n in order_of(advice_schema, schemas["advice"]) if n in function]:
            failures.append("advice: members of a function are out of order")
    records = printed("records").splitlines()
    for i, line in enumerate(records):
        check(f"record {i}", "record", parse(line))
        if list(parse(line)) != order_of(schemas["record"], schemas["record"]):
            failures.append(f"record {i}: columns are out of order")
    row = summary["functions"][0]
    row_schema = schemas["summary"]["properties"]["functions"]["items"]
    if list(row) != [n for n in order_of(row_schema, schemas["summary"]) if n not in ("time", "currency")]:
        failures.append("summary: members of a row are out of order")
    for name in ("finding", "range"):
        if schemas["summary"]["$defs"][name] != schemas["advice"]["$defs"][name]:
            failures.append(f"{name}: summary and advice differ")

    for name in ("summary", "advice", "record"):
        failures.extend(f"{name}: no document has {at}" for at in never_seen(schemas[name], seen))

    # What is wrong has to be found.
    for name, break_it in {
        "a member less": lambda d: d["functions"][0].pop("cost"),
        "a member more": lambda d: d["functions"][0].update(surprise=1),
        "a figure more": lambda d: d["totals"]["cost"].update(surprise=1),
        "a wrong type": lambda d: d["totals"].update(invocations="2"),
        "a wrong word": lambda d: d["functions"][0].update(region_basis="guess"),
        "a negative count": lambda d: d["ledger"].update(lines=-1),
    }.items():
        broken = copy.deepcopy(summary)
        break_it(broken)
        if not list(problems(broken, schemas["summary"], schemas["summary"])):
            failures.append(f"{name} was not noticed")

    for failure in failures:
        print(failure, file=sys.stderr)
    print(f"{len(schemas)} schemas, {4 + len(records)} documents, jsonschema:",
          "yes" if jsonschema else "not installed, own subset only")
    return 1 if failures or len(records) != 2 else 0


if __name__ == "__main__":
    sys.exit(main())
