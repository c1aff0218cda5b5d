#!/usr/bin/python3
"""usual - what most people run: scikit-learn's TF-IDF, TruncatedSVD to 100 and KMeans, on column text of a table.

SPDX-License-Identifier: GPL-3.0-or-later

usual.py TABLE K: as a process of its own, so that scale.py can measure it whole.  Prints AMI with column topic.
"""
import sys

from sklearn.cluster import KMeans
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.metrics import adjusted_mutual_info_score

with open(sys.argv[1], encoding="utf-8") as table:
    next(table)
    topics, texts = zip(*(line.rstrip("\n").split("\t") for line in table))
rows = TruncatedSVD(100, random_state=1).fit_transform(TfidfVectorizer(min_df=2).fit_transform(texts))
found = KMeans(int(sys.argv[2]), random_state=1, n_init=1).fit_predict(rows)
print(f"ami {adjusted_mutual_info_score(topics, found):.4f}")
