/* test_decoder - workbooks through the process that reads them: good ones whole, hostile ones refused in two
 * languages. SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "decoder.h"
#include "form.h"
#include "workbook.h"

#include <string.h>
#include <unistd.h>
#include <zlib.h>

#ifdef __SANITIZE_ADDRESS__
#define IS_SANITIZED true
#else
#define IS_SANITIZED false
#endif

/* ---- archives, as no library would write them */

struct entry {
	const char *name;
	const char *bytes; /* raw deflate */
	size_t length;
	guint32 crc, inflated;
	guint32 offset; /* where its local header was put */
	bool is_shared; /* lies where the first entry lies: parts that overlap */
};

static void add(GByteArray *out, guint64 value, unsigned n)
{
	for (unsigned i = 0; i < n; i++) {
		guint8 byte = (guint8)(i < 8 ? value >> 8 * i : 0);
		g_byte_array_append(out, &byte, 1);
	}
}

static void add_head(GByteArray *out, const struct entry *e)
{
	add(out, 20, 2);
	add(out, 0, 2);
	add(out, 8, 2); /* deflate */
	add(out, 0, 4);
	add(out, e->crc, 4);
	add(out, e->length, 4);
	add(out, e->inflated, 4);
	add(out, strlen(e->name), 2);
	add(out, 0, 2);
}

static GByteArray *archive(struct entry *entries, size_t n)
{
	GByteArray *out = g_byte_array_new();
	for (size_t i = 0; i < n; i++) {
		entries[i].offset = entries[i].is_shared ? entries[0].offset : out->len;
		if (entries[i].is_shared)
			continue;
		g_byte_array_append(out, (const guint8 *)"PK\x03\x04", 4);
		add_head(out, &entries[i]);
		g_byte_array_append(out, (const guint8 *)entries[i].name, (guint)strlen(entries[i].name));
		g_byte_array_append(out, (const guint8 *)entries[i].bytes, (guint)entries[i].length);
	}
	guint start = out->len;
	for (size_t i = 0; i < n; i++) {
		g_byte_array_append(out, (const guint8 *)"PK\x01\x02", 4);
		add(out, 20, 2);
		add_head(out, &entries[i]);
		add(out, 0, 10);
		add(out, entries[i].offset, 4);
		g_byte_array_append(out, (const guint8 *)entries[i].name, (guint)strlen(entries[i].name));
	}
	guint length = out->len - start;
	g_byte_array_append(out, (const guint8 *)"PK\x05\x06", 4);
	add(out, 0, 4);
	add(out, MIN(n, 0xFFFF), 2);
	add(out, MIN(n, 0xFFFF), 2);
	add(out, length, 4);
	add(out, start, 4);
	add(out, 0, 2);
	return out;
}

/* text deflated, then n_more times a mebibyte of spaces, each in a kilobyte: nothing of it is ever whole in
 * memory. */
static struct entry deflated(const char *name, const char *text, unsigned n_more)
{
	static guint8 spaces[1 << 20];
	memset(spaces, ' ', sizeof spaces);
	size_t n = strlen(text);
	GByteArray *out = g_byte_array_new();
	z_stream z = {0};
	assert_int_equal(deflateInit2(&z, 6, Z_DEFLATED, -15, 9, Z_DEFAULT_STRATEGY), Z_OK);
	g_byte_array_set_size(out, (guint)(n + 4096));
	z.next_in = (guint8 *)text;
	z.avail_in = (uInt)n;
	z.next_out = out->data;
	z.avail_out = out->len;
	assert_int_equal(deflate(&z, Z_FULL_FLUSH), Z_OK);
	g_byte_array_set_size(out, (guint)z.total_out);
	guint8 block[4096];
	z.next_in = spaces;
	z.avail_in = sizeof spaces;
	z.next_out = block;
	z.avail_out = sizeof block;
	assert_int_equal(deflate(&z, Z_FULL_FLUSH), Z_OK);
	size_t n_block = sizeof block - z.avail_out;
	uLong crc = crc32(0, (const guint8 *)text, (uInt)n), more = crc32(0, spaces, sizeof spaces);
	for (unsigned i = 0; i < n_more; i++) {
		g_byte_array_append(out, block, (guint)n_block);
		crc = crc32_combine(crc, more, sizeof spaces);
	}
	z.next_out = block;
	z.avail_out = sizeof block;
	assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
	g_byte_array_append(out, block, (guint)(sizeof block - z.avail_out));
	deflateEnd(&z);
	struct entry e = {.name = name,
			  .length = out->len,
			  .crc = (guint32)crc,
			  .inflated = (guint32)(n + ((size_t)n_more << 20))};
	e.bytes = (const char *)g_byte_array_free(out, FALSE);
	return e;
}

