/* test_workbook_formats - forms kept as Excel workbooks and CSV, and written back as tables; hostile
 * archives. SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "form.h"
#include "workbook.h"
#include "xlsform.h"

#include <string.h>
#include <zip.h>

#define MAIN	 "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\""
#define RELATION "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define RELATED	 "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
#define ROOT                                                                                                 \
	RELATED "<Relationship Id=\"r1\" Type=\"" RELATION "/officeDocument\" Target=\"xl/workbook.xml\"/>"  \
		"</Relationships>"
#define RELATIONS                                                                                            \
	RELATED "<Relationship Id=\"r1\" Type=\"" RELATION "/worksheet\" Target=\"worksheets/sheet1.xml\"/>" \
		"<Relationship Id=\"r2\" Type=\"" RELATION "/worksheet\" Target=\"/xl/worksheets/b.xml\"/>"  \
		"<Relationship Id=\"r3\" Type=\"" RELATION "/sharedStrings\" Target=\"sharedStrings.xml\"/>" \
		"</Relationships>"
#define BOOK                                                                                                 \
	"<workbook " MAIN " xmlns:r=\"" RELATION "\"><sheets><sheet name=\"Notas\" r:id=\"r9\"/>"            \
	"<sheet name=\"Survey\" sheetId=\"1\" r:id=\"r1\"/>"                                                 \
	"<sheet name=\"choices\" state=\"hidden\" r:id=\"r2\"/></sheets></workbook>"
#define STRINGS                                                                                              \
	"<sst " MAIN "><si><t>type</t></si><si><t>name</t></si><si><r><t>la</t></r><r><t>bel</t></r>"        \
	"<rPh sb=\"0\" eb=\"1\"><t>no</t></rPh></si></sst>"
#define SHEET(rows) "<worksheet " MAIN "><sheetData>" rows "</sheetData></worksheet>"
#define HEADER                                                                                               \
	"<row r=\"2\"><c r=\"A2\" t=\"s\"><v>0</v></c><c r=\"B2\" t=\"s\"><v>1</v></c>"                      \
	"<c r=\"D2\" t=\"s\"><v>2</v></c></row>"
#define CHOICES SHEET("<row><c t=\"inlineStr\"><is><t>list_name</t></is></c></row>")

/* An archive in memory. */
struct archive {
	zip_source_t *source;
	zip_t *zip;
};

static struct archive archive_new(void)
{
	struct archive a;
	a.source = zip_source_buffer_create(NULL, 0, 0, NULL);
	assert_non_null(a.source);
	zip_source_keep(a.source);
	a.zip = zip_open_from_source(a.source, ZIP_TRUNCATE, NULL);
	assert_non_null(a.zip);
	return a;
}

/* contents must live until archive_bytes(). */
static void archive_add(struct archive *a, const char *name, const char *contents, size_t length)
{
	zip_source_t *part = zip_source_buffer(a->zip, contents, length, 0);
	assert_non_null(part);
	assert_true(zip_file_add(a->zip, name, part, ZIP_FL_ENC_UTF_8) >= 0);
}

static GBytes *archive_bytes(struct archive *a)
{
	assert_int_equal(zip_close(a->zip), 0);
	zip_stat_t stat;
	assert_int_equal(zip_source_stat(a->source, &stat), 0);
	guint8 *bytes = g_malloc(stat.size);
	assert_int_equal(zip_source_open(a->source), 0);
	assert_int_equal(zip_source_read(a->source, bytes, stat.size), stat.size);
	zip_source_close(a->source);
	zip_source_free(a->source);
	return g_bytes_new_take(bytes, stat.size);
}

struct parts {
	const char *root, *book, *relations, *strings, *survey, *choices;
};

static const struct parts whole = {ROOT, BOOK, RELATIONS, STRINGS, SHEET(HEADER), CHOICES};

static struct archive archive_of(struct parts p)
{
	struct archive a = archive_new();
	const char *const pairs[][2] = {{"_rels/.rels", p.root},
					{"xl/workbook.xml", p.book},
					{"xl/_rels/workbook.xml.rels", p.relations},
					{"xl/sharedStrings.xml", p.strings},
					{"xl/worksheets/sheet1.xml", p.survey},
					{"xl/worksheets/b.xml", p.choices}};
	for (size_t i = 0; i < G_N_ELEMENTS(pairs); i++)
		if (pairs[i][1])
			archive_add(&a, pairs[i][0], pairs[i][1], strlen(pairs[i][1]));
	return a;
}

