#!/usr/bin/python3
"""agreement.py - made agreement.tsv: pairs of partitions with the measures that scikit-learn gives them, for test_agreement.

SPDX-License-Identifier: GPL-3.0-or-later

agreement.py >agreement.tsv; scikit-learn 1.2.1 and SciPy 1.10.1 made the one beside.  Accuracy is that of SciPy's best
one-to-one matching on scikit-learn's contingency table, purity the sum of its rows' largest cells by found class.
"""
import numpy as np
from scipy.optimize import linear_sum_assignment
from sklearn.metrics import adjusted_mutual_info_score, adjusted_rand_score, normalized_mutual_info_score
from sklearn.metrics.cluster import contingency_matrix

random = np.random.default_rng(4)


def noisy(truth, share, k):
    return np.where(random.random(len(truth)) < share, random.integers(0, k, len(truth)), truth)


def cases():
    few, many = np.repeat([0, 1, 2, 3], 5), np.arange(20)
    yield "one class on both sides", np.zeros(20, int), np.zeros(20, int)
    yield "one class found among four", np.zeros(20, int), few
    yield "four found where there is one", few, np.zeros(20, int)
    yield "each alone on both sides", many, many
    yield "each alone among four", many, few
    yield "each alone where there is one", many, np.zeros(20, int)
    yield "the same under other numbers", few[::-1] * 3, few
    yield "halves of each class", np.arange(20) % 8, np.arange(20) % 4
    yield "two items together", np.array([0, 0]), np.array([0, 0])
    yield "two items apart and together", np.array([0, 1]), np.array([0, 0])
    truth = random.integers(0, 6, 300)
    yield "nothing in common", random.integers(0, 6, 300), truth
    yield "little in common", noisy(truth, 0.8, 6), truth
    yield "much in common", noisy(truth, 0.2, 6), truth
    yield "many more found than true", truth * 10 + random.integers(0, 10, 300), truth
    yield "fewer found than true", noisy(truth, 0.1, 6) // 3, truth
    yield "more classes than items can fill evenly", random.integers(0, 150, 300), truth
    skewed = np.minimum(random.geometric(0.3, 300), 25)
    yield "one large class and many small ones", noisy(skewed, 0.3, 25), skewed
    yield "a large class of what was left apart", np.where(random.random(300) < 0.4, 29, noisy(skewed, 0.1, 25)), skewed


print("# found, truth: class numbers of the items.  Made by agreement.py.")
print("name\tfound\ttruth\tami\tari\tnmi\taccuracy\tpurity")
for name, found, truth in cases():
    table = contingency_matrix(truth, found)
    rows, columns = linear_sum_assignment(-table)
    values = (adjusted_mutual_info_score(truth, found), adjusted_rand_score(truth, found), normalized_mutual_info_score(truth, found),
              table[rows, columns].sum() / len(truth), table.max(axis=0).sum() / len(truth))
    print(name, " ".join(map(str, found)), " ".join(map(str, truth)), *(f"{value:.15g}" for value in values), sep="\t")
