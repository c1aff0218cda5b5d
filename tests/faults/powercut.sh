#!/usr/bin/env bash
# A power cut while the server writes: the file system is shut down without writing out what it holds in memory, mounted
# again, and the reports are compared with what was acknowledged.  TAP on standard output.
# tests/faults/powercut.sh [ROUNDS]     FS=ext4|xfs SEED=1, CONTROL=1 (a disk that lies) in the environment; VOCALIA=program.  Needs root and loop devices.
# SPDX-License-Identifier: GPL-3.0-or-later
set -u
cd "$(dirname "$0")/../.."
rounds=${1:-20} fs=${FS:-ext4} seed=${SEED:-20260322} program=$(realpath "${VOCALIA:-build/release/vocalia}")
name="$rounds power cuts on $fs"
skip() { echo "ok 1 - $name # SKIP $1"; echo 1..1; exit 0; }
[ "$(id -u)" = 0 ] || skip "only root can mount"
command -v "mkfs.$fs" >/dev/null || skip "no mkfs.$fs"
work=$(mktemp -d)
disk=$work/disk image=$work/image data=$work/disk/a.db ledger=$work/ledger server= writer=
stop() {
	for p in $writer $server; do kill -9 "$p" 2>/dev/null; done
	umount "$disk" 2>/dev/null
	rm -rf "$work"
}
trap stop EXIT
mkdir "$disk"
# The request that xfs_io -x -c shutdown makes, so that it need not be installed: no flush of the log.
cc -x c -o "$work/cut" - <<'C' || skip "no compiler"
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/ioctl.h>
int main(int argc, char **argv)
{
	uint32_t how = 2;
	int fd = argc > 1 ? open(argv[1], O_RDONLY) : -1;
	if (fd < 0 || ioctl(fd, _IOR('X', 125, uint32_t), &how) != 0) {
		perror("shutdown");
		return 1;
	}
	return 0;
}
C
preload=
if [ -n "${CONTROL-}" ]; then # a disk that lies: this test must then fail, or it proves nothing
	echo 'int fdatasync(int fd) { (void)fd; return 0; } int fsync(int fd) { (void)fd; return 0; }' |
		cc -x c -shared -fPIC -o "$work/lie.so" - && preload=$work/lie.so
	name="$name that syncs do not reach"
fi
truncate -s 700M "$image"
[ "$fs" = xfs ] && force=-f || force=-F
"mkfs.$fs" -q $force "$image" || skip "no file system"
mount -o loop "$image" "$disk" 2>/dev/null || skip "loop devices cannot be mounted here"

serve() { # waits until it answers
	port=$((20000 + RANDOM % 20000))
	LD_PRELOAD=$preload "$program" serve --data "$data" --port $port --address 127.0.0.1 --trial --quiet --no-supervisor 2>>"$work/said" &
	server=$!
	for _ in $(seq 200); do
		curl -sf -m 1 -o /dev/null "http://127.0.0.1:$port/salud" && return 0
		kill -0 $server 2>/dev/null || return 1
		sleep 0.05
	done
	return 1
}

echo "# seed $seed"
RANDOM=$seed bad=0 acknowledged=0 lost=0 doubled=0 unseen=0 done=0
for round in $(seq "$rounds"); do
	# every fourth round begins with a new file: its directory entry must be durable too
	if [ $((round % 4)) = 1 ]; then rm -f "$data"*; : >"$ledger"; fi
	pause=$(printf '%d.%03d' $((RANDOM % 2)) $((100 + RANDOM % 900)))
	serve || { echo "# round $round: no start: $(tail -n 3 "$work/said")"; bad=1; break; }
	node tests/faults/writer.mjs write $port "$ledger" $((seed + round)) & writer=$!
	sleep "$pause"
	# Stopped first: a sync that is under way while the file system is shut down may come back as done although it was not,
	# which no power cut can bring about; whoever is stopped acknowledges nothing more.
	kill -STOP $server
	"$work/cut" "$disk" || skip "this kernel cannot shut a file system down"
	kill -9 $server 2>/dev/null; wait $server 2>/dev/null
	wait $writer 2>/dev/null
	umount "$disk" && mount -o loop "$image" "$disk" || { echo "# round $round: no mount"; bad=1; break; }
	serve || { echo "# round $round: no start after the cut: $(tail -n 3 "$work/said")"; bad=1 lost=$((lost + $(grep -c ^ACK "$ledger"))); break; }
	out=$(node tests/faults/writer.mjs judge "$data" "$ledger" $port 2>"$work/problems") || { bad=1; sed "s/^/# round $round: /" "$work/problems"; }
	read -r a _ l d u _ <<<"$out"
	kill $server; wait $server
	"$program" check --data "$data" >"$work/check" 2>&1 || { bad=1; sed "s/^/# round $round: check: /" "$work/check"; }
	[ $((round % 4)) = 0 ] || [ "$round" = "$rounds" ] && acknowledged=$((acknowledged + a))
	lost=$((lost + l)) doubled=$((doubled + d)) unseen=$((unseen + u)) done=$round
	# what was claimed by replaying is acknowledged from now on
	node -e 'const fs = require("fs"), { execFileSync } = require("child_process"); const [data, ledger] = process.argv.slice(1)
		const acks = new Set(fs.readFileSync(ledger, "utf8").split("\n").filter(l => l.startsWith("ACK")).map(l => l.split(" ")[1].replaceAll("-", "")))
		for (const row of execFileSync("sqlite3", ["-readonly", "-separator", " ", data, "SELECT lower(hex(uuid)), lower(hex(digest)) FROM submission"], { encoding: "utf8", maxBuffer: 1 << 30 }).split("\n").filter(Boolean)) {
			const [u, d] = row.split(" ")
			if (!acks.has(u)) fs.appendFileSync(ledger, `ACK ${u.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-")} ${d} -\n`)
		}' "$data" "$ledger"
done
server= writer=
echo "# rounds $done, acknowledged $acknowledged, lost $lost, doubled $doubled, stored unacknowledged $unseen"
if [ -n "$preload" ]; then
	[ "$lost" -gt 0 ] && echo "ok 1 - $name lose reports, and this test sees it" || echo "not ok 1 - $name lose reports, and this test sees it"
	echo 1..1
	[ "$lost" -gt 0 ]
	exit
fi
if [ $bad = 0 ] && [ "$lost" = 0 ] && [ "$doubled" = 0 ] && [ "$acknowledged" -gt 100 ]; then echo "ok 1 - $name lose nothing that was acknowledged"; else echo "not ok 1 - $name lose nothing that was acknowledged"; bad=1; fi
echo 1..1
exit $bad
