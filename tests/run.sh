#!/usr/bin/env bash
# Runs every test program and counts.  Each prints TAP; one that ends badly without saying so counts as a failure, and so does a
# run in which nothing ran.  Arguments: the build folders whose unit tests run; the first one's program is used by the rest.
# SPDX-License-Identifier: GPL-3.0-or-later
set -u
cd "$(dirname "$0")/.."
export CMOCKA_MESSAGE_OUTPUT=TAP VOCALIA_TESTS=tests VOCALIA="$PWD/$1/vocalia"
export VOCALIA_SHARED=${VOCALIA_SHARED:-$PWD/../shared}
export ASAN_OPTIONS=detect_leaks=1:abort_on_error=0 UBSAN_OPTIONS=print_stacktrace=1
[ -x /usr/lib/llvm-14/bin/llvm-symbolizer ] && export ASAN_SYMBOLIZER_PATH=/usr/lib/llvm-14/bin/llvm-symbolizer
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
passed=0 failed=0 skipped=0

run() { # NAME COMMAND…
	local name=$1 start=$SECONDS; shift
	timeout 900 "$@" >"$scratch/out" 2>"$scratch/err" </dev/null
	local rc=$? ok bad skip
	skip=$(grep -ciE '^(not )?ok .*# *skip' "$scratch/out") # cmocka says "not ok # SKIP"
	ok=$(grep -vi '# *skip' "$scratch/out" | grep -cE '^ok ')
	bad=$(grep -vi '# *skip' "$scratch/out" | grep -cE '^not ok ')
	if [ $rc -ne 0 ] && [ "$bad" -eq 0 ]; then bad=1; echo "not ok - $name ended with status $rc"; fi
	if [ $((ok + bad + skip)) -eq 0 ]; then bad=1; echo "not ok - $name ran nothing"; fi
	if [ "$bad" -gt 0 ]; then
		grep -E '^not ok ' "$scratch/out" | grep -vi '# *skip'
		grep -E '^#' "$scratch/out" | tail -n 60
		tail -n 40 "$scratch/err"
	fi
	grep -iE -A1 '^(not )?ok .*# *skip' "$scratch/out" | grep -iE 'skip' | sed 's/^/  /'
	passed=$((passed + ok)) failed=$((failed + bad)) skipped=$((skipped + skip))
	printf '%-46s %4d passed %3d failed  %3ds\n' "$name" "$ok" "$bad" $((SECONDS - start))
}

for out in "$@"; do
	for t in "$out"/tests/*/test_*; do
		[ -x "$t" ] && run "${t#build/}" "$t"
	done
	for t in "$out"/tests/fuzz/*; do # the fuzzers' entry points, replaying what once crashed and the corpus
		[ -x "$t" ] && run "${t#build/}" "$t" tests/fuzz
	done
done
for t in tests/journeys/*.mjs tests/faults/*.mjs tests/browser/*.mjs tests/page/*.mjs tests/clients/*.mjs tests/certified/*.mjs; do
	case $t in */lib*.mjs | */ledger.mjs | */writer.mjs | */probe.mjs | */slow.mjs) continue ;; esac
	[ -f "$t" ] && run "$t" node "$t"
done
run "the rules of the house" bash tests/house.sh
echo
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
