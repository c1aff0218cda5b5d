#!/usr/bin/env python3
# places.py - the tables of tests/accept/places, and what scipy and numpy make of them.
# python3 tests/certified/places.py   (writes in.csv, map.geojson and wanted.json; needs numpy and scipy)
# SPDX-License-Identifier: GPL-3.0-or-later
import csv, json, os, random
import numpy as np
from scipy import stats

base = os.path.join(os.path.dirname(__file__), '..', 'accept', 'places')
def folder(name):
    path = os.path.join(base, name); os.makedirs(path, exist_ok=True); return path
def write(path, header, rows):
    with open(os.path.join(path, 'in.csv'), 'w', newline='') as f: csv.writer(f).writerows([header] + rows)
def holm(p):
    order = np.argsort(p, kind='stable'); out = np.empty(len(p)); top = 0
    for i, k in enumerate(order):
        top = max(top, min(1, (len(p) - i) * p[k])); out[k] = top
    return out
def fisher(a, n, b, m): return stats.fisher_exact([[a, n - a], [b, m - b]])[1]

# Rows of sessions: (place, session, senders, who name each issue).
def rows_of(sessions, period=None):
    rows, sender = [], 0
    for place, session, n, named in sessions:
        for k in range(n):
            own = [issue for issue, count in named.items() if k < count]
            for issue in own or ['']: rows.append([f's{sender}', place, session, issue] + ([period] if period else []))
            sender += 1
    return rows
def rooms(sessions, issue, place):
    ns = {p: sum(s[2] for s in sessions if s[0] == p) for p in {s[0] for s in sessions}}
    ys = {p: sum(s[3].get(issue, 0) for s in sessions if s[0] == p) for p in ns}
    free = len(sessions) - len(ns)
    if free < 1: return None
    squares = sum(s[2] * (s[3].get(issue, 0) / s[2] - ys[s[0]] / ns[s[0]]) ** 2 for s in sessions)
    n, y = sum(ns.values()), sum(ys.values()); share = y / n
    v = max(squares / free, share * (1 - share)) * (1 / ns[place] + 1 / (n - ns[place]))
    t = (ys[place] / ns[place] - (y - ys[place]) / (n - ns[place])) / v ** .5
    return 2 * stats.t.sf(abs(t), free)
def wanted(sessions, issues):
    places = sorted({s[0] for s in sessions}); out = []; exact, room = [], []
    for issue in issues:
        n = sum(s[2] for s in sessions); y = sum(s[3].get(issue, 0) for s in sessions)
        for p in places:
            a = sum(s[3].get(issue, 0) for s in sessions if s[0] == p); m = sum(s[2] for s in sessions if s[0] == p)
            exact.append(fisher(a, m, y - a, n - m)); room.append(rooms(sessions, issue, p))
            ci = stats.binomtest(a, m).proportion_ci(method='exact')
            out.append(dict(issue=issue, place=p, n=m, named=a, value=a / m, low=ci.low, high=ci.high))
    exact = holm(exact); room = holm(room) if room[0] is not None else [None] * len(out)
    for o, e, r in zip(out, exact, room): o['p'] = e; o['p_rooms'] = r
    return out

sessions = [('Arriba', 'a1', 24, dict(agua=19, luz=6)), ('Arriba', 'a2', 18, dict(agua=13, luz=4)), ('Arriba', 'a3', 21, dict(agua=17, luz=7)),
            ('Abajo', 'b1', 22, dict(agua=4, luz=5)), ('Abajo', 'b2', 25, dict(agua=6, luz=9)), ('Enmedio', 'c1', 20, dict(agua=3, luz=6)), ('Enmedio', 'c2', 4, dict(agua=1, luz=1))]
path = folder('an_issue_concentrates_where_room_after_room_says_so'); write(path, ['sender', 'place', 'session', 'issue'], rows_of(sessions))
json.dump(dict(places=wanted(sessions, ['agua', 'luz']), verdicts=[['agua', 'Arriba', 'more'], ['agua', 'Abajo', 'unsure'], ['luz', 'Arriba', 'unsure']]), open(path + '/wanted.json', 'w'), indent=1)