#define RELATION "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
enum { ROOT, BOOK, RELATIONS, STRINGS, STYLES, SURVEY, N_PARTS };
static const char *const part_names[N_PARTS] = {
	"_rels/.rels",		"xl/workbook.xml", "xl/_rels/workbook.xml.rels",
	"xl/sharedStrings.xml", "xl/styles.xml",   "xl/sheet1.xml"};
static const char *const part_texts[N_PARTS] = {
	"<r><Relationship Id='a' Type='/officeDocument' Target='xl/workbook.xml'/></r>",
	"<w xmlns:r='" RELATION "'><sheet name='survey' r:id='a'/></w>",
	"<r><Relationship Id='a' Type='/worksheet' Target='sheet1.xml'/>"
	"<Relationship Id='b' Type='/sharedStrings' Target='sharedStrings.xml'/>"
	"<Relationship Id='c' Type='/styles' Target='styles.xml'/></r>",
	"<s><si><t>type</t></si></s>",
	"<s><numFmts><numFmt numFmtId='164' formatCode='d\" de \"mmmm'/></numFmts><cellXfs><xf numFmtId='0'/>"
	"<xf numFmtId='14'/><xf numFmtId='164'/><xf numFmtId='22'/><xf numFmtId='20'/><xf numFmtId='9'/>"
	"</cellXfs></s>",
	"<w><row r='3'><c t='s'><v>0</v></c><c><v>45413.4375</v></c><c s='1'><v>45413</v></c>"
	"<c s='2'><v>45413</v></c><c s='3'><v>45413.4375</v></c><c s='4'><v>0.5</v></c><c "
	"s='5'><v>0.5</v></c>"
	"</row></w>",
};

/* The sound workbook with another text for one of its parts and blocks of spaces after it. */
static GByteArray *workbook_with(int part, const char *text, unsigned n_more)
{
	struct entry entries[N_PARTS];
	for (int i = 0; i < N_PARTS; i++)
		entries[i] = i == part ? deflated(part_names[i], text, n_more)
				       : deflated(part_names[i], part_texts[i], 0);
	GByteArray *out = archive(entries, N_PARTS);
	for (int i = 0; i < N_PARTS; i++)
		g_free((char *)entries[i].bytes);
	return out;
}

/* ---- saying what came of it */

static void refused_bytes(const char *what, const char *bytes, size_t length, const char *es, const char *en)
{
	g_autoptr(GError) error = NULL;
	size_t n;
	int64_t start = g_get_monotonic_time();
	g_autofree char *text = decoder_text(bytes, length, &n, &error);
	print_message("# %s: %zu bytes refused in %d ms\n", what, length,
		      (int)((g_get_monotonic_time() - start) / 1000));
	if (text != NULL)
		fail_msg("%s: accepted; should say: %s", what, en);
	assert_true(g_error_matches(error, FORM_ERROR, FORM_ERROR_UNREADABLE));
	const char *bar = strstr(error->message, " / ");
	assert_non_null(bar);
	if (strstr(error->message, es) == NULL || strstr(bar, en) == NULL)
		fail_msg("%s: says: %s", what, error->message);
}

static void refused(const char *what, GByteArray *bytes, const char *es, const char *en)
{
	refused_bytes(what, (const char *)bytes->data, bytes->len, es, en);
	g_byte_array_unref(bytes);
}

/* ---- tests */

static void a_workbook_comes_back_as_text_with_its_rows(void **state)
{
	(void)state;
	g_autoptr(GByteArray) bytes = workbook_with(-1, NULL, 0);
	g_autoptr(GError) error = NULL;
	size_t n;
	g_autofree char *text = decoder_text((const char *)bytes->data, bytes->len, &n, &error);
	if (text == NULL)
		fail_msg("%s", error->message);
	struct workbook *book = workbook_read_text(text, n, &error);
	assert_non_null(book);
	assert_int_equal(workbook_kind(book), WORKBOOK_XLSX);
	assert_int_equal(workbook_file_row(book, 0, 0), 3);
	static const char *const cells[] = {
		"type", "45413.4375", "2024-05-01", "2024-05-01", "2024-05-01T10:30:00", "12:00:00", "0.5"};
	for (size_t i = 0; i < G_N_ELEMENTS(cells); i++)
		assert_string_equal(workbook_cell(book, 0, 0, i), cells[i]);
	workbook_free(book);
}

static void text_needs_no_process(void **state)
{
	(void)state;
	static const char text[] = "| survey |\n| | type | name |\n";
	size_t n;
	assert_true(g_setenv("VOCALIA_WORKBOOK", "/nada", TRUE));
	g_autofree char *same = decoder_text(text, sizeof text - 1, &n, NULL);
	assert_string_equal(same, text);
	assert_int_equal(n, sizeof text - 1);
	refused_bytes("nobody to read it", "PK\x03\x04", 4, "No se encuentra el programa", "is not there");
	refused_bytes("bytes", "a\0b", 3, "ni texto", "nor text");
	g_unsetenv("VOCALIA_WORKBOOK");
}

