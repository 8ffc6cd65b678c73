"""Runs notebooks with nbclient and prints, as JSON, what was amiss in each.

python3 run_notebooks.py KERNEL-NAME [--stock] NOTEBOOK...

A cell tagged raises-exception must raise. With --stock, for tslab as it comes from npm, such cells are left out
and exercise cells lose their `export`, which it cannot take.
"""

import json
import re
import sys

import nbformat
from nbclient import NotebookClient

kernel, *paths = sys.argv[1:]
is_stock = paths[0] == "--stock"
if is_stock:
    paths = paths[1:]


def is_deliberate(cell):
    return "raises-exception" in cell.metadata.get("tags", [])


def made_plain(book):
    book.cells = [cell for cell in book.cells if not is_deliberate(cell)]
    for cell in book.cells:
        if cell.metadata.get("unrolled", {}).get("exercise"):
            cell.source = re.sub(r"^export ", "", cell.source, flags=re.MULTILINE)


def amiss(book):
    counts = 0
    for cell in book.cells:
        if cell.cell_type != "code":
            continue
        counts += 1
        errors = [output for output in cell.outputs if output.output_type == "error"]
        if is_deliberate(cell) and not errors:
            yield f"{cell.id}: did not raise"
        if cell.execution_count != counts:
            yield f"{cell.id}: execution count {cell.execution_count}, not {counts}"
        for output in cell.outputs:
            if output.get("name") == "stderr" or (output in errors and not is_deliberate(cell)):
                yield f"{cell.id}: {output.get('text') or output.get('evalue')}"


complaints = {}
for path in paths:
    book = nbformat.read(path, 4)
    if is_stock:
        made_plain(book)
    NotebookClient(book, kernel_name=kernel, timeout=120, allow_errors=True).execute()
    nbformat.validate(book)
    complaints[path.split("/")[-1]] = list(amiss(book))
print(json.dumps(complaints))
