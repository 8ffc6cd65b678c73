"""PyTorch on one thread, as a server: reads "kind steps batch input hidden dtype times" per line, answers CPU seconds.

A run is one training step: recurrent layer, linear head on the last state, mean squared error, Adam.
"""

import sys
import time

import torch

torch.set_num_threads(1)
torch.manual_seed(0)
cache = {}


def build(kind, steps, batch, inputs, hidden, dtype):
    layer = getattr(torch.nn, kind)(inputs, hidden).to(dtype)
    head = torch.nn.Linear(hidden, 1).to(dtype)
    x = torch.randn(steps, batch, inputs, dtype=dtype)
    y = torch.randn(batch, 1, dtype=dtype)
    optimizer = torch.optim.Adam([*layer.parameters(), *head.parameters()], 1e-3)

    def step():
        optimizer.zero_grad()
        out, _ = layer(x)
        loss = ((head(out[-1]) - y) ** 2).mean()
        loss.backward()
        optimizer.step()

    return step


print(torch.__version__, flush=True)
for line in sys.stdin:
    kind, *sizes, dtype, times = line.split()
    key = line.rsplit(" ", 1)[0]
    if key not in cache:
        cache[key] = build(kind, *map(int, sizes), getattr(torch, dtype))
    before = time.process_time()
    for _ in range(int(times)):
        cache[key]()
    print(time.process_time() - before, flush=True)
