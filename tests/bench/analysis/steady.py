#!/usr/bin/python3
"""steady - what a result must not depend on, and what may change it only a little.

SPDX-License-Identifier: GPL-3.0-or-later

Of each set: ARI between the results of three seeds, each pair; equal bytes on one thread and on two; the same issues when the rows come
in another order; and, on texts of citizens, how much AMI falls when 15 of 100 words of four letters and more have a slip.
Arguments: names of sets; none: all.
"""
import itertools
import os
import random
import subprocess
import sys
import tempfile

from sklearn.metrics import adjusted_rand_score

import study

MUST_ARI, MUST_DROP, SHARE = 0.8, 0.02, 0.15
CITIZENS = ("costarica", "costarica_title", "madrid", "madrid_apart", "sib200")


def with_ids(rows):
    return [dict(row, _id=f"r{i:06}") for i, row in enumerate(rows)]


def between_seeds(results):
    rows = sorted(results[0])
    return [adjusted_rand_score([a[row] for row in rows], [b[row] for row in rows])
            for a, b in itertools.combinations(results, 2)]


def written(path, options, work, threads):
    """All that is written: JSON, labels, page."""
    files = [os.path.join(work, name) for name in ("labels.csv", "page.html")]
    json = subprocess.run([study.VOCALIA, "analyze", path, *options, "--threads", str(threads), "--json", "--labels-out", files[0],
                           "--html", files[1]], env=study.ENVIRONMENT, stdout=subprocess.PIPE, check=True).stdout
    return [json, *(open(file, "rb").read() for file in files)]


def in_another_order(rows, options, work):
    other = os.path.join(work, "shuffled.tsv")
    study.write_rows(other, random.Random(1).sample(rows, len(rows)))
    return study.labels(other, options, os.path.join(work, "order.csv"))


def with_typos(path, columns, work):
    for column in columns:
        other = os.path.join(work, f"typos_{column}.tsv")
        with open(other, "wb") as out:
            subprocess.run(["node", os.path.join(study.HERE, "../typos.mjs"), path, column, str(SHARE), "1"], stdout=out, check=True)
        path = other
    return path


def ami(path, options):
    return study.mean([study.measured(path, options, seed)["ami"] for seed in study.SEEDS])


def print_set(name, the_set, work):
    rows = with_ids(the_set.rows())
    path = os.path.join(work, f"{name}.tsv")
    study.write_rows(path, rows)
    options = [*the_set.options, "--id", "_id"]
    if "--where" in options:
        at = options.index("--where")
        del options[at:at + 2]
    results = [study.labels(path, options, os.path.join(work, "seed.csv"), seed) for seed in study.SEEDS]
    aris = between_seeds(results)
    one, two = (written(path, options, work, threads) for threads in (1, 2))
    ordered = in_another_order(rows, options, work) == results[0]
    line = (f"{name:<16}{len(rows):>6}  {study.spread(aris):<22}{'yes' if study.mean(aris) >= MUST_ARI else 'NO':<5}"
            f"{'yes' if one == two else 'NO':<9}{'yes' if ordered else 'NO':<8}")
    if name in CITIZENS:
        before = ami(path, options)
        after = ami(with_typos(path, the_set.option("--text").split(","), work), options)
        line += f"{before:.3f} -> {after:.3f}  {before - after:+.3f} {'yes' if before - after <= MUST_DROP else 'NO'}"
    print(line, flush=True)


def main():
    study.skip_without_texts()
    print(f"ARI between seeds at least {MUST_ARI}; one thread as two; another order of rows; AMI falls by {MUST_DROP} or less with typos")
    print(f"{'set':<16}{'rows':>6}  {'ARI between seeds':<22}{'':<5}{'threads':<9}{'order':<8}AMI with typos in {SHARE:.0%} of words")
    with tempfile.TemporaryDirectory() as work:
        for name, the_set in study.read_sets(work).items():
            if not sys.argv[1:] or name in sys.argv[1:]:
                print_set(name, the_set, work)


main()
