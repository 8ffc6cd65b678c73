"""Times a Jupyter kernel through jupyter_client (Debian: python3-jupyter-client) and prints JSON, in milliseconds.

python3 kernel_client.py KERNEL-NAME TASKS-AS-JSON
"""

import json
import sys
import time

from jupyter_client.manager import KernelManager

name, tasks = sys.argv[1], json.loads(sys.argv[2])


def timed(action):
    start = time.perf_counter()
    answer = action()
    return (time.perf_counter() - start) * 1000, answer


def execute(code):
    reply = client.execute(code, reply=True, timeout=120)
    while True:  # until the kernel is idle again
        message = client.get_iopub_msg(timeout=120)
        is_own = message["parent_header"].get("msg_id") == reply["parent_header"]["msg_id"]
        if is_own and message["content"].get("execution_state") == "idle":
            return reply["content"]["status"]


def start():
    manager.start_kernel()
    connected = manager.client()
    connected.start_channels()
    connected.wait_for_ready(timeout=120)
    return connected


manager = KernelManager(kernel_name=name)
times = {}
elapsed, client = timed(start)
times["ready"] = [elapsed]
time.sleep(tasks["restSeconds"])
for task in ("first", "trivial", "library", "libraryAgain"):
    times[task] = []
    for code in tasks[task]:
        elapsed, status = timed(lambda: execute(code))
        if status != "ok":
            raise SystemExit(f"{name}: {status} in {code}")
        times[task].append(elapsed)
for task in ("complete", "inspect"):
    ask = getattr(client, task)
    times[task] = [timed(lambda: ask(code, reply=True, timeout=120))[0] for code in tasks[task]][1:]
client.stop_channels()
manager.shutdown_kernel(now=True)
print(json.dumps(times))
