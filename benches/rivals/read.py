"""Reads a CSV file's text into columns with polars, as text and whole numbers: read.py FILE."""

import sys
import time

import polars

with open(sys.argv[1], "rb") as file:
    text = file.read()

times = []
for _ in range(20):
    start = time.perf_counter()
    polars.read_csv(text)
    times.append(time.perf_counter() - start)
times.sort()
for name, seconds in [("fastest", times[0]), ("middle", times[10])]:
    print(f"{name}: {len(text) / 1e6 / seconds:.0f} MB/s")