static GBytes *xlsx_of(struct parts p)
{
	struct archive a = archive_of(p);
	return archive_bytes(&a);
}

static struct workbook *read_good(const char *bytes, size_t length)
{
	GError *error = NULL;
	struct workbook *book = workbook_read(bytes, length, &error);
	if (!book)
		fail_msg("%s", error->message);
	return book;
}

static struct workbook *read_bytes(GBytes *bytes)
{
	size_t length;
	const char *data = g_bytes_get_data(bytes, &length);
	return read_good(data, length);
}

static void refused(const char *data, size_t length, const char *es, const char *en)
{
	g_autoptr(GError) error = NULL;
	struct workbook *book = workbook_read(data, length, &error);
	if (book)
		fail_msg("accepted; should say: %s", en);
	assert_true(g_error_matches(error, FORM_ERROR, FORM_ERROR_UNREADABLE));
	const char *bar = strstr(error->message, " / ");
	assert_non_null(bar);
	assert_null(strstr(bar + 3, " / "));
	if (!strstr(error->message, es) || !strstr(bar, en))
		fail_msg("says: %s", error->message);
}

static void refused_bytes(GBytes *bytes, const char *es, const char *en)
{
	size_t length;
	const char *data = g_bytes_get_data(bytes, &length);
	refused(data, length, es, en);
	g_bytes_unref(bytes);
}

static void assert_same(const struct workbook *a, const struct workbook *b)
{
	assert_int_equal(workbook_n_sheets(a), workbook_n_sheets(b));
	for (size_t s = 0; s < workbook_n_sheets(a); s++) {
		assert_string_equal(workbook_sheet_name(a, s), workbook_sheet_name(b, s));
		assert_int_equal(workbook_n_rows(a, s), workbook_n_rows(b, s));
		assert_int_equal(workbook_n_columns(a, s), workbook_n_columns(b, s));
		for (size_t r = 0; r < workbook_n_rows(a, s); r++)
			for (size_t c = 0; c < workbook_n_columns(a, s); c++)
				assert_string_equal(workbook_cell(a, s, r, c), workbook_cell(b, s, r, c));
	}
}

/* Written as tables and read back, it is the same. */
static void assert_round(const struct workbook *book)
{
	g_autofree char *text = workbook_to_markdown(book);
	struct workbook *again = read_good(text, strlen(text));
	assert_int_equal(workbook_kind(again), WORKBOOK_MARKDOWN);
	assert_same(book, again);
	workbook_free(again);
}

static void cells_of_a_workbook_stand_where_their_references_say(void **state)
{
	(void)state;
	struct parts p = whole;
	p.survey = SHEET(HEADER
			 "<row r=\"3\"/><row r=\"7\"><c r=\"C7\" t=\"inlineStr\"><is><r><t> uno</t></r><r>"
			 "<t>\xC2\xA0 dos\n</t></r></is></c><c r=\"AA7\"><v>3</v></c><c/><c><v>4</v></c>"
			 "</row>");
	g_autoptr(GBytes) bytes = xlsx_of(p);
	struct workbook *book = read_bytes(bytes);
	assert_int_equal(workbook_kind(book), WORKBOOK_XLSX);
	assert_int_equal(workbook_n_sheets(book), 2);
	assert_string_equal(workbook_sheet_name(book, 0), "survey");
	assert_string_equal(workbook_sheet_name(book, 1), "choices");
	assert_string_equal(workbook_cell(book, 1, 0, 0), "list_name");
	assert_int_equal(workbook_n_rows(book, 0), 2);
	assert_int_equal(workbook_n_columns(book, 0), 29);
	assert_string_equal(workbook_cell(book, 0, 0, 0), "type");
	assert_string_equal(workbook_cell(book, 0, 0, 2), "");
	assert_string_equal(workbook_cell(book, 0, 0, 3), "label");
	assert_string_equal(workbook_cell(book, 0, 1, 2), "uno dos");
	assert_string_equal(workbook_cell(book, 0, 1, 26), "3");
	assert_string_equal(workbook_cell(book, 0, 1, 28), "4");
	assert_int_equal(workbook_file_row(book, 0, 0), 2);
	assert_int_equal(workbook_file_row(book, 0, 1), 7);
	assert_round(book);
	workbook_free(book);
}

