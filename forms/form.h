/* form - what is asked: questions, choices and languages of one form version, as read from an XLSForm.
 *
 * Threads: a form is immutable after xlsform_read; any thread may read it.  Memory: everything below a
 * struct form belongs to it and goes with form_free.  Failure: nothing here fails.
 *
 * Names follow the XLSForm standard (xlsform.org) and the ODK XForms specification.  Two columns are ours:
 * `role` in the survey sheet says what an answer means to the analysis, `level` in the choices sheet gives an
 * ordinal choice its place on the scale.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#ifndef FORM_H
#define FORM_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

/* The error domain of the whole folder. */
#define FORM_ERROR (form_error_quark())
GQuark form_error_quark(void);
enum form_error {
	FORM_ERROR_UNREADABLE, /* not a workbook at all */
	FORM_ERROR_REFUSED,    /* read, but not a valid form: see the list of problems */
	FORM_ERROR_EXPRESSION, /* an expression that cannot be parsed */
};

enum form_type {
	FORM_TEXT,
	FORM_INTEGER,
	FORM_DECIMAL,
	FORM_DATE,
	FORM_TIME,
	FORM_DATETIME,
	FORM_SELECT_ONE,
	FORM_SELECT_MULTIPLE,
	FORM_RANK,  /* every choice of the list, put in order */
	FORM_RANGE, /* a number between parameters start and end, by step */
	FORM_NOTE,
	FORM_ACKNOWLEDGE,
	FORM_CALCULATE,
	FORM_HIDDEN,
	FORM_IMAGE, /* this and the next three: the answer is a file's name, the file stands beside it */
	FORM_AUDIO,
	FORM_VIDEO,
	FORM_FILE,
	FORM_GEOPOINT, /* "lat lon alt accuracy", degrees and metres (ODK XForms) */
	FORM_GEOTRACE, /* points separated by ";" */
	FORM_GEOSHAPE, /* the same, closed: the last point is the first */
	FORM_BARCODE,  /* text on the page, a scan in a client that can */
	FORM_METADATA, /* filled by the client, not asked: see form_metadata */
	FORM_GROUP,
	FORM_REPEAT,
	FORM_TYPE_MAX
};

/* What a client would fill in by itself.  What tells about a person's device is never asked for nor kept. */
enum form_metadata {
	FORM_METADATA_NONE,
	FORM_METADATA_START,   /* dateTime when the form was opened; not kept */
	FORM_METADATA_END,     /* dateTime when it was finished; not kept */
	FORM_METADATA_TODAY,   /* date; kept */
	FORM_METADATA_PRIVATE, /* device, telephone, e-mail, user, audit, place in the background: always
				  empty */
	FORM_METADATA_MAX
};

/* What an answer means to the analysis: the `role` column of the survey sheet. */
enum form_role {
	FORM_ROLE_NONE,
	FORM_ROLE_PROBLEM,	/* the citizen's own words: clustered, quoted */
	FORM_ROLE_THEME,	/* everyday theme chosen */
	FORM_ROLE_SEVERITY,	/* choice levels 1 (annoys) .. n (endangers) */
	FORM_ROLE_AFFECTED,	/* choice levels 1 (my house) .. n (whole municipality) */
	FORM_ROLE_FREQUENCY,	/* choice levels 1 (once) .. n (always) */
	FORM_ROLE_MUNICIPALITY, /* preselected from the session */
	FORM_ROLE_PLACE,	/* colonia, ejido or locality */
	FORM_ROLE_DEMOGRAPHIC,	/* about the person; skipped on a second report of the same sender */
	FORM_ROLE_MAX
};

/* A sentence in each language of the form: by_language[i] belongs to form->languages[i]; NULL where the
 * author left it empty (form_text_in falls back to the default language, then to any). */
struct form_text {
	char **by_language; /* form->n_languages entries, or NULL when absent in all */
};

/* Names of files, by language as the texts are. */
struct form_media {
	struct form_text image, big_image, audio, video;
};

struct form_choice {
	char *name; /* the stored value; no spaces */
	struct form_text label;
	struct form_media media;
	int level;    /* `level` column, 1..n; 0 where the choice is off the scale ("No sé") */
	char **cells; /* the further columns, list->n_columns of them, "" where empty; NULL where there are
			 none */
};

enum form_list_kind {
	FORM_LIST_CHOICES,  /* the choices sheet */
	FORM_LIST_EXTERNAL, /* the external_choices sheet */
	FORM_LIST_FILE,	    /* a CSV, XML or GeoJSON file that came with the form */
	FORM_LIST_REPEAT,   /* what was answered to a question in every instance of its repeat */
};

/* A list of choices is also a secondary instance, instance('name')/root/item/…, for filters and look-ups; one
 * out of a repeat is neither that nor has choices here: answers_choices() tells them, each answer once. */
struct form_list {
	char *name; /* of files: the name without its extension, as instance() wants it; "${question}" */
	enum form_list_kind kind;
	char *file;			    /* FORM_LIST_FILE: the file's name; else NULL */
	const struct form_question *source; /* FORM_LIST_REPEAT: whose answers; else NULL */
	char *value_column, *label_column; /* of the items: "name", "label" unless parameters say otherwise */
	struct form_choice *choices;
	size_t n_choices;
	char **columns; /* names of further columns, as written (filters, geometry): not name, label, media,
			   level */
	size_t n_columns;
	GHashTable *by_name;	   /* name -> the first choice of that name */
	bool has_duplicates;	   /* allow_choice_duplicates = yes, and there are some */
	struct document *instance; /* document.h: <root><item>…; an item's tag is its struct form_choice */
};

