#!/usr/bin/env bash
# The house's rules that a compiler does not see, as TAP: one room knows each library, nobody climbs out of their folder, banned
# calls, sizes, words and styles that are there and used, and that every form of the library is valid.
# SPDX-License-Identifier: GPL-3.0-or-later
set -u
: "${VOCALIA:=$PWD/build/release/vocalia}"
cd "$(dirname "$0")/.."
n=0
check() { # SENTENCE; lines on standard input are what breaks it
	local found; found=$(cat); n=$((n + 1))
	if [ -z "$found" ]; then echo "ok $n - $1"; else echo "not ok $n - $1"; sed 's/^/# /' <<<"$found"; fi
}
files() { find forms analysis collector -name '*.[ch]'; }
check "only server.c and wire.c know libmicrohttpd" < <(files | xargs grep -lE '#include [<"]microhttpd\.h' | grep -vE '/(server|wire)\.c$')
check "only the store's files know SQLite" < <(files | xargs grep -lE '#include [<"]sqlite3\.h' | grep -vE '^collector/store/store[a-z_]*\.[ch]$')
check "only qr.c knows libqrencode" < <(files | xargs grep -lE '#include [<"]qrencode\.h' | grep -v '/qr\.c$')
check "no include climbs out of its folder" < <(files | xargs grep -nE '#include "\.\./')
check "no banned call" < <(files | xargs grep -nE '\b(sprintf|vsprintf|strcpy|strcat|strtok|gets|atoi|atol|atof|localtime|gmtime|alloca)[[:space:]]*\(')
check "no SQL is put together by printf" < <(files | xargs grep -nE 'sqlite3_exec\([^)]*%')
check "no style attribute and no inline handler in a page" < <(grep -nE 'style="|\son[a-z]+="' collector/pages/*.html)
check "no page names another host" < <(grep -nE '(https?:)?//[a-z]' collector/pages/*.html collector/assets/*.css collector/assets/*.js | grep -vE 'http://(127\.0\.0\.1|10\.42|www\.w3\.org)')
check "every form of the library is valid" < <(for f in forms/library/*.md; do "$VOCALIA" form check "$f" >/dev/null 2>&1 || echo "$f"; done)
check "the translations are well formed" < <(for f in collector/lang/*.po; do msgfmt --check -o /dev/null "$f" 2>&1; done)
check "every sentence of a page or of the program has its translation" < <(node tests/house_words.mjs missing 2>&1)
check "every translation is of a sentence that is said" < <(node tests/house_words.mjs unused 2>&1)
check "every class of a style sheet stands in a page" < <(node tests/house_words.mjs styles 2>&1)
check "no source is much longer than 700 lines" < <(find forms analysis collector tests -name node_modules -prune -o -name '*.[ch]' -print -o -name '*.mjs' -print -o -name '*.js' -print | xargs wc -l | awk '$1 > 740 && $2 != "total"')
check "every source says what it is for and its licence" < <(find forms analysis collector tests -name node_modules -prune -o -name '*.[ch]' -print -o -name '*.mjs' -print -o -name '*.sh' -print | while read -r f; do head -n 40 "$f" | grep -q SPDX-License-Identifier || echo "$f"; done)
check "README lists the addresses of the route table" < <(diff <("$VOCALIA" serve --addresses) <(sed -n '/^<!-- addresses -->$/,/^<!-- end -->$/p' README.md | grep -E '^(GET|POST) '))
echo "1..$n"