static void a_program_that_answers_nonsense_is_not_believed(void **state)
{
	(void)state;
	assert_true(g_setenv("VOCALIA_WORKBOOK", "/bin/false", TRUE)); /* "refused", without a sentence */
	refused_bytes("no sentence", "PK\x03\x04", 4, "demasiada memoria", "too much memory");
	g_unsetenv("VOCALIA_WORKBOOK");
}

static void bombs_are_refused(void **state)
{
	(void)state;
	/* 10 GiB in 10 MiB */
	refused("bomb of 10 GiB", workbook_with(SURVEY, "<w>", 10240), "5 MiB", "5 MiB");
	/* 3.9 GiB in 4 MiB, as each of the parts */
	for (int i = 0; i < N_PARTS; i++) {
		g_autofree char *what = g_strdup_printf("bomb of 3.9 GiB as %s", part_names[i]);
		refused(what, workbook_with(i, "<w>", 3990), "demasiado grande", "too large");
	}
	/* parts that lie on each other: 400 names for the same 3.9 GiB */
	struct entry entries[400];
	entries[0] = deflated("xl/sharedStrings.xml", "<s>", 3990);
	char *names[400];
	for (size_t i = 1; i < 400; i++) {
		entries[i] = entries[0];
		entries[i].is_shared = true;
		entries[i].name = names[i] = i < N_PARTS ? g_strdup(part_names[i == STRINGS ? 0 : i])
							 : g_strdup_printf("xl/%zu.xml", i);
	}
	refused("1.5 TiB in parts that overlap", archive(entries, 400), "Excel", "Excel");
	for (size_t i = 1; i < 400; i++)
		g_free(names[i]);
	g_free((char *)entries[0].bytes);
	/* an archive in an archive is no part of a form */
	g_autoptr(GByteArray) inner = workbook_with(SURVEY, "<w>", 3990);
	struct entry outer = {"a.zip", (const char *)inner->data, inner->len, 0, inner->len, 0, false};
	refused("archive in an archive", archive(&outer, 1), "no un libro de Excel", "no Excel workbook");
}

static void archives_of_a_million_parts_are_refused(void **state)
{
	(void)state;
	static struct entry entries[1000000];
	static char names[1000000][8];
	for (size_t i = 0; i < G_N_ELEMENTS(entries); i++) {
		g_snprintf(names[i], sizeof names[i], "%zx", i);
		entries[i] = (struct entry){names[i], "", 0, 0, 0, 0, false};
	}
	refused("a million parts", archive(entries, G_N_ELEMENTS(entries)), "5 MiB", "5 MiB");
	refused("60,000 parts", archive(entries, 60000), "Excel", "Excel");
}

static void document_types_are_refused_in_every_part(void **state)
{
	(void)state;
	for (int i = 0; i < N_PARTS; i++)
		refused("document type",
			workbook_with(i,
				      "<!DOCTYPE a [<!ENTITY b 'bbbbbbbbbb'><!ENTITY c "
				      "'&b;&b;&b;&b;'>]><a>&c;</a>",
				      0),
			"por seguridad", "for safety");
}

static void elements_100000_deep_are_refused_in_every_part(void **state)
{
	(void)state;
	g_autoptr(GString) deep = g_string_new(NULL);
	for (int i = 0; i < 100000; i++)
		g_string_append(deep, "<a>");
	for (int i = 0; i < N_PARTS; i++)
		refused("depth of 100,000", workbook_with(i, deep->str, 0), "por seguridad", "for safety");
}

static void rows_of_100000_columns_are_refused(void **state)
{
	(void)state;
	g_autoptr(GString) row = g_string_new("<w><row>");
	g_autoptr(GRand) rand = g_rand_new_with_seed(5);
	for (int i = 0; i < 100000; i++)
		g_string_append_printf(row, "<c><v>%u</v></c>", g_rand_int(rand));
	g_string_append(row, "</row></w>");
	refused("100,000 columns", workbook_with(SURVEY, row->str, 0), "400 columnas", "400 columns");
	refused("column EQXD", workbook_with(SURVEY, "<w><row><c r='EQXD1'><v>1</v></c></row></w>", 0),
		"dañado", "damaged");
}

static void bytes_that_are_no_text_are_refused_in_every_part(void **state)
{
	(void)state;
	for (int i = 0; i < N_PARTS; i++)
		refused("invalid UTF-8", workbook_with(i, "<a b='\xC3\x28'>\xFF</a>", 0), "dañado",
			"damaged");
}