/* A file that only expressions read (csv-external, xml-external, pulldata): instance('name'). */
struct form_external {
	char *name; /* the id of the instance */
	char *file;
	struct document *instance; /* of a CSV: <root><item>… */
};

/* bind::…, body::…, instance::… columns, parameters of media and what else goes to other clients as it is. */
enum form_attribute_place { FORM_ATTRIBUTE_BIND, FORM_ATTRIBUTE_BODY, FORM_ATTRIBUTE_INSTANCE };
struct form_attribute {
	enum form_attribute_place place;
	char *name, *value;
};

struct expression; /* expression.h */
struct document;   /* document.h */

struct form_question {
	char *name; /* unique among its siblings */
	char *path; /* names joined by '/', without the root; also the field name on the page */
	enum form_type type;
	enum form_role role;
	enum form_metadata metadata; /* of FORM_METADATA */
	struct form_text label, hint, guidance_hint, constraint_message, required_message;
	struct form_media media;
	bool required; /* required = yes, or true() */
	bool read_only;
	struct expression *required_if; /* a required column that is an expression; NULL otherwise */
	struct expression *relevant, *constraint, *calculation, *default_expression; /* NULL when absent */
	char *default_value;		  /* literal default, or NULL */
	char *appearance;		  /* as written, lower case, or NULL */
	const struct form_list *list;	  /* select types and rank: borrowed from form->lists */
	struct expression *choice_filter; /* context node: an item of the list, or what stands right above
					     the source; NULL: all of it */
	struct expression *count;	  /* of a repeat: how many instances; NULL: as many as people add */
	struct form_question *
		*triggers; /* the calculation is made when one of these changes, and only then */
	size_t n_triggers;
	char **parameters; /* name, value, name, value…, NULL; NULL where there are none */
	struct form_attribute *attributes;
	size_t n_attributes;
	size_t *needs; /* numbers of the questions that its expressions and texts read; ascending */
	size_t n_needs;
	struct form_question *parent; /* NULL at the top */
	struct form_question **children;
	size_t n_children; /* groups and repeats only */
	unsigned row;	   /* row in the survey sheet, 1-based, for messages */
	/* Where answers keep it.  The container of a question is the nearest repeat above it, or the root. */
	size_t number;			 /* place in form->questions */
	size_t slot;			 /* place among the questions of its container, 0.. */
	struct form_question **contents; /* root and repeats: the questions they contain, by slot */
	size_t n_slots;
	const struct form_question *container; /* NULL for the root */
};

struct form {
	char *id, *title, *version; /* settings sheet; version never empty */
	char **languages;	    /* as written, "Español (es)"; "default" where the form names none */
	size_t n_languages;
	size_t default_language; /* index into languages */
	char *root_name;	 /* of the primary instance: "data" unless the settings say otherwise */
	char **settings; /* every filled cell of the settings sheet: header, value, …, NULL; or NULL */
	struct expression *instance_name; /* or NULL */
	struct form_question *root;	  /* a nameless FORM_GROUP */
	struct form_list *lists;
	size_t n_lists;
	struct form_external *externals;
	size_t n_externals;
	char **files; /* names of all files that the form speaks of, each once, NULL at the end; or NULL */
	struct form_question **questions; /* all but the root, depth-first in sheet order */
	size_t n_questions;
	/* Those that have a relevant, a calculation or a count, or stand in a group that has one; each comes
	 * after all that it depends on. */
	struct form_question **evaluation;
	size_t n_evaluation;
	GHashTable *by_path; /* path -> question */
	GHashTable *by_name; /* name -> the first question of that name in sheet order */
	GStringChunk *texts; /* where the cells of the lists are kept; or NULL */
	bool uses_clock;     /* some expression asks for today() or now() */
	bool has_feedback;   /* some formula reads other instances of what comes after it in that order: they
				are   made again until nothing changes */
};

void form_free(struct form *); /* NULL is fine */

/* Index of the language whose code ("es") or whole name matches, else the default language. */
size_t form_language(const struct form *, const char *code);
/* "es" of "Español (es)", to be freed; a language that names no code is its own. */
char *form_language_code(const char *language);
/* The text in that language, else in the default language, else in any, else NULL. */
const char *form_text_in(const struct form *, const struct form_text *, size_t language);
/* The question of that path, or NULL. */
const struct form_question *form_find(const struct form *, const char *path);
/* The first question with that role in sheet order, or NULL. */
const struct form_question *form_with_role(const struct form *, enum form_role);
const struct form_choice *form_choice_named(const struct form_list *, const char *name); /* or NULL */
/* Depth-first, sheet order: pass NULL to begin; NULL at the end. */
const struct form_question *form_next(const struct form *, const struct form_question *);
const char *form_role_name(enum form_role); /* as in the role column */
/* The value of a parameter ("start", "rows", "randomize"), or NULL. */
const char *form_parameter(const struct form_question *, const char *name);
/* The cell of the settings sheet below that header (canonical spelling: "style"), or NULL. */
const char *form_setting(const struct form *, const char *name);
/* The secondary instance of that id (a list or an external file), or NULL. */
const struct document *form_instance(const struct form *, const char *id);
/* Whether the answer is the name of a file that comes with it. */
bool form_type_is_file(enum form_type);
/* Whether people answer it: not notes, groups, repeats, calculations, metadata. */
bool form_type_is_answered(enum form_type);

#endif