single = [('Norte', 'x', 30, dict(agua=26)), ('Sur', 'y', 30, dict(agua=5)), ('Este', 'z', 3, dict(agua=1))]
path = folder('one_session_a_place_may_be_the_room'); write(path, ['sender', 'place', 'session', 'issue'], rows_of(single))
json.dump(dict(places=wanted(single, ['agua']), verdicts=[['agua', 'Norte', 'more_room'], ['agua', 'Sur', 'less_room'], ['agua', 'Este', 'unsure']]), open(path + '/wanted.json', 'w'), indent=1)

# A board of five by five; the last row was not visited.
chance = random.Random(5); board, features = [], []
for i in range(25):
    x, y = i % 5, i // 5
    features.append(dict(type='Feature', properties=dict(CVEGEO=f'050{i + 1:02d}', NOMGEO=f'Casilla {i + 1}'), geometry=dict(type='Polygon', coordinates=[[[x, y], [x + 1, y], [x + 1, y + 1], [x, y + 1], [x, y]]])))
    if y < 4:
        n = chance.randint(6, 30)
        board.append((f'Casilla {i + 1}', f's{i}', n, dict(agua=sum(chance.random() < 0.15 + 0.15 * x for _ in range(n)), luz=sum(chance.random() < 0.3 for _ in range(n)))))
path = folder('neighbours_are_alike_on_a_slope'); write(path, ['sender', 'place', 'session', 'issue'], rows_of(board))
json.dump(dict(type='FeatureCollection', features=features), open(path + '/map.geojson', 'w'))
at = [int(b[0].split()[1]) - 1 for b in board]
W = np.array([[float(a != b and abs(a % 5 - b % 5) <= 1 and abs(a // 5 - b // 5) <= 1) for b in at] for a in at]); W /= W.sum(1, keepdims=True)
moran = []
for issue in ['agua', 'luz']:
    n = np.array([b[2] for b in board], float); y = np.array([b[3][issue] for b in board], float); r = y / n; share = y.sum() / n.sum()
    between = max(0, (n * (r - share) ** 2).sum() / n.sum() - share * (1 - share) / n.mean())
    z = (r - share) / np.sqrt(between + share * (1 - share) / n); z -= z.mean()
    moran.append(dict(issue=issue, n=len(at), i=z @ W @ z / (z @ z), expected=-1 / (len(at) - 1)))
json.dump(dict(moran=moran, says='se parecen más de lo esperable por azar'), open(path + '/wanted.json', 'w'), indent=1)

# Two visits to the same three places, and one to a fourth; mantelhaen.test(exact = TRUE) by counting.
before = [('A', 'a', 30, dict(agua=9, luz=10)), ('B', 'b', 25, dict(agua=5, luz=9)), ('C', 'c', 28, dict(agua=8, luz=11)), ('A', 'a2', 20, dict(agua=6, luz=7)), ('D', 'd', 40, dict(agua=40))]
after = [('A', 'e', 26, dict(agua=18, luz=9)), ('B', 'f', 30, dict(agua=19, luz=12)), ('C', 'g', 22, dict(agua=15, luz=8)), ('B', 'f2', 18, dict(agua=12, luz=6))]
path = folder('places_visited_twice_are_compared_with_themselves')
rows = rows_of(before, '2025') + [[r[0] + 'n'] + r[1:] for r in rows_of(after, '2026')]
write(path, ['sender', 'place', 'session', 'issue', 'period'], rows)
change = []
for issue in ['agua', 'luz']:
    dist, seen, top, bottom = np.array([1.0]), 0, 0, 0
    for p in 'ABC':
        n0, n1 = (sum(s[2] for s in t if s[0] == p) for t in (before, after)); y0, y1 = (sum(s[3].get(issue, 0) for s in t if s[0] == p) for t in (before, after))
        low = max(0, y0 + y1 - n0); ks = np.arange(low, min(n1, y0 + y1) + 1)
        dist = np.convolve(dist, stats.hypergeom.pmf(ks, n0 + n1, y0 + y1, n1)); seen += y1 - low
        w = n0 * n1 / (n0 + n1); top += w * (y1 / n1 - y0 / n0); bottom += w
    change.append(dict(issue=issue, difference=top / bottom, p=float(dist[dist <= dist[seen] * (1 + 1e-7)].sum())))
for c, p in zip(change, holm([c['p'] for c in change])): c['p'] = p
change[0]['verdict'], change[1]['verdict'] = 'more', 'unsure'
json.dump(dict(change=change, n_compared=3, n_left_out=40), open(path + '/wanted.json', 'w'), indent=1)
