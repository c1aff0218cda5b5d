#!/usr/bin/python3
"""quality - the issues that are found against known labels, beside what scikit-learn finds when it is told how many there are.

SPDX-License-Identifier: GPL-3.0-or-later

Mean of three seeds with minimum and maximum; the bars are in bars.tsv.  Beside: TF-IDF, TruncatedSVD to 100 and KMeans told the
true number, once as it comes and once with stop words left out, stems and rows of equal length; and, as the most that words can tell,
labels that a linear support vector machine learns from four fifths of the rows and guesses for the fifth, in turn.
Arguments: names of sets; none: all.
"""
import sys
import tempfile

import study
from prepared import stems_of

BESIDE = ("costarica", "costarica_title", "madrid", "madrid_apart", "sib200", "tweet")
CEILING = ("madrid", "madrid_apart")


def within(value, bar):
    if ".." in bar:
        low, high = map(float, bar.split(".."))
        return low <= value <= high
    return value >= float(bar)


def value_of(seeds, bar):
    if bar["measure"] == "clusters":
        return [m["k"] / m["n_true"] for m in seeds]
    return [m[bar["measure"]] for m in seeds]


def verdict(value, bar):
    return "-" if not bar else "yes" if within(value, bar) else "NO"


def print_bars(name, the_set):
    seeds = [study.measured(the_set.path, [*the_set.options, "--min-label", str(study.MIN_LABEL)], s) for s in study.SEEDS]
    found = sorted(m["k"] for m in seeds)
    for bar in the_set.bars:
        values = value_of(seeds, bar)
        mean = study.mean(values)
        print(f"{name:<16}{bar['measure']:<10}{study.spread(values):<22}{bar['usual'] or '-':>6}"
              f"{bar['must'] or '-':>10} {verdict(mean, bar['must']):<4}{bar['target'] or '-':>7} {verdict(mean, bar['target']):<4}"
              f"{found[0]:>4}-{found[-1]:<4}{seeds[0]['n_true']:>4}{seeds[0]['n_reports']:>7}"
              f"{study.mean([m['ungrouped'] for m in seeds]):>8.0f}", flush=True)
    return study.mean([m["ami"] for m in seeds])


def told_the_number(texts, truth, is_prepared, language):
    from sklearn.cluster import KMeans
    from sklearn.decomposition import TruncatedSVD
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.metrics import adjusted_mutual_info_score
    from sklearn.preprocessing import normalize

    if is_prepared:
        weights = TfidfVectorizer(min_df=2, sublinear_tf=True, analyzer=str.split).fit_transform(stems_of(texts, language))
    else:
        weights = TfidfVectorizer(min_df=2).fit_transform(texts)
    amis = []
    for seed in study.SEEDS:
        rows = TruncatedSVD(100, random_state=seed).fit_transform(weights)
        rows = normalize(rows) if is_prepared else rows
        found = KMeans(len(set(truth)), random_state=seed, n_init=3 if is_prepared else 1).fit_predict(rows)
        amis.append(adjusted_mutual_info_score(truth, found))
    return amis


def ceiling(texts, truth):
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.metrics import adjusted_mutual_info_score
    from sklearn.model_selection import StratifiedKFold, cross_val_predict
    from sklearn.pipeline import make_pipeline
    from sklearn.svm import LinearSVC

    learner = make_pipeline(TfidfVectorizer(sublinear_tf=True, min_df=2), LinearSVC(random_state=1))
    folds = StratifiedKFold(5, shuffle=True, random_state=1)
    return adjusted_mutual_info_score(truth, cross_val_predict(learner, texts, truth, cv=folds))


def print_beside(name, the_set, ours):
    rows = the_set.rows()
    texts, truth = [row["_text"] for row in rows], [row["label"] for row in rows]
    plain = told_the_number(texts, truth, False, None)
    ready = told_the_number(texts, truth, True, the_set.option("--language"))
    best = max(study.mean(plain), study.mean(ready))
    line = (f"{name:<16}{len(rows):>6}{ours:>8.3f}   {study.spread(plain):<24}{study.spread(ready):<24}"
            f"{'yes' if ours > best else 'NO':<8}")
    print(line + (f"{ceiling(texts, truth):.3f}" if name in CEILING else "-"), flush=True)


def main():
    study.skip_without_texts()
    with tempfile.TemporaryDirectory() as work:
        sets = study.read_sets(work)
        chosen = sys.argv[1:] or list(sets)
        print("Issues found against known labels: mean of seeds 1, 2, 3 (minimum-maximum)")
        print(f"{'set':<16}{'measure':<10}{'found':<22}{'usual':>6}{'must':>10}     {'target':>7}     {'issues':>7}  "
              f"{'true':>4}{'rows':>7}{'apart':>8}")
        ours = {name: print_bars(name, sets[name]) for name in chosen}
        print("\nBeside scikit-learn told the true number (TF-IDF, TruncatedSVD 100, KMeans), AMI")
        print(f"{'set':<16}{'rows':>6}{'ours':>8}   {'as it comes':<24}{'with stems':<24}{'better':<8}"
              "linear SVM that has seen labels")
        for name in chosen:
            if name in BESIDE:
                print_beside(name, sets[name], ours[name])


main()
