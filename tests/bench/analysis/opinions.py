#!/usr/bin/python3
"""opinions - opinion groups: in invented rooms beside Polis as published, beside Polis' own groups of real rooms, and what they cost.

SPDX-License-Identifier: GPL-3.0-or-later

rooms: ARI with planted groups and the right number of them, here and plain (Polis as published, here too); how often groups are drawn
where there are none (groups 1) or only a line (groups 0); `gap`: groups said to have a gap between them; `small`: plain rooms with a
group below a twentieth or five people; `again`: ARI of halves; `sure`: mean membership, beside who is `right`.  ROOMS: how many of each
(40).  real: conversations with Polis' own last groups (it remembers
earlier ones), and how many bits a hidden vote (15 %) tells to who knows the room, the plain group, the group found here: fewer is better.  cost: 50,000 voters by 500 statements, beside
NumPy and scikit-learn on the dense table.
"""
import csv
import os
import subprocess
import sys
import tempfile
import time

import numpy as np
from sklearn.cluster import KMeans
from sklearn.decomposition import PCA
from sklearn.metrics import adjusted_rand_score, silhouette_score

PROGRAM = os.path.join(os.environ["VOCALIA_BENCH"], "opinions_rooms")
REAL = os.path.join(os.environ["VOCALIA_SHARED"], "data/votes/polis")
ROOMS = os.environ.get("ROOMS", "40")
VERDICTS = ["groups", "together", "small", "empty"]


def rooms():
    names = "voters each groups rooms plain here k_plain k_here drawn_plain drawn gap small again sure right".split()
    print(" ".join(f"{name:>11}" for name in names))
    for voters in 60, 200, 1000:
        for each, groups in (15, 2), (25, 2), (25, 3), (20, 1), (20, 0):
            line = subprocess.run([PROGRAM, "rooms", str(voters), str(each), str(groups), ROOMS], check=True, stdout=subprocess.PIPE, text=True)
            print(" ".join(f"{cell:>11}" for cell in line.stdout.split()), flush=True)


def groups_of(path, way):
    run = subprocess.run([PROGRAM, "groups", path, way], check=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    found = dict(tuple(map(int, line.split())) for line in run.stdout.splitlines())
    return found, run.stderr.split()


def real():
    if not os.path.isdir(REAL):
        return print("no data/votes/polis under VOCALIA_SHARED")
    print(f"{'conversation':<46}{'voters':>7}{'polis':>6}{'plain':>6}{'here':>6}  {'ARI plain':>9}{'ARI here':>9}  {'verdict':<9}{'chance':>7}{'gap':>7}{'again':>7}"
          f"{'bits room':>10}{'plain':>7}{'here':>7}")
    for name in sorted(os.listdir(REAL)):
        folder = os.path.join(REAL, name)
        if not os.path.isdir(folder):
            continue
        with open(os.path.join(folder, "comments.csv"), encoding="utf-8") as file:
            rows = list(csv.DictReader(file))
        out = {row["comment-id"] for row in rows if row["moderated"] == "-1" or row.get("is-meta") == "true"}
        with open(os.path.join(folder, "votes.csv"), encoding="utf-8") as file:
            votes = sorted((int(row["timestamp"]), int(row["voter-id"]), int(row["comment-id"]), int(row["vote"]))
                           for row in csv.DictReader(file) if row["comment-id"] not in out)
        with open(os.path.join(folder, "participants-votes.csv"), encoding="utf-8") as file:
            polis = {int(row["participant"]): int(row["group-id"]) for row in csv.DictReader(file) if row["group-id"]}
        with tempfile.NamedTemporaryFile("w") as table:
            statements = {statement: i for i, statement in enumerate(sorted({vote[2] for vote in votes}))}
            for _, voter, statement, value in votes:
                print(voter, statements[statement], value, file=table)
            table.flush()
            plain, plain_figures = groups_of(table.name, "plain")
            here, figures = groups_of(table.name, "here")
            bits = subprocess.run([PROGRAM, "hidden", table.name], check=True, stdout=subprocess.PIPE, text=True).stdout.split()
        both = [v for v in polis if plain.get(v, -1) >= 0]
        print(f"{name[:45]:<46}{len(both):>7}{len(set(polis.values())):>6}{plain_figures[3]:>6}{figures[3]:>6}  "
              f"{adjusted_rand_score([polis[v] for v in both], [plain[v] for v in both]):>9.3f}"
              f"{adjusted_rand_score([polis[v] for v in both], [here.get(v, -1) for v in both]):>9.3f}  "
              f"{VERDICTS[int(figures[2])]:<9}{figures[4]:>7}{figures[5]:>7}{figures[6]:>7}"
              f"{float(bits[0]):>10.3f}{float(bits[1]):>7.3f}{float(bits[2]):>7.3f}", flush=True)


def dense(path, n_voters, n_statements):
    """The published method on a full table: seconds, and the groups."""
    voter, statement, value = np.loadtxt(path, dtype=int).T
    start = time.perf_counter()
    table = np.full((n_voters, n_statements), np.nan)
    table[voter, statement] = value
    voted = ~np.isnan(table)
    centred = np.where(voted, table - np.nanmean(table, axis=0), 0)
    axes = PCA(2, svd_solver="covariance_eigh" if "covariance_eigh" in str(PCA.__init__.__doc__) else "randomized", random_state=1).fit(centred).components_
    points = centred @ axes.T * np.sqrt(n_statements / np.maximum(voted.sum(1), 1))[:, None]
    bases = KMeans(100, n_init=1, random_state=1).fit(points)
    weight = np.bincount(bases.labels_, minlength=100)
    best = (-2, None)
    for k in range(2, 6):
        groups = KMeans(k, n_init=8, random_state=1).fit(bases.cluster_centers_, sample_weight=weight).labels_
        best = max(best, (silhouette_score(bases.cluster_centers_, groups), k, list(groups[bases.labels_])))
    return time.perf_counter() - start, best


def cost():
    print(f"{'voters':>7}{'statements':>11}{'votes':>9}  {'way':<8}{'seconds':>8}{'MB':>6}{'groups':>7}{'ARI':>7}")
    for each in 30, 100:
        with tempfile.NamedTemporaryFile("w") as table:
            subprocess.run([PROGRAM, "invent", "50000", "500", str(each)], check=True, stdout=table)
            votes = sum(1 for _ in open(table.name, encoding="ascii"))
            for way in "here", "plain":
                found, figures = groups_of(table.name, way)
                ari = adjusted_rand_score([v % 3 for v in found], list(found.values()))
                print(f"{50000:>7}{500:>11}{votes:>9}  {way:<8}{figures[0]:>8}{figures[1]:>6}{figures[3]:>7}{ari:>7.3f}", flush=True)
                if way == "here":
                    held = float(figures[0]) < 10 and float(figures[1]) < 1024
            seconds, (_, k, groups) = dense(table.name, 50000, 500)
            ari = adjusted_rand_score(np.arange(50000) % 3, groups)
            print(f"{50000:>7}{500:>11}{votes:>9}  {'dense':<8}{seconds:>8.2f}{'':>6}{k:>7}{ari:>7.3f}")
            print(f"        bar 10 s and 1024 MB: {'held' if held else 'MISSED'}", flush=True)


for part in sys.argv[1:] or ("rooms", "real", "cost"):
    print(f"-- {part}")
    {"rooms": rooms, "real": real, "cost": cost}[part]()
