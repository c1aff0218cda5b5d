/* xlsform_reader - what the parts of the XLSForm reader share; private to them.
 *
 * xlsform.c reads the sheets, xlsform_words.c knows the standard's vocabulary, xlsform_bind.c gives
 * expressions their questions and puts the questions in order of evaluation.
 */
#ifndef XLSFORM_READER_H
#define XLSFORM_READER_H

#include "expression.h"
#include "form.h"
#include "workbook.h"
#include "xlsform.h"

#define DEPTH_MAX      20 /* groups within groups */
#define LANGUAGES_MAX  50
#define PROBLEMS_MAX   200  /* of errors, and of warnings, kept in the list; more are only counted */
#define CANDIDATES_MAX 1000 /* names tried for a suggestion */

/* --- xlsform_words.c: the vocabulary */
enum sheet { SHEET_SURVEY, SHEET_CHOICES, SHEET_SETTINGS, SHEET_MAX };

enum column {
	/* survey */
	COLUMN_TYPE,
	COLUMN_NAME, /* also of choices */
	COLUMN_LABEL,
	COLUMN_HINT,
	COLUMN_REQUIRED,
	COLUMN_REQUIRED_MESSAGE,
	COLUMN_RELEVANT,
	COLUMN_CONSTRAINT,
	COLUMN_CONSTRAINT_MESSAGE,
	COLUMN_CALCULATION,
	COLUMN_DEFAULT,
	COLUMN_APPEARANCE,
	COLUMN_READ_ONLY,
	COLUMN_ROLE,
	COLUMN_DISABLED,
	/* choices */
	COLUMN_LIST_NAME,
	COLUMN_LEVEL,
	/* settings */
	COLUMN_FORM_TITLE,
	COLUMN_FORM_ID,
	COLUMN_VERSION,
	COLUMN_DEFAULT_LANGUAGE,
	/* any */
	COLUMN_LATER, /* of the standard; a filled cell is refused because the form would mean something else
		       */
	COLUMN_IGNORED, /* of the standard; a filled cell is warned about: nothing essential is lost */
	COLUMN_OTHER,	/* not of the standard */
	COLUMN_MAX
};

struct header {
	enum column column;
	char *language;	   /* NULL: none written */
	bool is_bare_text; /* a translatable column without language */
};
/* What the text of a header cell means in that sheet. */
struct header header_parse(enum sheet, const char *text);
const char *header_nearest(enum sheet, const char *text); /* or NULL */
const char *sheet_name_of(enum sheet);

enum type_kind {
	TYPE_QUESTION, /* type says which */
	TYPE_BEGIN,    /* type: FORM_GROUP or FORM_REPEAT */
	TYPE_END,
	TYPE_METADATA, /* about the device or the hour: never kept */
	TYPE_LATER,    /* of the standard, not read by this version */
	TYPE_UNKNOWN
};
struct type_words {
	enum type_kind kind;
	enum form_type type;
	const char *list; /* selects: the rest of the cell, the list's name; "" when missing */
	bool or_other;
};
/* cell: the text of a type cell, cut by this function where the list's name ends. */
struct type_words type_parse(char *cell);
const char *type_nearest(const char *cell); /* or NULL */
bool role_parse(const char *text, enum form_role *role);
const char *role_nearest(const char *text); /* or NULL */
/* 1 yes, 0 no, -1 neither: an expression. */
int yes_no_parse(const char *text);
bool name_is_valid(const char *name);

/* --- xlsform.c: the reader */
struct place {
	const char *sheet;
	unsigned row;
	const char *column; /* or NULL */
};

/* An expression, or a text with ${ } in it, whose names are looked up when all questions are known. */
struct pending {
	struct form_question *question;
	struct expression *expression; /* or NULL */
	char *text;		       /* of a label, when expression is NULL */
	char *column;
	enum column kind;
};

struct reader {
	const struct workbook *book;
	struct form *form;
	GPtrArray *problems; /* of struct form_problem; owned */
	size_t n_errors, n_warnings;
	GArray *pending;      /* of struct pending */
	GHashTable *metadata; /* names of metadata questions that were left out */
};

/* Adds a problem; both formats take the same arguments in the same order. */
void reader_problem(struct reader *, struct place, bool is_warning, const char *es, const char *en, ...)
	__attribute__((format(printf, 4, 6), format(printf, 5, 6)));

/* Whether the next error will still be kept, so that a suggestion is worth looking for. */
bool reader_is_patient(const struct reader *);

/* --- xlsform_tables.c: sheets as tables with known columns, and the two lesser sheets */
struct table; /* one sheet */
struct cell {
	const char *text; /* "" when empty */
	struct place place;
};
/* NULL where the sheet is absent; the headers are checked here. */
void reader_open_tables(struct reader *, struct table *tables[SHEET_MAX]);
void table_free(struct table *);	   /* NULL is fine */
size_t table_n_rows(const struct table *); /* with the header row, which is row 0 */
bool table_has(const struct table *, enum column);
bool table_row_is_empty(const struct table *, size_t row);
/* The cell of the column of that meaning; of texts, the first that is filled. */
struct cell table_cell(const struct table *, size_t row, enum column);
struct cell table_cell_in(const struct table *, size_t row, enum column, size_t language);
void table_text(const struct table *, size_t row, enum column, struct form_text *);
/* Adds a problem for every filled cell of a column that is not read yet. */
void table_refuse_later(const struct table *, size_t row);
void reader_settings(struct reader *, struct table *settings);		       /* may be NULL */
void reader_languages(struct reader *, struct table *const tables[SHEET_MAX]); /* form->languages */
GHashTable *reader_choices(struct reader *,
			   struct table *choices); /* name -> struct form_list; may be NULL */

/* --- xlsform_bind.c */
/* Numbers the questions, binds every pending expression and fills form->evaluation. */
void reader_bind(struct reader *);

#endif
