"""Runs notebooks with nbclient and prints, as JSON, what stock tslab complains of in each.

python3 stock_tslab.py KERNEL-NAME NOTEBOOK...

Cells tagged raises-exception are left out. Exercise cells lose their `export`, which stock tslab cannot take.
"""

import json
import re
import sys

import nbformat
from nbclient import NotebookClient

complaints = {}
for path in sys.argv[2:]:
    book = nbformat.read(path, 4)
    book.cells = [cell for cell in book.cells if "raises-exception" not in cell.metadata.get("tags", [])]
    for cell in book.cells:
        if cell.metadata.get("unrolled", {}).get("exercise"):
            cell.source = re.sub(r"^export ", "", cell.source, flags=re.MULTILINE)
    NotebookClient(book, kernel_name=sys.argv[1], timeout=120, allow_errors=True).execute()
    complaints[path.split("/")[-1]] = [
        f"{cell.id}: {output.get('text') or output.get('evalue')}"
        for cell in book.cells
        if cell.cell_type == "code"
        for output in cell.outputs
        if output.output_type == "error" or output.get("name") == "stderr"
    ]
print(json.dumps(complaints))
