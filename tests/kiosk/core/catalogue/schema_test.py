#!/usr/bin/env python3
"""Holds the catalogue's JSON Schemas against the files that the loader takes and those that it refuses, so that both agree."""
import json
import pathlib
import re
import sys

import jsonschema
import yaml

ROOT = pathlib.Path(__file__).resolve().parents[4]
SCHEMAS = ROOT / "config/schema"
CORPUS = pathlib.Path(__file__).resolve().parent / "corpus"


class Yaml12(yaml.SafeLoader):
    """Texts, whole numbers, true and false, as the loader reads them: "yes" is a text."""


Yaml12.yaml_implicit_resolvers = {}
Yaml12.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(true|false)$"), list("tf"))
Yaml12.add_implicit_resolver("tag:yaml.org,2002:int", re.compile("^-?[0-9]+$"), list("-0123456789"))


def validators():
    """One validator a kind of file, with the common definitions taken into its schema."""
    common = json.loads((SCHEMAS / "catalogue-common.schema.json").read_text())
    jsonschema.Draft7Validator.check_schema(common)
    found = {}
    for kind in ("item", "part", "home"):
        text = (SCHEMAS / f"catalogue-{kind}.schema.json").read_text()
        schema = {**json.loads(text.replace('"catalogue-common.schema.json#', '"#')), "definitions": common["definitions"]}
        jsonschema.Draft7Validator.check_schema(schema)
        found[kind] = jsonschema.Draft7Validator(schema)
    return found


def kind_of(name):
    return "home" if name == "home.yaml" else "part" if name.startswith("parts/") else "item"


def objections(validator, text):
    return [f"{'/'.join(map(str, error.absolute_path))}: {error.message}" for error in validator.iter_errors(yaml.load(text, Yaml12))]


def main():
    by_kind = validators()
    failures = []
    checked = 0
    for folder in (ROOT / "assets/catalogue", CORPUS / "good"):
        for path in sorted(folder.rglob("*.yaml")):
            checked += 1
            name = path.relative_to(folder).as_posix()
            failures += [f"{path}: the schema refuses a good file: {objection}" for objection in objections(by_kind[kind_of(name)], path.read_text())]
    for case in yaml.load((CORPUS / "bad.yaml").read_text(), Yaml12):
        if case.get("schema") == "blind":
            continue  # no mapping of keys at all: nothing to hold a schema against
        checked += 1
        good = (CORPUS / "good" / case["file"]).read_text()
        refused = objections(by_kind[kind_of(case["file"])], good.replace(case["replace"], case["with"], 1))
        if case.get("schema") == "silent" and refused:
            failures.append(f"{case['what']}: marked as silent, but refused: {refused}")
        if "schema" not in case and not refused:
            failures.append(f"{case['what']}: the schema takes it")
    print("\n".join(failures + [f"{checked} files, {len(failures)} failures"]))
    return 1 if failures or checked < 80 else 0


if __name__ == "__main__":
    sys.exit(main())
