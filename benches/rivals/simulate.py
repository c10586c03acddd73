"""Monte Carlo with numpy on two threads: simulate.py DRAWS"""
import sys
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from nine_inputs import INPUTS, covered

PARTS = 8
draws = int(float(sys.argv[1]))
edges = np.linspace(0, draws, PARTS + 1).astype(int)
outcome = np.empty(draws)


def part(number, seed):
    rng = np.random.default_rng(seed)
    size = edges[number + 1] - edges[number]
    columns = [rng.triangular(*row, size=size) for row in INPUTS]
    outcome[edges[number]:edges[number + 1]] = covered(columns[0:4], columns[4:8], columns[8])


with ThreadPoolExecutor(2) as pool:
    list(pool.map(part, range(PARTS), np.random.SeedSequence(1).spawn(PARTS)))
low, middle, high = np.quantile(outcome, [0.05, 0.5, 0.95])
print(f"mean {outcome.mean():.6f} sd {outcome.std(ddof=1):.6f} p05 {low:.6f} p50 {middle:.6f} p95 {high:.6f}")