static void every_kind_of_cell_becomes_the_text_an_author_meant(void **state)
{
	(void)state;
	static const struct {
		const char *cell, *text;
	} cases[] = {
		{"<c><v>5.0</v></c>", "5"},
		{"<c><v>1E3</v></c>", "1000"},
		{"<c><v>-0</v></c>", "0"},
		{"<c><v>0.10000000000000001</v></c>", "0.1"},
		{"<c t=\"n\"><v>20.666666666666668</v></c>", "20.666666666666668"},
		{"<c><v>123456789012345678901</v></c>", "123456789012345683968"},
		{"<c t=\"b\"><v>1</v></c>", "TRUE"},
		{"<c t=\"b\"><v>0</v></c>", "FALSE"},
		{"<c t=\"e\"><v>#N/A</v></c>", "#N/A"},
		{"<c t=\"str\"><f>A1&amp;\"no\"</f><v>5.0</v></c>", "5.0"},
		{"<c t=\"d\"><v>2026-11-22</v></c>", "2026-11-22"},
		{"<c t=\"inlineStr\"><is><t>\xE2\x80\x9Csí\xE2\x80\x9D \xE2\x80\x99</t></is></c>",
		 "\"sí\" '"},
		{"<c><f>1+1</f></c>", ""},
		{"<c t=\"s\"/>", ""},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct parts p = whole;
		g_autofree char *sheet = g_strdup_printf(
			SHEET("<row>%s<c t=\"inlineStr\"><is><t>fin</t></is></c></row>"), cases[i].cell);
		p.survey = sheet;
		g_autoptr(GBytes) bytes = xlsx_of(p);
		struct workbook *book = read_bytes(bytes);
		assert_string_equal(workbook_cell(book, 0, 0, 0), cases[i].text);
		assert_string_equal(workbook_cell(book, 0, 0, 1), "fin");
		assert_round(book);
		workbook_free(book);
	}
}

static void a_form_in_a_workbook_and_in_tables_is_the_same_form(void **state)
{
	(void)state;
	struct parts p = whole;
	p.survey = SHEET(HEADER
			 "<row r=\"3\"><c r=\"A3\" t=\"str\"><v>integer</v></c><c t=\"str\"><v>edad</v></c>"
			 "<c r=\"D3\" t=\"str\"><v>Edad</v></c></row>");
	p.book = "<workbook " MAIN " xmlns:r=\"" RELATION
		 "\"><sheets><sheet name=\"survey\" r:id=\"r1\"/></sheets></workbook>";
	g_autoptr(GBytes) bytes = xlsx_of(p);
	struct workbook *book = read_bytes(bytes);
	g_autofree char *text = workbook_to_markdown(book);
	g_autoptr(GError) error = NULL;
	struct form *form = xlsform_read(book, NULL, &error);
	if (!form)
		fail_msg("%s", error->message);
	struct form *again = xlsform_read_bytes(text, strlen(text), NULL, &error);
	assert_non_null(again);
	assert_string_equal(form->version, again->version);
	form_free(again);
	form_free(form);
	workbook_free(book);
}

static void a_damaged_workbook_is_refused(void **state)
{
	(void)state;
	GBytes *bytes = xlsx_of(whole);
	size_t length;
	const char *data = g_bytes_get_data(bytes, &length);
	/* wherever it is cut, nothing is read */
	for (size_t n = 4; n < length; n += 7)
		refused(data, n, "dañado", "damaged");
	/* a byte that changed within the survey no longer has its sum */
	g_autofree char *changed = g_memdup2(data, length);
	char *survey = memmem(changed, length, "xl/worksheets/sheet1.xml", 24);
	assert_non_null(survey);
	survey[40] ^= 0x55;
	refused(changed, length, "dañado", "damaged");
	g_bytes_unref(bytes);

	struct parts p = whole;
	p.survey = SHEET("<row r=\"2\"></row><row r=\"1\"></row>");
	refused_bytes(xlsx_of(p), "dañado", "damaged");
	p.survey = SHEET("<row><c r=\"7\"/></row>");
	refused_bytes(xlsx_of(p), "dañado", "damaged");
	p.survey = SHEET("<row><c></row>");
	refused_bytes(xlsx_of(p), "dañado", "damaged");
	p.survey = SHEET("<row><c t=\"str\"><v>\xFF</v></c></row>");
	refused_bytes(xlsx_of(p), "dañado", "damaged");
	p = whole;
	p.strings = NULL;
	refused_bytes(xlsx_of(p), "dañado", "damaged");
	p = whole;
	p.survey = NULL;
	refused_bytes(xlsx_of(p), "dañado", "damaged");
	p = whole;
	p.relations = NULL;
	refused_bytes(xlsx_of(p), "dañado", "damaged");
}

