#!/usr/bin/env bash
# The analysis measured: what it finds against known labels, in small rooms, how steady that is, and what it costs, beside scikit-learn;
# and how often its sets of places, by mentions and by score, hold the truth, and
# how often what a vote by pairs separates is wrong.
# Arguments: the build folder, then parts (quality rooms steady scale coverage pairs priority opinions); none: all.  DRAWS: samples of a size in rooms (100).
# LARGEST: texts of the largest table in scale (100000; 1000000 takes longer than all the rest, and several GB for scikit-learn).
# SPDX-License-Identifier: GPL-3.0-or-later
set -eu
cd "$(dirname "$0")/../../.."
out=$(realpath "$1"); shift
export PYTHONDONTWRITEBYTECODE=1 VOCALIA="$out/vocalia" VOCALIA_BENCH="$out/bench/analysis" VOCALIA_SHARED=${VOCALIA_SHARED:-$PWD/../shared}
# Debian's own python has scikit-learn; its matrices are multiplied by OpenBLAS, not by the slow reference.
blas=$(ldconfig -p | awk '/libopenblas\.so\.0 /{print $NF; exit}')
[ $# -gt 0 ] || set -- quality rooms steady scale coverage pairs priority opinions
for part; do
	echo; echo "== $part"
	[ "$part" != pairs ] || part=pairs_rooms
	[ "$part" != coverage ] || "$VOCALIA_BENCH/priority_coverage"
	if [ -x "$VOCALIA_BENCH/$part" ]; then "$VOCALIA_BENCH/$part"; continue; fi
	LD_PRELOAD=$blas /usr/bin/python3 "tests/bench/analysis/$part.py"
done
