/* xlsform_reader - what the parts of the XLSForm reader share; private to them.
 *
 * The order of the reading: xlsform_tables opens the sheets with the words of xlsform_columns;
 * xlsform_settings reads the settings and the languages; xlsform_lists and xlsform_files make the lists of
 * choices; xlsform_survey reads the rows with the words of xlsform_types, xlsform_question what stands in
 * them, xlsform_parameters one of their columns; xlsform_bind gives expressions their questions and
 * xlsform_order puts the questions in order of evaluation. SPDX-License-Identifier: GPL-3.0-or-later
 */
#ifndef XLSFORM_READER_H
#define XLSFORM_READER_H

#include "document.h"
#include "expression.h"
#include "form.h"
#include "workbook.h"
#include "xlsform.h"

#define DEPTH_MAX	 20 /* groups within groups */
#define LANGUAGES_MAX	 50
#define QUESTIONS_MAX	 20000u
#define ROWS_READ_MAX	 ((size_t)1 << 20) /* with those that loops read again */
#define EDGES_MAX	 ((size_t)2 << 20) /* between questions, through groups and patterns */
#define SLOTS_MAX	 ((size_t)1 << 20) /* pointers to texts and cells, of the whole form */
#define NODES_MAX	 ((size_t)1 << 20) /* of the documents of all lists */
#define PARTS_MAX	 ((size_t)1 << 19) /* of all formulas together */
#define TRANSLATIONS_MAX 10		   /* missing ones that are told one by one, of each language */
#define PROBLEMS_MAX	 200  /* of errors, and of warnings, kept in the list; more are only counted */
#define CANDIDATES_MAX	 1000 /* names tried for a suggestion */

/* --- xlsform_foreign.c: words of other languages and tools */
/* What the standard calls that header or type, "type" for "tipo"; NULL when it is no such word. */
const char *foreign_header(const char *header);
const char *foreign_type(const char *cell);
/* Whether the type is one that only KoboToolbox has, and what to write in its place. */
bool foreign_advice(const char *cell, const char **es, const char **en);

/* --- xlsform_columns.c: what headers mean */
enum sheet { SHEET_SURVEY, SHEET_CHOICES, SHEET_SETTINGS, SHEET_EXTERNAL_CHOICES, SHEET_MAX };

enum column {
	/* survey */
	COLUMN_TYPE,
	COLUMN_NAME, /* also of choices */
	COLUMN_LABEL,
	COLUMN_HINT,
	COLUMN_GUIDANCE_HINT,
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
	COLUMN_CHOICE_FILTER,
	COLUMN_PARAMETERS,
	COLUMN_REPEAT_COUNT,
	COLUMN_TRIGGER,
	COLUMN_ROWS,
	COLUMN_IMAGE, /* this and the next three: also of choices */
	COLUMN_BIG_IMAGE,
	COLUMN_AUDIO,
	COLUMN_VIDEO,
	COLUMN_ATTRIBUTE, /* goes to other clients as it is */
	/* choices */
	COLUMN_LIST_NAME,
	COLUMN_LEVEL,
	COLUMN_CELL, /* the author's own, for filters */
	/* settings */
	COLUMN_SETTING,
	COLUMN_INSTANCE_NAME,
	COLUMN_DEFAULT_LANGUAGE,
	/* any */
	COLUMN_IGNORED, /* of the standard; a filled cell is warned about: nothing essential is lost */
	COLUMN_SILENT,	/* of the standard or of a tool, and without a meaning here */
	COLUMN_OTHER,	/* not of the standard */
	COLUMN_MAX
};

struct header {
	enum column column;
	const char *canonical; /* of settings: the standard's present spelling; or NULL */
	char *language;	       /* NULL: none written */
	bool is_bare_text;     /* a translatable column without language */
	enum form_attribute_place place;
	char *attribute; /* of COLUMN_ATTRIBUTE: its name */
};
/* What the text of a header cell means in that sheet. */
struct header header_parse(enum sheet, const char *text);
/* The known header that text is most likely a slip of, or NULL; the other one, that it is at all near to. */
const char *header_slip_of(enum sheet, const char *text);
const char *header_nearest(enum sheet, const char *text);
const char *sheet_name_of(enum sheet);
/* Lower case, white space of the ends off, inner spaces as _; to be freed. */
char *header_fold(const char *text);
/* 1 yes, 0 no, -1 neither: an expression. */
int yes_no_parse(const char *text);
bool name_is_valid(const char *name); /* of a question: an XML name without a colon */

