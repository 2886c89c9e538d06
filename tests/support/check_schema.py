#!/usr/bin/python3
"""Reads JSON documents from standard input, U+001E between them, and prints for each a JSON string:
what is wrong with it by the JSON Schema that is named, or nothing. Fails if the schema is none."""

import json
import sys

from jsonschema import Draft202012Validator


def without_doubles(pairs):
    """An object, unless one of its keys stands there twice."""
    if len({key for key, _ in pairs}) != len(pairs):
        raise ValueError("one key twice")
    return dict(pairs)


def fault_in(validator, text):
    try:
        document = json.loads(text, object_pairs_hook=without_doubles)
    except ValueError as wrong:
        return str(wrong)
    for error in validator.iter_errors(document):
        return f"{error.json_path}: {error.message}"
    return ""


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        schema = json.load(file)
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema)
    for text in sys.stdin.buffer.read().decode("utf-8").split("\x1e"):
        print(json.dumps(fault_in(validator, text)))


main()
