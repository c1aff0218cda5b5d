#!/usr/bin/python3
"""scale - time and memory of whole runs from a thousand to a million texts, beside scikit-learn's whole run on the same file.

SPDX-License-Identifier: GPL-3.0-or-later

Invented texts of twenty words (texts.c).  quick: the first partition; full: with consensus.  Each in a process of its own: wall
seconds, processor seconds, peak memory, AMI with the topics; ratios to scikit-learn (k = 20, OpenBLAS).  The median of ROUNDS runs
(3), which take turns; one from 100,000 texts on.  Then what 1 % new texts cost that join, as a share of a full run of JOINS (10000).
LARGEST: how many texts at most (100000); FULL_LARGEST: with consensus (the same).  Arguments: numbers of texts instead.
"""
import os
import statistics
import subprocess
import sys
import tempfile
import time

import study

LARGEST = int(os.environ.get("LARGEST", "100000"))
ROUNDS = int(os.environ.get("ROUNDS", "3"))
SIZES = [n for n in (1000, 10000, 100000, 1000000) if n <= LARGEST]
FULL_LARGEST = int(os.environ.get("FULL_LARGEST", str(LARGEST)))
JOINS = int(os.environ.get("JOINS", "10000"))
PROGRAMS = os.environ.get("VOCALIA_BENCH", os.path.join(study.HERE, "../../../build/release/bench/analysis"))


class Cost:
    """What one process took."""

    def __init__(self, command, environment):
        with tempfile.TemporaryFile() as out:
            start = time.monotonic()
            process = subprocess.Popen(command, stdout=out, env=environment)
            _, status, usage = os.wait4(process.pid, 0)
            self.wall = time.monotonic() - start
            process.returncode = os.waitstatus_to_exitcode(status)
            out.seek(0)
            self.out = out.read().decode()
        if process.returncode != 0:
            raise SystemExit(f"{' '.join(command)}: {process.returncode}")
        self.cpu = usage.ru_utime + usage.ru_stime
        self.memory = usage.ru_maxrss / 1024


def analysis(path, *options):
    return [study.VOCALIA, "analyze", path, "--text", "text", "--truth", "topic", "--top", "1", *options], study.ENVIRONMENT


def usual(path):
    return ["/usr/bin/python3", os.path.join(study.HERE, "usual.py"), path, "20"], dict(os.environ)


def ami_of(out):
    """The first number that follows the word AMI, in whatever line."""
    words = out.replace("=", " ").replace(":", " ").lower().split()
    return float(words[words.index("ami") + 1]) if "ami" in words else float("nan")


def measure(n, path):
    ways = {"quick": analysis(path, "--quick"), "scikit-learn": usual(path)}
    if n <= FULL_LARGEST:
        ways["full"] = analysis(path)
    costs = {way: [] for way in ways}
    for _ in range(ROUNDS if n < 100000 else 1):
        for way, (command, environment) in ways.items():
            costs[way].append(Cost(command, environment))
    return costs


def print_costs(n, costs):
    def median(way, what):
        return statistics.median(getattr(cost, what) for cost in costs[way])

    for way in ("quick", "full", "scikit-learn"):
        if way in costs:
            wall, memory = median(way, "wall"), median(way, "memory")
            print(f"{n:>9} {way:<13}{wall:>9.2f}{median(way, 'cpu'):>9.2f}{memory:>9.0f}"
                  f"{wall / median('scikit-learn', 'wall'):>8.2f}"
                  f"{median(way, 'cpu') / median('scikit-learn', 'cpu'):>8.2f}{memory / median('scikit-learn', 'memory'):>8.2f}"
                  f"{ami_of(costs[way][0].out):>8.3f}", flush=True)


def print_growth(walls):
    for way, at in walls.items():
        sizes = sorted(at)
        for small, large in zip(sizes, sizes[1:]):
            print(f"{way}: {large // small} times the texts from {small} cost {at[large] / at[small]:.1f} times the time")


def print_joins(path, n):
    """joiner takes a text a line."""
    plain = path + ".txt"
    with open(path, encoding="utf-8") as table, open(plain, "w", encoding="utf-8") as out:
        next(table)
        out.writelines(line.split("\t")[1] for line in table)
    out = subprocess.run([os.path.join(PROGRAMS, "../joiner"), plain, "100"], env=study.ENVIRONMENT, stdout=subprocess.PIPE, check=True)
    print(f"{n:>9} 1 % new texts join (must 5 %):", "; ".join(out.stdout.decode().splitlines()), flush=True)


def main():
    print(f"{'texts':>9} {'':<13}{'wall s':>9}{'cpu s':>9}{'MiB':>9}{'wall':>8}{'cpu':>8}{'memory':>8}{'AMI':>8}   "
          f"({os.cpu_count()} processors; wall, cpu, memory as a share of scikit-learn's)")
    walls = {"quick": {}, "full": {}, "scikit-learn": {}}
    with tempfile.TemporaryDirectory(dir=os.environ.get("TMPDIR")) as work:
        for n in SIZES:
            path = os.path.join(work, f"{n}.tsv")
            with open(path, "wb") as out:
                subprocess.run([os.path.join(PROGRAMS, "texts"), str(n), "7"], stdout=out, check=True)
            costs = measure(n, path)
            print_costs(n, costs)
            for way in costs:
                walls[way][n] = statistics.median(cost.wall for cost in costs[way])
            if n == JOINS:
                print_joins(path, n)
    print_growth(walls)


if sys.argv[1:]:
    SIZES = [int(n) for n in sys.argv[1:]]
main()
