"""Types into `jupyter console` (Debian: jupyter-console, python3-pexpect) as a person would.

python3 console.py KERNEL-NAME
"""

import sys

import pexpect

prompt = r"In \[\d+\]: "
patience = 300  # in seconds: a busy machine is no fault of the kernel
arguments = ["console", "--kernel", sys.argv[1], "--ZMQTerminalInteractiveShell.simple_prompt=True"]
arguments.append(f"--ZMQTerminalInteractiveShell.kernel_timeout={patience}")
console = pexpect.spawn("jupyter", arguments, encoding="utf8", timeout=patience)
console.logfile_read = sys.stdout


def enter(line, answer):
    console.expect(prompt)
    console.sendline(line)
    console.expect(answer)


enter("const side: number = 6; side * 7", r"Out\[1\]: 42")
enter("throw new Error('oops')", "at cell 2:1:7")
enter("console.log('one ' + side)", "one 6")
enter("'Hello ' + prompt('Who are you? ')", "Who are you")
console.sendline("Ada")
console.expect("Hello Ada")
enter("Math?", "mathematics")
enter("exit", pexpect.EOF)
console.close()
print("left with status", console.exitstatus)
