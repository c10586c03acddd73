"""Writes a study of many tiers, each with a range: tiers.py FILE [ROWS [officers]]."""

import sys

path = sys.argv[1]
rows = int(sys.argv[2]) if len(sys.argv) > 2 else 100_000
officers = sys.argv[3] if len(sys.argv) > 3 else None

with open(path, "w") as file:
    file.write("tier,subjects,officers_per_subject" + (",officers" if officers else "") + "\n")
    for row in range(rows):
        line = f"tier {row:06},{100 + row * 7 % 9000},{10 + row % 7}-{20 + row % 5}"
        file.write(line + (f",{officers}" if officers else "") + "\n")
