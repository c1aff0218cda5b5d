#!/usr/bin/python3
"""smaa.py - made smaa.tsv: small decisions with what NumPy gives for them by the definitions, for test_smaa.

SPDX-License-Identifier: GPL-3.0-or-later

smaa.py >smaa.tsv; NumPy 1.24.2 made the one beside.  One line: n issues, m criteria, variants, draws; values (nan: not known),
weights of the draws; acceptability, above, central, confidence (nan: none); then, for the first draw and variant, weighted sum,
TOPSIS, and for each criterion the weight at which the first changes and who comes (nan -1: never).  Places are one more than the
issues above (rank of SMAA-2); values are of few levels, so that issues are often level.  The change is found by looking at
8,000 weights one after the other, and then by halving.
"""
import numpy as np

random = np.random.default_rng(11)


def score(values, weights):
    known = ~np.isnan(values)
    mass = (known * weights).sum(1)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(mass > 0, (np.where(known, values, 0) * weights).sum(1) / mass, np.nan)


def places(scores):
    scores = np.round(np.where(np.isnan(scores), -np.inf, scores), 12)
    return (scores[None, :] > scores[:, None]).sum(1), scores[:, None] > scores[None, :]


def smaa(values, weights):
    n, m, draws = values.shape[1], values.shape[2], len(weights)
    accept, above, central, first = np.zeros((n, n)), np.zeros((n, n)), np.zeros((n, m)), np.zeros(n)
    for d in range(draws):
        place, over = places(score(values[d % len(values)], weights[d]))
        above += over
        for i in range(n):
            accept[i, place[i]] += 1
            if place[i] == 0:
                central[i] += weights[d]
                first[i] += 1
    with np.errstate(invalid="ignore"):
        central /= first[:, None]
    confidence = [np.nan if np.isnan(central[i, 0]) else np.mean([places(score(v, central[i]))[0][i] == 0 for v in values]) for i in range(n)]
    return accept / draws, above / draws, central, np.array(confidence)


def topsis(values, weights):
    norm = np.sqrt(np.nansum(values**2, 0))
    norm[norm == 0] = 1
    scaled = values / norm
    high, low = (np.array([f(column[~np.isnan(column)]) if not np.isnan(column).all() else np.nan for column in scaled.T]) for f in (np.max, np.min))
    closeness = []
    for row in scaled:
        known = ~np.isnan(row)
        mass = weights[known].sum()
        if mass <= 0:
            closeness.append(np.nan)
            continue
        share = weights[known] / mass
        best, worst = np.linalg.norm(share * (row - high)[known]), np.linalg.norm(share * (row - low)[known])
        closeness.append(worst / (best + worst) if best + worst > 0 else 0.5)
    return np.array(closeness)


def moved(weights, k, x):
    others = np.delete(weights, k)
    others = others / others.sum() if others.sum() > 0 else np.full(len(others), 1 / len(others))
    return np.insert(others * (1 - x), k, x)


def first_at(values, weights, k, x):
    s = score(values, moved(weights, k, x))
    return int(np.argmax(np.round(np.where(np.isnan(s), -np.inf, s), 11)))


def change(values, weights, k):
    """The nearest weight beyond which the first is another, by small steps to both sides."""
    if len(values) < 2 or values.shape[1] < 2:
        return np.nan, -1
    now, present, found = first_at(values, weights, k, weights[k]), weights[k], (np.inf, np.nan, -1)
    for end in (0.0, 1.0):
        before = present
        for x in np.linspace(present, end, 4001)[1:]:
            who = first_at(values, weights, k, x)
            if who != now and not (x == end and first_at(values, weights, k, (before + x) / 2) == now):
                low, high = before, x
                for _ in range(60):
                    middle = (low + high) / 2
                    if first_at(values, weights, k, middle) != now:
                        high = middle
                    else:
                        low = middle
                if abs(high - present) < found[0] - 1e-9:
                    found = (abs(high - present), high, first_at(values, weights, k, high + np.sign(end - present) * 1e-7))
                break
            before = x
    return found[1:]


def simplex(draws, m):
    return random.dirichlet(np.ones(m), draws)


def cases():
    for n, m, variants, draws, levels, missing in [
            (1, 1, 1, 3, 4, 0), (1, 3, 2, 8, 4, 0), (2, 2, 1, 40, 0, 0), (3, 2, 5, 40, 3, 0), (5, 3, 1, 60, 4, 0), (5, 3, 60, 60, 3, 0.2),
            (6, 4, 7, 50, 0, 0.3), (4, 5, 1, 30, 2, 0.5), (8, 3, 1, 60, 0, 0), (4, 3, 1, 20, 1, 0), (3, 3, 1, 12, 0, 1), (7, 4, 3, 45, 5, 0.1)]:
        values = random.random((variants, n, m)) if not levels else random.integers(0, levels, (variants, n, m)) / levels
        values[random.random(values.shape) < missing] = np.nan
        yield values, simplex(draws, m)
    yield random.random((1, 4, 3)), np.tile([[0.5, 0.5, 0]], (5, 1))
    yield random.random((1, 4, 3)), np.tile([[1.0, 0, 0]], (5, 1))
    yield np.array([[[0.9, 0.1], [0.1, 0.9], [0.55, 0.55]]]), np.tile([[0.7, 0.3]], (4, 1))


def text(*arrays):
    return " ".join("nan" if np.isnan(x) else f"{x:.17g}" for a in arrays for x in np.ravel(a))


print("# n, m, variants, draws; values; weights; acceptability; above; central; confidence; sum; topsis; change.  Made by smaa.py.")
for values, weights in cases():
    changes = [change(values[0], weights[0], k) for k in range(weights.shape[1])]
    print(values.shape[1], values.shape[2], len(values), len(weights), text(values), text(weights), *map(text, smaa(values, weights)),
          text(score(values[0], weights[0])), text(topsis(values[0], weights[0])), text(changes), sep="\t")
