"""Validates documents against a schema: validate.py SCHEMA < a JSON list of documents (texts for XSD).

Prints a JSON list: for each document, what is wrong with it, or null.
"""

import json
import sys

schema_file = sys.argv[1]
documents = json.load(sys.stdin)

if schema_file.endswith(".xsd"):
    from lxml import etree

    schema = etree.XMLSchema(etree.parse(schema_file))

    def fault(document):
        try:
            schema.assertValid(etree.fromstring(document.encode("utf-8")))
        except etree.LxmlError as error:
            return str(error)
        return None
else:
    import jsonschema

    with open(schema_file, encoding="utf-8") as file:
        validator = jsonschema.Draft7Validator(json.load(file))

    def fault(document):
        errors = [f"{list(error.path)}: {error.message}" for error in validator.iter_errors(document)]
        return "; ".join(errors) or None


print(json.dumps([fault(document) for document in documents]))