static void an_archive_that_is_no_workbook_is_refused(void **state)
{
	(void)state;
	struct parts p = whole;
	p.book = NULL;
	refused_bytes(xlsx_of(p), "no un libro de Excel", "no Excel workbook");
	p = whole;
	p.root = NULL;
	refused_bytes(xlsx_of(p), "no un libro de Excel", "no Excel workbook");
	p = whole;
	p.book = "<workbook " MAIN " xmlns:r=\"" RELATION
		 "\"><sheets><sheet name=\"Hoja1\" r:id=\"r1\"/></sheets></workbook>";
	refused_bytes(xlsx_of(p), "no tiene una hoja survey", "has no sheet survey");
}

static void a_shared_text_that_is_not_there_is_refused_with_its_cell(void **state)
{
	(void)state;
	struct parts p = whole;
	p.survey = SHEET("<row r=\"9\"><c r=\"AB9\" t=\"s\"><v>3</v></c></row>");
	refused_bytes(xlsx_of(p), "Hoja survey, celda AB9", "Sheet survey, cell AB9");
	p.survey = SHEET("<row r=\"9\"><c r=\"A9\" t=\"s\"><v>-1</v></c></row>");
	refused_bytes(xlsx_of(p), "celda A9", "cell A9");
	p.strings = "<sst " MAIN "/>";
	p.survey = SHEET("<row r=\"9\"><c r=\"A9\" t=\"s\"><v>0</v></c></row>");
	refused_bytes(xlsx_of(p), "celda A9", "cell A9");
}

static void a_sheet_of_more_than_400_columns_is_refused(void **state)
{
	(void)state;
	struct parts p = whole;
	p.survey = SHEET("<row><c r=\"OJ1\"><v>1</v></c><c r=\"XFD1\"/></row>");
	g_autoptr(GBytes) bytes = xlsx_of(p);
	struct workbook *book = read_bytes(bytes);
	assert_int_equal(workbook_n_columns(book, 0), 400);
	assert_round(book);
	workbook_free(book);
	p.survey = SHEET("<row><c r=\"OK1\"><v>1</v></c></row>");
	refused_bytes(xlsx_of(p), "celda OK1", "more than 400 columns");
}

static void a_sheet_of_more_than_100000_rows_is_refused(void **state)
{
	(void)state;
	/* rows of some variety, so that it is their number and not their compression that is refused */
	g_autoptr(GRand) rand = g_rand_new_with_seed(7);
	g_autoptr(GString) sheet = g_string_new("<worksheet " MAIN "><sheetData>");
	for (int i = 0; i < 100001; i++)
		g_string_append_printf(sheet, "<row><c><v>%u</v></c></row>", g_rand_int(rand));
	g_string_append(sheet, "</sheetData></worksheet>");
	struct parts p = whole;
	p.survey = sheet->str;
	refused_bytes(xlsx_of(p), "100,000 renglones", "100,000 rows");
}

