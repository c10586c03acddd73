"""Elementary effects with SALib: morris.py TRAJECTORIES LEVELS"""
import sys
import warnings

warnings.filterwarnings("ignore")
from SALib.analyze import morris as analyze
from SALib.sample import morris as sample

from nine_inputs import of_rows, problem

trajectories, levels = int(sys.argv[1]), int(sys.argv[2])
inputs = problem(triangular=False)
rows = sample.sample(inputs, trajectories, num_levels=levels, seed=1)
found = analyze.analyze(inputs, rows, of_rows(rows), num_resamples=100, num_levels=levels, seed=1)
for name, size, interval in zip(inputs["names"], found["mu_star"], found["mu_star_conf"]):
    print(f"{name} {size:.5f} {interval:.5f}")