/* --- xlsform_types.c: what cells of the type column mean */
enum type_kind {
	TYPE_QUESTION, /* type says which */
	TYPE_BEGIN,    /* type: FORM_GROUP or FORM_REPEAT */
	TYPE_LOOP,     /* begins one, over list */
	TYPE_END,      /* type: FORM_GROUP also for the end of a loop */
	TYPE_EXTERNAL, /* no question: a file that expressions read */
	TYPE_UNKNOWN
};
struct type_words {
	enum type_kind kind;
	enum form_type type;
	enum form_metadata metadata;
	const char *list; /* selects, rank, loops: the rest of the cell, the list's name; "" when missing */
	enum form_list_kind source;
	bool or_other;
	bool is_of_osm;
	bool is_loop_end;
	const char *extension;			    /* of TYPE_EXTERNAL: ".csv", ".xml" */
	const char *constraint, *hint_es, *hint_en; /* that come with an old type, or NULL */
};
/* cell: the text of a type cell, cut by this function where the list's name ends. */
struct type_words type_parse(char *cell);
bool type_takes_list(enum form_type);
const char *type_nearest(const char *cell); /* or NULL */

/* --- xlsform.c: the reader */
struct place {
	const char *sheet;
	unsigned row;
	const char *column; /* or NULL */
};

/* An expression, or a text with ${ } in it, whose names are looked up when all questions are known. */
struct pending {
	struct form_question *question; /* that it belongs to; the root for those of the settings; NULL: of a
					   choice */
	size_t list_number;		/* of a choice's label: place of its list in form->lists plus 1 */
	struct expression *expression;	/* or NULL */
	char *text;			/* when expression is NULL */
	struct place place;		/* column owned */
	enum column kind;
	bool has_indexed_repeat; /* it may mean other instances than its own */
};

struct reader {
	const struct workbook *book;
	const struct form_file *files;
	size_t n_files;
	bool has_files; /* they are at hand: one that is missing is missing */
	struct form *form;
	GPtrArray *problems; /* of struct form_problem; owned */
	size_t n_errors, n_warnings, n_slots, n_nodes, n_parts;
	GArray *pending;	 /* of struct pending */
	GHashTable *lists;	 /* key of list_key() -> struct form_list */
	GHashTable *named;	 /* names of files spoken of */
	GPtrArray *file_names;	 /* the same in order */
	GArray *externals;	 /* of struct form_external */
	GHashTable *own_columns; /* names of the authors' own columns of choices; borrowed */
	bool is_too_large;	 /* told, and nothing more is taken */
	bool levels_are_own;	 /* no question has a role, so `level` may be anything */
	GArray *translations;	 /* by language: size_t of texts missing */
};

/* Adds a problem; both formats take the same arguments in the same order. */
void reader_problem(struct reader *, struct place, bool is_warning, const char *es, const char *en, ...)
	__attribute__((format(printf, 4, 6), format(printf, 5, 6)));
/* " ¿Quiso decir …?" in both languages, to be freed; "" when near is NULL. */
void reader_suggest(const char *near, char **es, char **en);
/* Whether the next error will still be kept, so that a suggestion is worth looking for. */
bool reader_is_patient(const struct reader *);
/* Takes room for n pointers; false, and a problem the first time, when there is no more. */
bool reader_take_slots(struct reader *, size_t n);
bool reader_take_nodes(struct reader *, size_t n);    /* the same of documents' nodes */
char *reader_keep(struct reader *, const char *text); /* as long as the form; equal texts are one */
bool language_is_english(const struct form *, size_t language);
void reader_pend(struct reader *, struct pending); /* copies text and place.column */
/* Parses an expression and pends it; NULL, with a problem, when it is wrong. */
struct expression *reader_expression(struct reader *, struct form_question *, const char *text, struct place,
				     enum column kind);

