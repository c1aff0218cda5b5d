#!/usr/bin/python3
"""priority - what SMAA costs on one thread, beside NumPy doing the same sums and comparisons on the same sizes.

SPDX-License-Identifier: GPL-3.0-or-later

The bar: 10,000 draws of 50 issues by 8 criteria under 100 ms, drawing weights and counting together.  variants: values drawn too,
one variant a draw; there the confidence of every issue goes over all variants.  NumPy: Dirichlet weights, one product, and the
comparison of every pair of issues in each draw, in blocks that fit the cache; without confidence.
"""
import os
import subprocess
import time

import numpy as np

PROGRAM = os.path.join(os.environ["VOCALIA_BENCH"], "smaa")


def numpy_milliseconds(n, m, draws):
    random = np.random.default_rng(1)
    values, best = random.random((n, m)), float("inf")
    for _ in range(3):
        start = time.perf_counter()
        weights = random.dirichlet(np.ones(m), draws)
        accept, above = np.zeros((n, n)), np.zeros((n, n))
        for first in range(0, draws, 500):
            score = weights[first:first + 500] @ values.T
            over = score[:, :, None] > score[:, None, :]
            above += over.sum(0)
            np.add.at(accept, (np.tile(np.arange(n), len(score)), over.sum(1).ravel()), 1)
        best = min(best, (time.perf_counter() - start) * 1000)
    return best


print(f"{'issues':>6} {'criteria':>8} {'draws':>7} {'variants':>8}  {'weights':<17} {'draw ms':>8} {'count ms':>8} {'both':>7} {'numpy':>8} {'ratio':>6}")
for line in subprocess.run([PROGRAM], check=True, stdout=subprocess.PIPE, text=True).stdout.splitlines():
    n, m, draws, variants, kind, drawing, counting = line.split("\t")
    both = float(drawing) + float(counting)
    twin = numpy_milliseconds(int(n), int(m), int(draws)) if kind == "free" and variants == "1" else float("nan")
    print(f"{n:>6} {m:>8} {draws:>7} {variants:>8}  {kind:<17} {float(drawing):8.1f} {float(counting):8.1f} {both:7.1f} {twin:8.0f} {both / twin:6.3f}")
    if (n, m, draws) == ("50", "8", "10000"):
        print(f"       bar 100 ms: {'held' if both < 100 else 'MISSED'}")