static void cut_short_it_is_refused(void **state)
{
	(void)state;
	g_autoptr(GByteArray) bytes = workbook_with(-1, NULL, 0);
	for (guint n = 4; n < bytes->len; n += IS_SANITIZED ? 331 : 29) {
		g_autoptr(GError) error = NULL;
		size_t length;
		g_autofree char *text = decoder_text((const char *)bytes->data, n, &length, &error);
		assert_null(text);
		assert_non_null(strstr(error->message, "damaged"));
	}
}

/* As many rows as are counted at all, each cell a text of its own: what the decoder makes of them, or why
 * not. */
static char *decoded_of_columns(unsigned n_columns, GError **error)
{
	g_autoptr(GString) sheet = g_string_new("<w>");
	for (unsigned row = 0; row < 99999; row++) {
		g_string_append(sheet, "<row>");
		for (unsigned column = 0; column < n_columns; column++)
			g_string_append_printf(sheet, "<c><v>%u</v></c>", 100000 + row * 7 + column);
		g_string_append(sheet, "</row>");
	}
	g_string_append(sheet, "</w>");
	g_autoptr(GByteArray) bytes = workbook_with(SURVEY, sheet->str, 0);
	size_t n = 0;
	int64_t start = g_get_monotonic_time();
	char *text = decoder_text((const char *)bytes->data, bytes->len, &n, error);
	print_message("# %u bytes, %u cells: %s in %d ms\n", bytes->len, 99999 * n_columns,
		      text != NULL ? "read" : (*error)->message,
		      (int)((g_get_monotonic_time() - start) / 1000));
	return text;
}

static void half_a_million_cells_are_read(void **state)
{
	(void)state;
	if (IS_SANITIZED)
		skip();
	g_autoptr(GError) error = NULL;
	g_autofree char *text = decoded_of_columns(5, &error);
	assert_null(error);
	assert_non_null(text);
}

static void more_than_half_a_million_cells_are_refused(void **state)
{
	(void)state;
	if (IS_SANITIZED)
		skip();
	g_autoptr(GError) error = NULL;
	assert_null(decoded_of_columns(6, &error));
	assert_non_null(strstr(error->message, "more than half a million cells"));
}

static void a_file_longer_than_any_form_is_not_read_whole(void **state)
{
	(void)state;
	g_autoptr(GError) error = NULL;
	size_t length;
	assert_null(decoder_file("/dev/zero", &length, &error));
	assert_non_null(strstr(error->message, "16 MiB"));
	g_clear_error(&error);
	assert_null(decoder_file("/nada/de/nada", &length, &error));
	assert_non_null(error);
}

/* It has only what it needs: none of the libraries that number or store. */
static void the_program_is_small(void **state)
{
	(void)state;
	g_autofree char *self = g_file_read_link("/proc/self/exe", NULL), *folder = g_path_get_dirname(self);
	g_autofree char *command = g_strdup_printf("ldd %s/../../vocalia-workbook", folder), *out = NULL;
	int status;
	assert_true(g_spawn_command_line_sync(command, &out, NULL, &status, NULL));
	assert_int_equal(status, 0);
	assert_non_null(strstr(out, "libglib"));
	static const char *const strangers[] = {"blas",	   "gsl",    "sqlite", "microhttpd",
						"jansson", "igraph", "curl"};
	for (size_t i = 0; i < G_N_ELEMENTS(strangers); i++)
		assert_null(strstr(out, strangers[i]));
}

static int set_up(void **state)
{
	(void)state;
	g_autofree char *self = g_file_read_link("/proc/self/exe", NULL), *folder = g_path_get_dirname(self);
	/* unit tests stand two folders below the program */
	g_autofree char *path = g_build_filename(folder, "..", "..", "vocalia-workbook", NULL);
	return g_setenv("VOCALIA_WORKBOOK", path, TRUE) ? 0 : -1;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(a_workbook_comes_back_as_text_with_its_rows, set_up),
		cmocka_unit_test(text_needs_no_process),
		cmocka_unit_test(a_program_that_answers_nonsense_is_not_believed),
		cmocka_unit_test_setup(bombs_are_refused, set_up),
		cmocka_unit_test_setup(archives_of_a_million_parts_are_refused, set_up),
		cmocka_unit_test_setup(document_types_are_refused_in_every_part, set_up),
		cmocka_unit_test_setup(elements_100000_deep_are_refused_in_every_part, set_up),
		cmocka_unit_test_setup(rows_of_100000_columns_are_refused, set_up),
		cmocka_unit_test_setup(bytes_that_are_no_text_are_refused_in_every_part, set_up),
		cmocka_unit_test_setup(cut_short_it_is_refused, set_up),
		cmocka_unit_test_setup(half_a_million_cells_are_read, set_up),
		cmocka_unit_test_setup(more_than_half_a_million_cells_are_refused, set_up),
		cmocka_unit_test(a_file_longer_than_any_form_is_not_read_whole),
		cmocka_unit_test(the_program_is_small),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