static void what_grows_beyond_reason_when_inflated_is_refused(void **state)
{
	(void)state;
	/* 60 MiB of spaces become 60 KiB */
	size_t length = (size_t)60 << 20;
	g_autofree char *spaces = g_malloc(length + 1);
	memset(spaces, ' ', length);
	spaces[length] = '\0';
	memcpy(spaces, "<sst>", 5);
	struct parts p = whole;
	p.strings = spaces;
	refused_bytes(xlsx_of(p), "demasiado grande", "too large");

	/* the same beside 1 MiB that does not compress: the ratio is fair, the whole is not */
	g_autoptr(GRand) rand = g_rand_new_with_seed(7);
	size_t n_noise = (size_t)1 << 20;
	g_autofree char *noise = g_malloc(n_noise);
	for (size_t i = 0; i < n_noise; i++)
		noise[i] = (char)g_rand_int_range(rand, 0, 256);
	struct archive a = archive_of(p);
	archive_add(&a, "xl/media/image1.png", noise, n_noise);
	refused_bytes(archive_bytes(&a), "demasiado grande", "too large");
}

static void more_parts_than_a_workbook_has_are_refused(void **state)
{
	(void)state;
	struct archive a = archive_of(whole);
	for (int i = 0; i < 495; i++) {
		g_autofree char *name = g_strdup_printf("xl/media/%d", i);
		archive_add(&a, name, "", 0);
	}
	refused_bytes(archive_bytes(&a), "por seguridad", "for safety");
}

static void names_that_climb_out_are_refused(void **state)
{
	(void)state;
	struct archive a = archive_of(whole);
	archive_add(&a, "../../etc/passwd", "x", 1);
	refused_bytes(archive_bytes(&a), "por seguridad", "for safety");
}

static void a_document_type_is_refused_before_it_expands(void **state)
{
	(void)state;
	struct parts p = whole;
	p.strings = "<!DOCTYPE sst [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;\">]><sst " MAIN
		    "><si><t>&b;</t></si></sst>";
	refused_bytes(xlsx_of(p), "por seguridad", "for safety");
	p = whole;
	p.book = "<!DOCTYPE workbook SYSTEM \"file:///etc/passwd\">" BOOK;
	refused_bytes(xlsx_of(p), "por seguridad", "for safety");
}

static void elements_nested_100000_deep_are_refused(void **state)
{
	(void)state;
	g_autoptr(GString) deep = g_string_new(NULL);
	for (int i = 0; i < 100000; i++)
		g_string_append(deep, "<a>");
	struct parts p = whole;
	p.survey = deep->str;
	refused_bytes(xlsx_of(p), "por seguridad", "for safety");
}

static void a_tag_without_end_is_refused_and_a_long_text_is_not(void **state)
{
	(void)state;
	g_autoptr(GRand) rand = g_rand_new_with_seed(7);
	g_autoptr(GString) text = g_string_new(NULL);
	while (text->len < 3u << 20)
		g_string_append_printf(text, "a%u", g_rand_int(rand));
	g_autofree char *tag = g_strconcat("<", text->str, "/>", NULL),
			*cell = g_strconcat("<a><row><c t=\"str\"><v>", text->str, "</v></c></row></a>",
					    NULL);
	struct parts p = whole;
	p.survey = tag;
	refused_bytes(xlsx_of(p), "por seguridad", "for safety");
	p.survey = cell;
	g_autoptr(GBytes) bytes = xlsx_of(p);
	struct workbook *book = read_bytes(bytes);
	assert_string_equal(workbook_cell(book, 0, 0, 0), text->str);
	workbook_free(book);
}

static void a_workbook_beyond_5_mebibytes_is_refused(void **state)
{
	(void)state;
	size_t length = ((size_t)5 << 20) + 1;
	g_autofree char *bytes = g_malloc0(length);
	memcpy(bytes, "PK\x03\x04", 4);
	refused(bytes, length, "5 MiB", "5 MiB");
}

static void csv_is_read_with_its_quotes_and_line_ends(void **state)
{
	(void)state;
	static const char text[] = "\xEF\xBB\xBF\"Survey\",,,\r\n"
				   "\"\",\"type\",name,label\r\n"
				   ",text,q1,\"Diga \"\"sí\"\",\r\n o no\"\r\n"
				   "\r\n"
				   ",,,\r\n"
				   ",note,q2,a | b\r\n"
				   "notas,,\r\n,x,y\r\n"
				   "choices\r\n"
				   ",list_name,name";
	struct workbook *book = read_good(text, sizeof text - 1);
	assert_int_equal(workbook_kind(book), WORKBOOK_CSV);
	assert_int_equal(workbook_n_sheets(book), 2);
	assert_int_equal(workbook_n_rows(book, 0), 3);
	assert_string_equal(workbook_cell(book, 0, 0, 0), "type");
	assert_string_equal(workbook_cell(book, 0, 1, 2), "Diga \"sí\", o no");
	assert_string_equal(workbook_cell(book, 0, 2, 2), "a | b");
	assert_int_equal(workbook_file_row(book, 0, 2), 6);
	assert_string_equal(workbook_sheet_name(book, 1), "choices");
	assert_string_equal(workbook_cell(book, 1, 0, 1), "name");
	assert_round(book);
	workbook_free(book);
}