/* --- xlsform_tables.c: sheets as tables with known columns */
struct table; /* one sheet */
struct cell {
	const char *text; /* "" when empty */
	struct place place;
};
struct table_column {
	struct header header;
	size_t by_language; /* index, once the languages are known */
	size_t index;	    /* in the sheet */
	const char *text;   /* the header as written */
};
/* NULL where the sheet is absent; the headers are checked here. */
void reader_open_tables(struct reader *, struct table *tables[SHEET_MAX]);
void table_free(struct table *);	   /* NULL is fine */
size_t table_n_rows(const struct table *); /* with the header row, which is row 0 */
bool table_has(const struct table *, enum column);
bool table_row_is_empty(const struct table *, size_t row);
bool table_row_is_disabled(const struct table *, size_t row);
/* The columns of that meaning, in sheet order. */
size_t table_n_columns(const struct table *, enum column);
struct table_column *table_column(const struct table *, enum column, size_t i);
const char *table_text_at(const struct table *, size_t row, const struct table_column *);
struct place table_place(const struct table *, size_t row, const char *header);
/* The cell of the column of that meaning; of texts, the first that is filled. */
struct cell table_cell(const struct table *, size_t row, enum column);
struct cell table_cell_in(const struct table *, size_t row, enum column, size_t language);
void table_text(const struct table *, size_t row, enum column, struct form_text *);
void table_media(const struct table *, size_t row, struct form_media *); /* and names the files */
bool table_has_language(const struct table *, size_t language);

/* --- xlsform_settings.c */
void reader_settings(struct reader *, struct table *settings);		       /* may be NULL */
void reader_languages(struct reader *, struct table *const tables[SHEET_MAX]); /* form->languages */

/* --- xlsform_lists.c */
/* All lists that the form has or speaks of, in form->lists and r->lists. */
void reader_lists(struct reader *, struct table *const tables[SHEET_MAX]);
/* NULL when there is none. */
struct form_list *list_find(struct reader *, enum form_list_kind, const char *name, const char *value,
			    const char *label);
/* Whether the column can be named in a filter of that list. */
bool list_has_column(const struct form_list *, const char *name);

/* --- xlsform_files.c */
const struct form_file *reader_file(const struct reader *, const char *name); /* or NULL */
void reader_name_file(struct reader *, const char *name); /* form->files will have it, once */
/* A choice's or label's picture: names it, and warns when it is missing. */
void reader_name_media(struct reader *, const char *name, struct place);
/* Fills a list of FORM_LIST_FILE, whose file, value_column and label_column are set. */
void list_read_file(struct reader *, struct form_list *, struct place);
void list_finish(struct form_list *); /* by_name and has_duplicates, of the choices that are there */
/* Adds what csv-external, xml-external and pulldata() read. */
void reader_external(struct reader *, const char *name, const char *extension, struct place);

/* --- xlsform_survey.c */
void reader_survey(struct reader *, struct table *survey);

/* --- xlsform_question.c: the columns of one question */
struct survey {
	struct reader *r;
	struct table *table;
	GArray *open; /* of struct open_group; [0] is the root */
	size_t n_questions, n_read;
	bool role_taken[FORM_ROLE_MAX];
	bool is_given_up;		  /* too deep or too many */
	const struct form_choice *looped; /* the innermost loop's choice, or NULL */
};
struct open_group {
	struct form_question *question;
	GPtrArray *children;
	bool is_loop;
};
void question_take(struct survey *, struct form_question *, const struct type_words *, size_t row);

/* --- xlsform_parameters.c */
/* name, value, … of the parameters column, checked against what the type takes; NULL where there are none. */
char **parameters_take(struct reader *, const struct form_question *, struct cell, const char *rows);
/* The value of one of them in a cell that was not checked, to be freed; or NULL. */
char *parameters_value(const char *text, const char *name);

/* --- xlsform_bind.c */
struct binder {
	struct reader *r;
	GHashTable *by_name;	    /* name -> GPtrArray of struct form_question */
	GArray **needed_by;	    /* by question number: numbers (size_t) of those that depend on it */
	GArray **softly_needed_by;  /* the same, where a circle is none: other instances of a repeat */
	size_t *n_needs, *n_softly; /* by question number */
	GArray **needs;		    /* by question number: numbers of those that it reads */
	GArray **read_by_list;	    /* by list: the same of its choices' labels */
	size_t n_edges;		    /* followed so far */
};
/* Numbers the questions, binds every pending expression and fills form->evaluation. */
void reader_bind(struct reader *);

/* --- xlsform_order.c */
void reader_order(struct binder *);

#endif
