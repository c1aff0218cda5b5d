# Vocalía. Every command of the project; one make, no recursion into folders.
#
#   make run            install what is missing, build, start a trial on this computer
#   make test           install what the tests need, build, run everything
#   make demo           an invented exercise with hundreds of reports, ready to review
#   make bench bench-analysis torture fuzz lint install
#
# MODE=release (default) | debug | asan | cover.  OUT=build/release is where everything generated goes.

MODE ?= release
OUT  ?= build/$(MODE)
SHELL := /bin/bash
.SHELLFLAGS := -o pipefail -c

prefix ?= /usr/local
DESTDIR ?=

# --- what must be installed: Debian package names, one purpose a line -------------------------------------
DEPS := build-essential pkg-config gettext \
	libmicrohttpd-dev libsqlite3-dev libqrencode-dev libgsl-dev \
	libglib2.0-dev libpcre2-dev libjansson-dev libexpat1-dev libstemmer-dev libsodium-dev \
	libzip-dev librsvg2-dev libcairo2-dev libpango1.0-dev libbrotli-dev zlib1g-dev fonts-dejavu-core
DEPS.test := libcmocka-dev libigraph-dev clang libclang-rt-14-dev curl sqlite3 zbar-tools poppler-utils chromium procps \
	librsvg2-bin iproute2 strace nodejs npm
DEPS.bench := libigraph-dev wrk nginx-light slowhttptest python3-sklearn libopenblas0-pthread
DEPS.lint := clang-format clang-tidy cppcheck

# --- how it is compiled --------------------------------------------------------------------------------------
PKGS := libmicrohttpd sqlite3 libqrencode glib-2.0 gio-2.0 libpcre2-8 jansson expat libzip libsodium \
	librsvg-2.0 cairo pangocairo libbrotlienc zlib
WARN := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wformat=2 -Wvla -Wstrict-prototypes -Wmissing-prototypes \
	-Wundef -Wwrite-strings -Werror
HARD := -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=3 -fstack-protector-strong -fstack-clash-protection -fcf-protection=full \
	-ftrivial-auto-var-init=zero -fzero-call-used-regs=used-gpr -fno-delete-null-pointer-checks -Wnull-dereference
CFLAGS.release := -O2 -g $(HARD)
CFLAGS.debug   := -O0 -g3
CFLAGS.asan    := -O1 -g3 -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
CFLAGS.cover   := -O0 -g3 --coverage
LDFLAGS.release := -pie -Wl,-z,relro,-z,now,-z,noexecstack,-z,separate-code
LDFLAGS.asan    := -fsanitize=address,undefined
LDFLAGS.cover   := --coverage

# The same numbers on every processor: no fused multiply-adds, and GSL's own BLAS, named by the program itself so that
# no other one comes before it (igraph brings OpenBLAS into tests, which has kernels of its own for each processor).
EXTRA.analysis := -ffp-contract=off $(if $(filter release,$(MODE)),-O3)

VERSION := 0.1.0
ifneq ($(shell command -v pkg-config),)
PKG_CFLAGS := $(patsubst -I%,-isystem %,$(shell pkg-config --cflags $(PKGS) 2>/dev/null))
PKG_LIBS   := $(shell pkg-config --libs $(PKGS) 2>/dev/null) -lgsl \
	-Wl,--push-state,--no-as-needed -lgslcblas -Wl,--pop-state -lstemmer -lm
DECODER_LIBS := $(shell pkg-config --libs glib-2.0 libzip expat 2>/dev/null) -lm
endif
CFLAGS  := -std=c17 -D_GNU_SOURCE -DVOCALIA_VERSION='"$(VERSION)"' -fno-strict-aliasing -fPIE -pthread \
	$(WARN) $(CFLAGS.$(MODE)) $(PKG_CFLAGS)
LDFLAGS := -pthread -Wl,--as-needed $(LDFLAGS.$(MODE))

