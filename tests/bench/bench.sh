#!/usr/bin/env bash
# Speed and memory as ratios within one run: durable reports a second beside the same server without storage and beside SQLite alone;
# the form's page beside nginx serving the same bytes; forms beside plain parsing.  ROUNDS rounds, interleaved; medians, with minimum and maximum.
# Argument: the build folder.  Everything listens on 127.0.0.1 and is ended at the end.
# SPDX-License-Identifier: GPL-3.0-or-later
set -eu
cd "$(dirname "$0")/../.."
out=$1 rounds=${ROUNDS:-5} seconds=${SECONDS_EACH:-4} connections=${CONNECTIONS:-64}
work=$(mktemp -d "$out/bench.XXXXXX") # on the disk under test, not in memory
pids=()
trap 'for p in "${pids[@]}"; do kill "$p" 2>/dev/null || true; done; wait 2>/dev/null; rm -rf "$work"' EXIT

serve() { # NAME PORT OPTIONS…
	local name=$1 port=$2; shift 2
	"$out/vocalia" serve --data "$work/$name.db" --port "$port" --address 127.0.0.1 --trial --quiet --no-supervisor "$@" 2>"$work/$name.log" &
	pids+=($!); eval "pid_$name=$!"
	for _ in $(seq 100); do curl -sf "http://127.0.0.1:$port/salud" >/dev/null && return; sleep 0.1; done
	cat "$work/$name.log"; exit 1
}
serve durable 28101
serve discard 28102 --measure-without-storage
curl -s -H 'Accept-Encoding: gzip' -o "$work/page.html" http://127.0.0.1:28101/j/PRB24
cat >"$work/nginx.conf" <<N
worker_processes 2; daemon off; error_log $PWD/$work/nginx.log; pid $PWD/$work/nginx.pid;
events { worker_connections 1024; }
http { access_log off; sendfile on; open_file_cache max=10; keepalive_requests 100000000; server { listen 127.0.0.1:28103; root $PWD/$work;
 location / { default_type text/html; add_header Content-Encoding gzip; } } }
N
chmod 755 "$work"; nginx -c "$PWD/$work/nginx.conf" -p "$work" 2>/dev/null & pids+=($!)
sleep 0.5

post() { wrk -t2 -c"$connections" -d"${seconds}s" -s tests/bench/post.lua "http://127.0.0.1:$1/j/PRB24" | grep '^stored'; }
get() { wrk -t2 -c"$connections" -d"${seconds}s" -H 'Accept-Encoding: gzip' "$1" | awk '/Requests\/sec/{print $2}'; }
for _ in $(seq "$rounds"); do
	post 28101 >>"$work/durable"
	"$out/bench/rawcommit" "$work" "$seconds" 64 >>"$work/raw"
	post 28102 >>"$work/discard"
	get http://127.0.0.1:28101/j/PRB24 >>"$work/page"
	get http://127.0.0.1:28103/page.html >>"$work/nginx"
done
if grep -v 'other 0 ' "$work/durable"; then echo "some reports were not stored"; fi

column() { sed -n "s/.*$2 \([0-9.]*\).*/\1/p" "$work/$1"; }
median() { sort -n | awk '{a[NR]=$1} END{if (NR==0) exit 1; print (NR%2 ? a[(NR+1)/2] : (a[NR/2]+a[NR/2+1])/2), a[1], a[NR]}'; }
row() { read -r m lo hi; printf '%-52s %10.5g   (%.5g to %.5g)\n' "$1" "$m" "$lo" "$hi"; eval "$2=$m"; }
echo "$rounds rounds of $seconds s, $connections connections, $(nproc) processors shared with the load; median (minimum to maximum)"
row "durable POST/s" durable < <(column durable per_second | median)
row "  p50 ms" x < <(column durable p50_ms | median)
row "  p99 ms" x < <(column durable p99_ms | median)
row "the same POST without storage, /s" discard < <(column discard per_second | median)
row "SQLite alone, rows/s in commits of 64" raw < <(column raw rows_per_second | median)
row "form page GET/s ($(stat -c %s "$work/page.html") bytes, fresh UUID)" page < <(median <"$work/page")
row "nginx, the same bytes, GET/s" nginx < <(median <"$work/nginx")
awk -v d="$durable" -v n="$discard" -v r="$raw" -v p="$page" -v x="$nginx" 'BEGIN{
	printf "durable / without storage  %.2f\ndurable / SQLite alone     %.2f\npage / nginx               %.2f\n", d/n, d/r, p/x }'
printf 'memory of the server, peak kB  %s\n' "$(awk '/VmHWM/{print $2}' /proc/$pid_durable/status)"
"$out/bench/forms" "${VOCALIA_SHARED:-../shared}/data/forms/who_verbal_autopsy.xlsx" forms/library/diagnostico.md
