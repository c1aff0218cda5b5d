#!/usr/bin/python3
"""rooms - what one workshop yields: samples of 30, 80 and 150 rows, beside the seven usual methods told the true number.

SPDX-License-Identifier: GPL-3.0-or-later

The labels present in a sample are the truth, rare ones too.  AMI, mean of DRAWS samples (100), the same ones for every method;
the usual methods read stems without stop words.  ± is the standard error of the difference to the best usual one.  Then whether
fewer than 30 rows are said to be a proposal.  Argument: names of sets; none: costarica and madrid.
"""
import os

for threads in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"):
    os.environ[threads] = "1"

import multiprocessing
import random
import statistics
import subprocess
import sys
import tempfile
import warnings

import numpy as np
from sklearn.cluster import AgglomerativeClustering, KMeans
from sklearn.decomposition import NMF, LatentDirichletAllocation, TruncatedSVD
from sklearn.feature_extraction.text import CountVectorizer, TfidfTransformer
from sklearn.metrics import adjusted_mutual_info_score
from sklearn.preprocessing import normalize

import study
from prepared import stems_of

SIZES = (30, 80, 150)
DRAWS = int(os.environ.get("DRAWS", "100"))
GSDMM = os.path.join(os.environ.get("VOCALIA_BENCH", os.path.join(study.HERE, "../../../build/release/bench/analysis")), "gsdmm")
ROUNDS, MOST_GROUPS = 30, 300


def gsdmm(counts, k, seed):
    """The groups with at most MOST_GROUPS, and with at most k."""
    task = []
    for groups in (MOST_GROUPS, k):
        task.append(f"{seed} {groups} {ROUNDS} {counts.shape[0]} {counts.shape[1]}")
        for row in counts:
            words = np.repeat(row.indices, row.data)
            task.append(" ".join(map(str, [len(words), *words])))
    out = subprocess.run([GSDMM], input="\n".join(task), capture_output=True, text=True, check=True).stdout
    return [[int(group) for group in line.split()] for line in out.splitlines()]


def usual(stems, k, seed):
    """The groups of each of the seven methods."""
    counts = CountVectorizer(analyzer=str.split).fit_transform(stems)
    weights = TfidfTransformer(sublinear_tf=True).fit_transform(counts)
    lsa = normalize(TruncatedSVD(min(100, len(stems) - 1, counts.shape[1] - 1), random_state=seed).fit_transform(weights))
    topics = LatentDirichletAllocation(k, random_state=seed, max_iter=5).fit_transform(counts)
    factors = NMF(k, random_state=seed, init="nndsvda", max_iter=50).fit_transform(weights)
    many, few = gsdmm(counts, k, seed)
    return {
        "KMeans": KMeans(k, random_state=seed, n_init=3).fit_predict(weights),
        "KMeans LSA": KMeans(k, random_state=seed, n_init=3).fit_predict(lsa),
        "Ward LSA": AgglomerativeClustering(k).fit_predict(lsa),
        "LDA": topics.argmax(axis=1),
        "NMF": factors.argmax(axis=1),
        "GSDMM 300": many,
        "GSDMM k": few,
    }


def one_draw(task):
    """AMI of ours and of each usual method on one sample; how many issues and how many rows left apart."""
    rows, options, language, size, seed = task
    warnings.filterwarnings("ignore")
    sample = random.Random(seed).sample(rows, size)
    truth = [row["label"] for row in sample]
    with tempfile.TemporaryDirectory() as work:
        path = os.path.join(work, "sample.tsv")
        study.write_rows(path, sample)
        ours = study.measured(path, [*options, "--threads", "1"])
    scores = {"ours": ours["ami"]}
    for name, groups in usual(stems_of([row["_text"] for row in sample], language), len(set(truth)), seed).items():
        scores[name] = adjusted_mutual_info_score(truth, groups)
    return scores, ours, len(set(truth))


def print_room(name, the_set, rows, size, pool):
    options = ["--text", "_text", "--language", the_set.option("--language")]
    draws = pool.map(one_draw, [(rows, options, the_set.option("--language"), size, seed) for seed in range(1, DRAWS + 1)],
                     chunksize=5)
    scores = {method: [draw[0][method] for draw in draws] for method in draws[0][0]}
    means = {method: study.mean(values) for method, values in scores.items()}
    best = max((method for method in means if method != "ours"), key=means.get)
    differences = [ours - other for ours, other in zip(scores["ours"], scores[best])]
    error = statistics.stdev(differences) / len(differences) ** 0.5
    print(f"{name:<16}{size:>5}{means['ours']:>8.3f}  {best + f' {means[best]:.3f}':<18}{study.mean(differences):>+7.3f} ±{error:.3f}"
          f" {'yes' if means['ours'] >= means[best] else 'NO':<5}"
          f"{study.mean([d[1]['n_issues'] for d in draws]):>6.1f}{study.mean([d[2] for d in draws]):>6.1f}"
          f"{study.mean([d[1]['ungrouped'] / size for d in draws]):>7.0%}   "
          + "  ".join(f"{method} {means[method]:.3f}" for method in means if method not in ("ours", best)), flush=True)


def print_proposals(name, the_set, rows):
    said = {}
    with tempfile.TemporaryDirectory() as work:
        path = os.path.join(work, "few.tsv")
        for size in (5, 29, 30):
            study.write_rows(path, random.Random(size).sample(rows, size))
            options = ["--text", "_text", "--language", the_set.option("--language")]
            said[size] = study.measured(path, options)["is_proposal"]
    print(f"{name}: " + ", ".join(f"{size} rows are {'a proposal' if is_so else 'a result'}" for size, is_so in said.items()))


def main():
    study.skip_without_texts()
    with tempfile.TemporaryDirectory() as work, multiprocessing.Pool(os.cpu_count()) as pool:
        sets = {name: the_set for name, the_set in study.read_sets(work).items()
                if name in (sys.argv[1:] or ("costarica", "costarica_title", "madrid"))}
        rooms = {name: the_set.rows(least=1) for name, the_set in sets.items()}
        print(f"AMI in small rooms, mean of {DRAWS} samples")
        print(f"{'set':<16}{'rows':>5}{'ours':>8}  {'best usual':<18}{'difference':>14} {'':<5}{'issues':>6}{'true':>6}{'apart':>7}")
        for name, the_set in sets.items():
            for size in SIZES:
                print_room(name, the_set, rooms[name], size, pool)
        for name, the_set in sets.items():
            print_proposals(name, the_set, rooms[name])


main()
