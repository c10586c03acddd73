"""First, total and second order with SALib: sobol.py SAMPLES RESAMPLES"""
import sys
import warnings

warnings.filterwarnings("ignore")
from SALib.analyze import sobol as analyze
from SALib.sample import sobol as sample

from nine_inputs import of_rows, problem

samples, resamples = int(sys.argv[1]), int(sys.argv[2])
inputs = problem(triangular=True)
rows = sample.sample(inputs, samples, calc_second_order=True, seed=1)
found = analyze.analyze(inputs, of_rows(rows), calc_second_order=True, num_resamples=resamples, seed=1)
for name, first, total in zip(inputs["names"], found["S1"], found["ST"]):
    print(f"{name} {first:.4f} {total:.4f}")
