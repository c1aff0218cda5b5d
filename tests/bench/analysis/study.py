#!/usr/bin/python3
"""study - the sets with known labels, `vocalia analyze` run on them, and how partitions are compared.

SPDX-License-Identifier: GPL-3.0-or-later

What quality.py, rooms.py and steady.py share.  VOCALIA names the program, VOCALIA_SHARED the folder with data/text; without the
folder nothing is measured, and that is said.  "Sin agrupar" scores as one cluster.
"""
import collections
import csv
import json
import os
import subprocess
import sys

SEEDS = (1, 2, 3)
MIN_LABEL = 10
HERE = os.path.dirname(os.path.abspath(__file__))
VOCALIA = os.path.abspath(os.environ.get("VOCALIA", os.path.join(HERE, "../../../build/release/vocalia")))
TEXTS = os.path.join(os.environ.get("VOCALIA_SHARED", os.path.join(HERE, "../../../../shared")), "data", "text")
# What is preloaded for scikit-learn is not for the program.
ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "LD_PRELOAD"} | {"LANG": "C.UTF-8", "LANGUAGE": "en"}


def skip_without_texts():
    if not os.path.isdir(TEXTS):
        print(f"skipped: no labelled texts in {TEXTS} (VOCALIA_SHARED)")
        sys.exit(0)


def read_rows(path):
    """The rows of a table as dictionaries.  Tabs part the cells; nothing is quoted."""
    with open(path, encoding="utf-8") as table:
        header, *lines = (line.rstrip("\n").split("\t") for line in table)
    return [dict(zip(header, cells)) for cells in lines]


def write_rows(path, rows):
    with open(path, "w", encoding="utf-8") as table:
        table.write("\t".join(rows[0]) + "\n")
        for row in rows:
            table.write("\t".join(row.values()) + "\n")


def frequent(rows, least=MIN_LABEL):
    counts = collections.Counter(row["label"] for row in rows)
    return [row for row in rows if counts[row["label"]] >= least]


def make_madrid_apart(path):
    """Comments on proposals, one row of each text, without those of one word."""
    seen, kept = set(), []
    for row in read_rows(os.path.join(TEXTS, "madrid_dev.tsv")):
        plain = " ".join(row["text"].lower().split())
        if row["parent_id"] == "-1" and len(plain.split()) > 1 and plain not in seen:
            seen.add(plain)
            kept.append(row)
    write_rows(path, kept)


class Set:
    """One set: its table, the options it is analysed with and its bars."""

    def __init__(self, name, file, options, work):
        self.name, self.bars = name, []
        self.options = options.split()
        self.path = os.path.join(TEXTS, file)
        if file == "madrid_apart.tsv":
            self.path = os.path.join(work, file)
            if not os.path.exists(self.path):
                make_madrid_apart(self.path)

    def option(self, name):
        return self.options[self.options.index(name) + 1] if name in self.options else None

    def rows(self, least=MIN_LABEL):
        """Those that are analysed, in their order, with the joined text in column _text."""
        rows = read_rows(self.path)
        if self.option("--where"):
            column, value = self.option("--where").split("=")
            rows = [row for row in rows if row[column] == value]
        for row in rows:
            row["_text"] = " ".join(row[column] for column in self.option("--text").split(","))
        return frequent(rows, least)


def read_sets(work):
    """All the sets of bars.tsv by name."""
    sets = {}
    with open(os.path.join(HERE, "bars.tsv"), encoding="utf-8") as table:
        for bar in csv.DictReader((line for line in table if not line.startswith("#")), delimiter="\t"):
            if bar["set"] not in sets:
                sets[bar["set"]] = Set(bar["set"], bar["file"], bar["options"], work)
            sets[bar["set"]].bars.append(bar)
    return sets


def analyze(path, options, seed=1):
    """The result as JSON gives it."""
    done = subprocess.run([VOCALIA, "analyze", path, *options, "--seed", str(seed), "--json"], env=ENVIRONMENT,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    if done.returncode != 0:
        raise SystemExit(f"analyze {path} {' '.join(options)}: {done.returncode}: {done.stderr.decode()}")
    return json.loads(done.stdout)


def measured(path, options, seed=1):
    """The measures against column label: ami, ari, nmi, accuracy, purity, k, n_true; and n_issues, ungrouped, n_reports."""
    result = analyze(path, [*options, "--truth", "label"], seed)
    return dict(result["truth"], n_issues=len(result["issues"]), ungrouped=result["n_ungrouped"],
                n_reports=result["n_reports"], is_proposal=result["is_proposal"])


def labels(path, options, out, seed=1):
    """The issue of each row by its id."""
    subprocess.run([VOCALIA, "analyze", path, *options, "--seed", str(seed), "--labels-out", out, "--top", "1"],
                   env=ENVIRONMENT, stdout=subprocess.DEVNULL, check=True)
    with open(out, encoding="utf-8-sig") as table:
        return {row["id"]: row["issue"] for row in csv.DictReader(table)}


def mean(values):
    return sum(values) / len(values)


def spread(values):
    return f"{mean(values):.3f} ({min(values):.3f}-{max(values):.3f})"
