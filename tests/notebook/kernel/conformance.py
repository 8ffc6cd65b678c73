"""Jupyter's own conformance suite (Debian: python3-jupyter-kernel-test) with samples in TypeScript.

python3 conformance.py KERNEL-NAME
"""

import sys
import unittest

import jupyter_kernel_test

kernel = sys.argv.pop(1)


patience = 120  # in seconds, for each reply: a busy machine is no fault of the kernel
jupyter_kernel_test.TIMEOUT = patience


class Conformance(jupyter_kernel_test.KernelTests):
    kernel_name = kernel
    language_name = "typescript"
    file_extension = ".ts"
    code_hello_world = "console.log('hello, world')"
    code_stderr = "console.error('oops')"
    completion_samples = [{"text": "Math.sq", "matches": {"sqrt", "SQRT2", "SQRT1_2"}}]
    complete_code_samples = ["const a = 1;", "function f(): number { return 1 }"]
    incomplete_code_samples = ["function f() {", "[1, 2,"]
    invalid_code_samples = ["const = 1 +* 2"]
    code_generate_error = "throw new Error('x')"
    code_execute_result = [{"code": "6*7", "result": "42"}]
    code_display_data = [
        {"code": "import { display } from 'tslab'; display.html('<b>x</b>')", "mime": "text/html"},
        {"code": "import { show } from 'unrolled/display'; show({'text/html': '<b>x</b>'})", "mime": "text/html"},
    ]
    code_inspect_sample = "Math.sqrt"
    supported_history_operations = ("tail", "range", "search")
    code_history_pattern = "6?7*"
    code_clear_output = "console.clear()"
    code_page_something = "Math?"

    def get_non_kernel_info_reply(self, timeout=None):
        return super().get_non_kernel_info_reply(timeout=patience)


unittest.main(verbosity=2)
