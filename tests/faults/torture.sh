#!/usr/bin/env bash
# The long runs: kills under load, full and failing disks, damaged files, power cuts.  $VOCALIA is the program.
# SPDX-License-Identifier: GPL-3.0-or-later
set -u
cd "$(dirname "$0")/../.."
export VOCALIA; VOCALIA=$(realpath "$VOCALIA")
failed=0
part() { echo "== $*"; "$@" || failed=1; }
part env ROUNDS="${ROUNDS:-200}" SECONDS="${LIMIT:-1500}" node tests/faults/kill.mjs
part env VARIANTS="${VARIANTS:-1000}" node tests/faults/disk.mjs
part bash tests/faults/powercut.sh "${CUTS:-20}"
part env CONTROL=1 bash tests/faults/powercut.sh 2
exit $failed