# --- who may see whom: a folder that is not named here cannot be included ---------------------------------
# The headers in forms/ are its promise; what its inner folders share stays among them.
ROOMS.forms     := $(patsubst %/,%,$(sort $(dir $(wildcard forms/*/*.[ch]))))
ROOMS.analysis := $(patsubst %/,%,$(sort $(dir $(wildcard analysis/*/*.[ch]))))
ROOMS.collector := $(patsubst %/,%,$(sort $(dir $(wildcard collector/*/*.[ch]))))
SEES.forms     := forms $(ROOMS.forms)
SEES.analysis  := $(ROOMS.analysis)
SEES.collector := collector $(ROOMS.collector) forms $(ROOMS.analysis) $(OUT)/gen
SEES.tests     := tests/unit collector $(ROOMS.collector) forms $(ROOMS.forms) $(ROOMS.analysis) $(OUT)/gen
sees = $(addprefix -iquote ,$(SEES.$(firstword $(subst /, ,$(1)))))

src = $(sort $(wildcard $(1)/*.c))
whole = $(sort $(wildcard $(1)/*.c $(1)/*/*.c))
# Programs of their own, or parts of one.
APART := forms/workbook/workbook_main.c forms/workbook/workbook_jail.c collector/main.c collector/view/embed.c
LIB.src = $(filter-out $(APART),$(call whole,$(1)))
obj = $(patsubst %.c,$(OUT)/o/%.o,$(1))
# The small program that reads the risky kinds of workbook, apart from the server and without its libraries.
DECODER := $(call obj,$(sort $(wildcard forms/workbook/*.c) forms/form_error.c))
LIB.forms     := $(call obj,$(call LIB.src,forms))
LIB.analysis  := $(call obj,$(call LIB.src,analysis))
LIB.collector := $(call obj,$(call LIB.src,collector)) $(OUT)/o/gen/assets.o
LIB.all := $(LIB.forms) $(LIB.analysis) $(LIB.collector)

LANGS := $(patsubst collector/lang/%.po,%,$(wildcard collector/lang/*.po))
MO    := $(LANGS:%=$(OUT)/gen/lang/%.mo)
EMBED := $(sort $(wildcard collector/sql/*.sql collector/sql/schema/*.sql collector/pages/* collector/assets/* collector/demo/*.csv \
	forms/library/*.md))

UNIT := $(foreach d,forms analysis collector,$(patsubst tests/unit/$(d)/%.c,$(OUT)/tests/$(d)/%,\
	$(call src,tests/unit/$(d))))

.PHONY: picture all deps deps-test deps-bench deps-lint run test demo bench bench-analysis bench-programs torture fuzz fuzz-replay lint install \
	clean unit
all: $(OUT)/vocalia $(OUT)/vocalia-workbook

# V=1 shows whole commands.
Q := $(if $(V),,@)
say = $(if $(V),,@printf '  %-5s %s\n' $(1) $(2))
$(OUT)/vocalia: $(OUT)/o/collector/main.o $(LIB.all)
	$(call say,LINK,$@)
	$(Q)$(CC) $(LDFLAGS) -o $@ $^ $(PKG_LIBS)

$(OUT)/vocalia-workbook: $(DECODER)
	$(call say,LINK,$@)
	$(Q)$(CC) $(LDFLAGS) -o $@ $^ $(DECODER_LIBS)

$(OUT)/o/%.o: %.c Makefile
	@mkdir -p $(@D)
	$(call say,CC,$<)
	$(Q)$(CC) $(CFLAGS) $(EXTRA.$(firstword $(subst /, ,$*))) $(call sees,$*) -MMD -MP -c -o $@ $<

$(OUT)/embed: collector/view/embed.c
	@mkdir -p $(@D)
	$(CC) -std=c17 -O1 $(WARN) -o $@ $<
$(OUT)/gen/lang/%.mo: collector/lang/%.po
	@mkdir -p $(@D)
	msgfmt --check -o $@ $<
$(OUT)/gen/assets.c: $(OUT)/embed $(EMBED) $(MO)
	@mkdir -p $(@D)
	$(Q)$(OUT)/embed $(OUT)/gen/ $(EMBED) $(MO) >$@.tmp && mv $@.tmp $@
$(OUT)/o/gen/assets.o: $(OUT)/gen/assets.c
	@mkdir -p $(@D)
	$(call say,CC,$<)
	$(Q)$(CC) $(CFLAGS) -iquote collector/view -MMD -MP -c -o $@ $<

# A unit test sees the library it tests and those below it, so that one broken folder does not hide another's tests.
$(OUT)/tests/forms/%: $(OUT)/o/tests/unit/forms/%.o $(LIB.forms)
	@mkdir -p $(@D)
	$(call say,LINK,$@)
	$(Q)$(CC) $(LDFLAGS) -o $@ $^ $(PKG_LIBS) -lcmocka
$(OUT)/tests/analysis/%: $(OUT)/o/tests/unit/analysis/%.o $(LIB.analysis)
	@mkdir -p $(@D)
	$(call say,LINK,$@)
	$(Q)$(CC) $(LDFLAGS) -o $@ $^ $(PKG_LIBS) -lcmocka
# Another hand's Leiden, to be compared with: never in the program.
$(OUT)/tests/analysis/test_communities: PKG_LIBS += -ligraph
$(OUT)/tests/collector/%: $(OUT)/o/tests/unit/collector/%.o $(LIB.all)
	@mkdir -p $(@D)
	$(call say,LINK,$@)
	$(Q)$(CC) $(LDFLAGS) -o $@ $^ $(PKG_LIBS) -lcmocka
$(OUT)/tests/forms/test_workbook_jail: $(OUT)/o/forms/workbook/workbook_jail.o
unit: $(UNIT) $(OUT)/vocalia-workbook

# --- set-up -------------------------------------------------------------------------------------------------
SUDO := $(shell [ "$$(id -u)" = 0 ] || echo sudo)
install_missing = missing=$$(for p in $(1); do dpkg-query -W -f '$${Status}' $$p 2>/dev/null | \
	grep -q 'install ok installed' || echo $$p; done); \
	if [ -n "$$missing" ]; then echo "Se instalan:" $$missing; $(SUDO) apt-get update -q && \
	$(SUDO) env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends $$missing; fi
# A node that is already there, from wherever, is good enough.
HAVE_NODE := $(if $(shell command -v node),nodejs npm)
deps:
	@$(call install_missing,$(DEPS))
deps-test: deps
	@$(call install_missing,$(filter-out $(HAVE_NODE),$(DEPS.test)))
	@cd tests/browser && [ -d node_modules/playwright-core ] || npm ci --ignore-scripts --no-audit --no-fund
	@cd tests/clients && if [ ! -d node_modules/jsdom ]; then node -e "const [a, b] = process.versions.node.split('.'); \
		process.exit(a > 20 || a == 20 && b >= 19 ? 0 : 1)" && npm ci || \
		echo "Los programas ajenos de tests/clients piden node 20.19 o más y sus paquetes: sin ellos esas pruebas se saltan."; fi
deps-bench: deps
	@$(call install_missing,$(DEPS.bench))
deps-lint: deps
	@$(call install_missing,$(DEPS.lint))

# The second make reads what the first has just installed.
again = $(MAKE) --no-print-directory
DATA ?= vocalia.db
PORT ?= 8095
run: deps
	@$(again) -j2 all >build.log 2>&1 || { tail -n 40 build.log; exit 1; }; rm -f build.log
	$(OUT)/vocalia serve --data $(DATA) --port $(PORT) --trial
demo: deps
	@$(again) -j2 all >build.log 2>&1 || { tail -n 40 build.log; exit 1; }; rm -f build.log
	@rm -f build/demo.db build/demo.db-wal build/demo.db-shm
	$(OUT)/vocalia demo build/demo.db
	$(OUT)/vocalia serve --data build/demo.db --port $(PORT)

test: deps-test
	@$(again) -j2 all unit fuzz-replay bench-programs
	@$(again) -j2 MODE=asan all unit fuzz-replay
	@tests/run.sh $(OUT) build/asan

# The picture of the README, from the demo.
picture: deps-test
	@$(again) -j2 all
	cd tests/browser && VOCALIA=$(abspath $(OUT)/vocalia) node lib_picture.mjs

# --- long runs ----------------------------------------------------------------------------------------------
BENCH := $(patsubst tests/bench/%.c,$(OUT)/bench/%,$(call whole,tests/bench))
$(OUT)/bench/%: $(OUT)/o/tests/bench/%.o $(LIB.forms) $(LIB.analysis)
	@mkdir -p $(@D)
	$(call say,LINK,$@)
	$(Q)$(CC) $(LDFLAGS) -o $@ $^ $(PKG_LIBS)
$(OUT)/bench/communities: PKG_LIBS += -ligraph
bench-programs: $(OUT)/vocalia $(BENCH)
bench: deps-bench
	@$(again) -j2 bench-programs
	@bash tests/bench/bench.sh $(OUT)
	@bash tests/bench/analysis/bench.sh $(OUT)
# Parts of it: make bench-analysis PARTS="quality rooms steady scale coverage pairs priority opinions".  LARGEST=1000000 goes on to a million texts.
bench-analysis: deps-bench
	@$(again) -j2 bench-programs
	@bash tests/bench/analysis/bench.sh $(OUT) $(PARTS)

torture: deps-test deps-bench
	@$(again) -j2 all
	@VOCALIA=$(OUT)/vocalia bash tests/faults/torture.sh

# One program a parser.  clang's libFuzzer searches; the same entry point built plainly replays corpus and crashes in `make test`.
FUZZ := $(patsubst tests/fuzz/%.c,%,$(call src,tests/fuzz))
FUZZ_SECONDS ?= 60
$(OUT)/tests/fuzz/%: $(OUT)/o/tests/fuzz/%.o $(OUT)/o/tests/fuzz/replay/main.o $(LIB.all)
	@mkdir -p $(@D)
	$(call say,LINK,$@)
	$(Q)$(CC) $(LDFLAGS) -o $@ $^ $(PKG_LIBS)
fuzz-replay: $(FUZZ:%=$(OUT)/tests/fuzz/%)
build/fuzz/%: tests/fuzz/%.c $(foreach d,forms analysis collector,$(call LIB.src,$(d))) $(OUT)/gen/assets.c
	@mkdir -p $(@D)
	$(call say,FUZZ,$@)
	$(Q)clang -std=c17 -D_GNU_SOURCE -DVOCALIA_VERSION='"$(VERSION)"' -O1 -g -fsanitize=fuzzer,address,undefined \
		-fno-sanitize-recover=all $(addprefix -iquote ,$(SEES.tests)) $(PKG_CFLAGS) -o $@ $^ $(PKG_LIBS)
fuzz: deps-test
	@$(again) $(FUZZ:%=build/fuzz/%)
	@for f in $(FUZZ); do mkdir -p build/fuzz/corpus-$$f tests/fuzz/corpus/$$f tests/fuzz/crashes/$$f; echo "== $$f"; \
		build/fuzz/$$f -max_total_time=$(FUZZ_SECONDS) -print_final_stats=1 -artifact_prefix=tests/fuzz/crashes/$$f/ \
		build/fuzz/corpus-$$f tests/fuzz/corpus/$$f tests/fuzz/crashes/$$f 2>&1 | grep -E 'stat::number_of|SUMMARY|ERROR' ; done

SOURCES := $(foreach d,forms $(ROOMS.forms) $(ROOMS.analysis) collector $(ROOMS.collector) tests/unit/forms tests/unit/analysis tests/unit/collector,$(wildcard $(d)/*.[ch]))
lint: deps-lint
	@echo "clang-format"; clang-format --dry-run -Werror $(SOURCES)
	@echo "cppcheck"; cppcheck --quiet --error-exitcode=1 --std=c17 --enable=warning,performance,portability --inline-suppr \
		--suppress=missingIncludeSystem --suppress=normalCheckLevelMaxBranches --suppress=leakNoVarFunctionCall \
		--suppress=varFuncNullUB --suppress=arrayIndexThenCheck \
		--library=gtk --include=tests/lint.h \
		$(addprefix -I,$(filter-out $(OUT)/gen tests/unit,$(SEES.tests))) forms analysis collector
	@echo "clang-tidy"; $(again) -k -j2 $(patsubst %.c,$(OUT)/tidy/%.ok,$(foreach d,forms analysis collector,$(call whole,$(d))))
	@VOCALIA=$(OUT)/vocalia bash tests/house.sh
$(OUT)/tidy/%.ok: %.c .clang-tidy
	@mkdir -p $(@D)
	@clang-tidy --quiet $< -- -std=c17 -D_GNU_SOURCE -DVOCALIA_VERSION='"$(VERSION)"' $(call sees,$*) $(PKG_CFLAGS) 2>/dev/null && touch $@

# --- installing ---------------------------------------------------------------------------------------------
install: $(OUT)/vocalia $(OUT)/vocalia-workbook
	install -D -m 755 $(OUT)/vocalia $(DESTDIR)$(prefix)/bin/vocalia
	install -D -m 755 $(OUT)/vocalia-workbook $(DESTDIR)$(prefix)/libexec/vocalia/vocalia-workbook
	install -D -m 644 collector/vocalia.1 $(DESTDIR)$(prefix)/share/man/man1/vocalia.1
	install -d $(DESTDIR)$(prefix)/share/vocalia/forms
	install -m 644 forms/library/*.md $(DESTDIR)$(prefix)/share/vocalia/forms
	install -d $(DESTDIR)$(prefix)/lib/systemd/system
	sed 's|@prefix@|$(prefix)|g' collector/vocalia.service >$(DESTDIR)$(prefix)/lib/systemd/system/vocalia.service

clean:
	rm -rf build
.SECONDARY:
.DELETE_ON_ERROR:
-include $(shell find $(OUT) -name '*.d' 2>/dev/null)