static void csv_with_semicolons_is_read(void **state)
{
	(void)state;
	static const char text[] = "survey;;\n;type;name\n;text;a,b\n";
	struct workbook *book = read_good(text, sizeof text - 1);
	assert_string_equal(workbook_cell(book, 0, 1, 1), "a,b");
	workbook_free(book);
	static const char alone[] = "survey\n;type;name\n";
	book = read_good(alone, sizeof alone - 1);
	assert_int_equal(workbook_n_columns(book, 0), 2);
	workbook_free(book);
}

static void csv_that_is_wrong_is_refused_with_its_row(void **state)
{
	(void)state;
	static const struct {
		const char *text, *es, *en;
	} cases[] = {
		{"survey,,\n,type,\"name\n", "Línea 2", "Line 2: a quotation mark"},
		{"survey,,\n,type,\"name\"x\n", "comilla", "Line 2: a quotation mark"},
		{"survey,,\n,type,name\ntext,q1,\n", "Línea 3: la primera celda", "Line 3: the first cell"},
		{"survey,,\n,type\nsurvey\n", "Línea 3: esta hoja ya", "Line 3: this sheet"},
		{"encuesta,,\n,type,name\n", "ninguna tabla", "no table"},
		{" \"survey\",,\n,type,name\n", "ninguna tabla", "no table"},
		{"\tsurvey\n\ttype\n", "ninguna tabla", "no table"},
		{"surveys,,\n,type,name\n", "ninguna tabla", "no table"},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
		refused(cases[i].text, strlen(cases[i].text), cases[i].es, cases[i].en);
	g_autoptr(GString) wide = g_string_new("survey\n,");
	for (int i = 0; i < 500; i++)
		g_string_append(wide, i == 499 ? "x" : ",");
	refused(wide->str, wide->len, "400 columnas", "400 columns");
}

/* Any cells at all: drawn from what has a meaning in tables. */
static void whatever_is_read_is_written_and_read_the_same(void **state)
{
	(void)state;
	static const char *const pieces[] = {"|",  "\\", "\\|", "-",	   ":",	     " ",
					     "#",  "a",	 "ñ",	"\"",	   "survey", "\xE2\x80\x8B",
					     "\n", "\t", "||",	"\xC2\xA0"};
	g_autoptr(GRand) rand = g_rand_new_with_seed(20261122);
	for (int round = 0; round < 2000; round++) {
		g_autoptr(GString) csv = g_string_new("survey,\n");
		int n_rows = g_rand_int_range(rand, 0, 5);
		for (int r = 0; r < n_rows; r++) {
			int n_cells = g_rand_int_range(rand, 0, 4);
			for (int c = 0; c < n_cells; c++) {
				g_string_append(csv, ",\"");
				for (int k = g_rand_int_range(rand, 0, 4); k > 0; k--) {
					const char *piece = pieces[g_rand_int_range(
						rand, 0, (gint32)G_N_ELEMENTS(pieces))];
					g_string_append(csv, *piece == '"' ? "\"\"" : piece);
				}
				g_string_append_c(csv, '"');
			}
			g_string_append_c(csv, '\n');
		}
		struct workbook *book = read_good(csv->str, csv->len);
		assert_int_equal(workbook_kind(book), WORKBOOK_CSV);
		assert_round(book);
		workbook_free(book);
	}
	/* and tables with rows that hold nothing or only what looks like a separator */
	static const char odd[] = "| s |\n| | \xE2\x80\x8B- | : |\n|\xE2\x80\x8B|\n| | \xE2\x80\x8B | |\n"
				  "| \xE2\x80\x8B- |\n| | a | | |\n| \\|\xC3\x91 |\n";
	struct workbook *book = read_good(odd, sizeof odd - 1);
	assert_int_equal(workbook_n_sheets(book), 3);
	assert_int_equal(workbook_n_rows(book, 0), 3);
	assert_round(book);
	workbook_free(book);
}

/* Those that are no valid forms. */
static bool is_invalid(const char *name)
{
	return !strcmp(name, "cht_death_report.xlsx") || !strcmp(name, "ona_enumerator_weekly.xlsx");
}

/* Every workbook of the folder; how many were read and how many were forms goes to *n_read and *n_forms. */
static int read_folder(const char *folder, int *n_read, int *n_forms)
{
	int n = 0;
	g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
	for (const char *name; dir && (name = g_dir_read_name(dir));) {
		if (!g_str_has_suffix(name, ".xlsx"))
			continue;
		g_autofree char *path = g_build_filename(folder, name, NULL), *bytes = NULL;
		size_t length;
		assert_true(g_file_get_contents(path, &bytes, &length, NULL));
		n++;
		g_autoptr(GError) error = NULL;
		struct workbook *book = workbook_read(bytes, length, &error);
		if (!book) {
			assert_true(g_error_matches(error, FORM_ERROR, FORM_ERROR_UNREADABLE));
			print_message("# %s: %s\n", name, error->message);
			continue;
		}
		++*n_read;
		assert_round(book);
		struct form *form = xlsform_read(book, NULL, &error);
		if (form)
			++*n_forms;
		else
			print_message("# %s: %s\n", name, error->message);
		assert_true((form == NULL) == is_invalid(name));
		form_free(form);
		workbook_free(book);
	}
	return n;
}

static void real_forms_are_read(void **state)
{
	(void)state;
	const char *shared = g_getenv("VOCALIA_SHARED");
	char *folder = g_build_filename(shared ? shared : "../shared", "data", "forms", NULL),
	     *hostile = g_build_filename(folder, "hostile", NULL);
	int n_read = 0, n_forms = 0, n = read_folder(folder, &n_read, &n_forms), n_wrong = 0,
	    n_wrong_forms = 0, n_hostile = read_folder(hostile, &n_wrong, &n_wrong_forms);
	if (n + n_hostile)
		print_message("# %d of %d real workbooks read, %d of them forms; %d of %d with a wrong "
			      "extension read\n",
			      n_read, n, n_forms, n_wrong, n_hostile);
	else
		print_message("# skipped: no real forms at %s (set VOCALIA_SHARED)\n", folder);
	g_free(hostile);
	g_free(folder);
	if (!(n + n_hostile))
		skip();
	assert_int_equal(n_read, n);
	assert_int_equal(n_wrong, n_hostile);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(cells_of_a_workbook_stand_where_their_references_say),
		cmocka_unit_test(every_kind_of_cell_becomes_the_text_an_author_meant),
		cmocka_unit_test(a_form_in_a_workbook_and_in_tables_is_the_same_form),
		cmocka_unit_test(a_damaged_workbook_is_refused),
		cmocka_unit_test(an_archive_that_is_no_workbook_is_refused),
		cmocka_unit_test(a_shared_text_that_is_not_there_is_refused_with_its_cell),
		cmocka_unit_test(a_sheet_of_more_than_400_columns_is_refused),
		cmocka_unit_test(a_sheet_of_more_than_100000_rows_is_refused),
		cmocka_unit_test(what_grows_beyond_reason_when_inflated_is_refused),
		cmocka_unit_test(more_parts_than_a_workbook_has_are_refused),
		cmocka_unit_test(names_that_climb_out_are_refused),
		cmocka_unit_test(a_document_type_is_refused_before_it_expands),
		cmocka_unit_test(elements_nested_100000_deep_are_refused),
		cmocka_unit_test(a_tag_without_end_is_refused_and_a_long_text_is_not),
		cmocka_unit_test(a_workbook_beyond_5_mebibytes_is_refused),
		cmocka_unit_test(csv_is_read_with_its_quotes_and_line_ends),
		cmocka_unit_test(csv_with_semicolons_is_read),
		cmocka_unit_test(csv_that_is_wrong_is_refused_with_its_row),
		cmocka_unit_test(whatever_is_read_is_written_and_read_the_same),
		cmocka_unit_test(real_forms_are_read),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
