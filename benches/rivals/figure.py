"""The figure of `stakeout cover data/france-2015` with matplotlib: figure.py FOLDER KIND... [--again]

Bars with ranges against 100%, written as svg, png (300 dots per inch) or pdf. With --again the figure is drawn and
written ten more times in the same process, and the milliseconds of the fastest are printed.
"""
import sys
import time

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt

ROWS = [
    ("watch lists (20,000)", 0.0083, 0.0094, 0.011),
    ("radicalised (11,000)", 0.015, 0.017, 0.02),
    ("foreign fighters (1,200)", 0.1375, 0.157, 0.183),
    ("all listed (20,000)", 0.0083, 0.0094, 0.011),
]


def draw():
    plt.rcParams.update({"font.size": 9, "font.family": "DejaVu Sans", "svg.hashsalt": "1", "pdf.fonttype": 42})
    figure, axes = plt.subplots(figsize=(170 / 25.4, 88 / 25.4), layout="constrained")
    for row, (name, low, base, high) in enumerate(ROWS):
        axes.barh(row, base, color="#12436D", height=0.6, zorder=2)
        axes.errorbar(base, row, xerr=[[base - low], [high - base]], color="#1d2227", capsize=4, zorder=3)
        axes.text(high + 0.01, row, f"{base:.1%} ({low:.1%} to {high:.1%})", va="center", zorder=4)
    axes.set_yticks(range(len(ROWS)), [name for name, *_ in ROWS])
    axes.invert_yaxis()
    axes.axvline(1, color="#801650", linestyle="--")
    axes.xaxis.set_major_formatter(matplotlib.ticker.PercentFormatter(1))
    axes.grid(axis="x", color="#e1e4e6")
    axes.spines[["top", "right", "bottom"]].set_visible(False)
    figure.suptitle("About 3,300 officers are at most 1.5% to 2.0% of those needed", x=0.01, ha="left", size=11, weight="bold")
    figure.supxlabel("Source: Camilli, The Paris attacks. A case of intelligence failure, 2015", x=0.01, ha="left", fontsize=7.8)
    return figure


def write(folder, kinds):
    figure = draw()
    for kind in kinds:
        figure.savefig(f"{folder}/figure.{kind}", dpi=300)
    plt.close(figure)


folder, kinds = sys.argv[1], [word for word in sys.argv[2:] if not word.startswith("--")]
write(folder, kinds)
if "--again" in sys.argv:
    times = []
    for _ in range(10):
        start = time.perf_counter()
        write(folder, kinds)
        times.append((time.perf_counter() - start) * 1e3)
    print(f"{'+'.join(kinds)}: {min(times):.1f} ms")
