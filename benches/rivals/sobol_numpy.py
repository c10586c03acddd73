"""The same with numpy alone, the bootstrap as one matrix product: sobol_numpy.py SAMPLES RESAMPLES"""
import sys

import numpy as np
from scipy.stats import qmc

from nine_inputs import INPUTS, NAMES, of_rows

samples, resamples = int(sys.argv[1]), int(sys.argv[2])
low, mode, high = INPUTS.T


def values(u):
    """Triangular quantiles of a matrix of shares."""
    rise = low + np.sqrt(u * (high - low) * (mode - low))
    fall = high - np.sqrt((1 - u) * (high - low) * (high - mode))
    return np.where(u * (high - low) < mode - low, rise, fall)


points = qmc.Sobol(18, scramble=True, seed=1).random(samples)
a, b = values(points[:, :9]), values(points[:, 9:])
swapped_a, swapped_b = np.empty((samples, 9)), np.empty((samples, 9))
for j in range(9):
    a[:, j], b[:, j] = b[:, j].copy(), a[:, j].copy()
    swapped_a[:, j], swapped_b[:, j] = of_rows(a), of_rows(b)
    a[:, j], b[:, j] = b[:, j].copy(), a[:, j].copy()
ya, yb = of_rows(a), of_rows(b)
mean, scale = np.mean([ya, yb]), np.std([ya, yb])
ya, yb, swapped_a, swapped_b = [(y - mean) / scale for y in (ya, yb, swapped_a, swapped_b)]

pairs = [(j, k) for j in range(9) for k in range(j + 1, 9)]
terms = [yb * (swapped_a[:, j] - ya) for j in range(9)]
terms += [(ya - swapped_a[:, j]) ** 2 / 2 for j in range(9)]
terms += [swapped_b[:, j] * swapped_a[:, k] - ya * yb for j, k in pairs]
terms += [(ya**2 + yb**2) / 2, (ya + yb) / 2]
terms = np.column_stack(terms)


def shares(means):
    found = means[..., :-2] / (means[..., -2] - means[..., -1] ** 2)[..., None]
    for at, (j, k) in enumerate(pairs):
        found[..., 18 + at] -= found[..., j] + found[..., k]
    return found


rng = np.random.default_rng(1)
counts = np.empty((resamples, samples))
for row in counts:
    row[:] = np.bincount(rng.integers(samples, size=samples), minlength=samples)
ends = np.quantile(shares(counts @ terms / samples), [0.025, 0.975], axis=0)
found = shares(terms.mean(axis=0))
for j, name in enumerate(NAMES):
    print(f"{name} {found[j]:.4f} ({ends[0][j]:.4f} to {ends[1][j]:.4f}) {found[9 + j]:.4f}")
