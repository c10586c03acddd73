"""The model of data/nine-inputs for programs in Python: low, likeliest and high of four lists, four ratios, one staff."""
import numpy as np

INPUTS = np.array([
    [1000, 1200, 1500], [2500, 3000, 4000], [4000, 5000, 6500], [1500, 1800, 2500],
    [4, 15, 20], [0.2, 1, 4], [0.02, 0.1, 1], [0.005, 0.02, 0.2],
    [3300, 11800, 30000],
])
NAMES = [f"subjects{i}" for i in range(1, 5)] + [f"ratio{i}" for i in range(1, 5)] + ["officers"]


def covered(subjects, ratios, officers):
    """Officers available over officers required, at most 1."""
    required = sum(s * r for s, r in zip(subjects, ratios))
    return np.minimum(1.0, officers / required)


def of_rows(rows):
    """The same of a matrix with one row per point."""
    columns = rows.T
    return covered(columns[0:4], columns[4:8], columns[8])


def problem(triangular):
    """The inputs as SALib takes them: triangular, or uniform between the ends."""
    if triangular:
        bounds = [[low, high, (mode - low) / (high - low)] for low, mode, high in INPUTS]
        return {"num_vars": 9, "names": NAMES, "bounds": bounds, "dists": ["triang"] * 9}
    return {"num_vars": 9, "names": NAMES, "bounds": [[low, high] for low, _, high in INPUTS]}
