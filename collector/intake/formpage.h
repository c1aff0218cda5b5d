/* formpage - the citizen's page: one self-contained document with a fresh UUID in it.
 *
 * A clean page is rendered and compressed once per catalogue, session, table and language, in two halves
 * around the UUID: one gzip member (RFC 1952) of deflated half, stored block of 36 bytes, deflated half, its
 * checksum joined with crc32_combine.  A page with something of a person's in it is rendered for itself, and
 * one that is another at each moment is compressed each time. Threads: any.  Memory: replies are the
 * caller's.  Failure: none.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#ifndef FORMPAGE_H
#define FORMPAGE_H

#include "answers.h"
#include "routes.h"

struct formpage {
	const struct session *session;
	const struct form_version *form; /* that the answers belong to; NULL: the session's of today */
	int mesa;			 /* 0: none */
	const struct answers *answers;	 /* typed before, or NULL */
	const char *uuid;		 /* NULL: a fresh one */
	const char *previous_folio;	 /* a further report of the same sender, or NULL */
	bool is_conflict; /* what was sent met its own UUID with other answers: offered again as a new one */
	const char *corrects_folio; /* a correction, or NULL */
	const char *sheet;	    /* folio of the sheet of paper that is typed in, or NULL */
	const char *seen; /* what the page that was sent had shown (page.h), "live" of a script's, or NULL */
	bool is_step;	  /* brought up to date while it is filled in: nothing is judged */
	const char *preview_files; /* where the files are of a form that is only looked at, or NULL */
};

/* The clean page, from the cache. */
struct reply *formpage_clean(struct context *, const struct session *, int mesa);
/* A page for one person; status 200 or 422. */
struct reply *formpage_own(struct context *, unsigned status, const struct formpage *);
/* What has been sent, from a citizen's page or typed in from a sheet: brought up to date, complained about or
 * stored.  in: all but the answers and files; page: all but the answers.  (citizen.c) */
struct reply *citizen_receive(struct context *, struct submission *in, struct formpage *page);
/* How many questions have come up since the page was made, by what was answered on it. */
size_t formpage_n_new(struct context *, const struct formpage *);
/* What a page of this session carries as proof that it was given out while the session was open. */
void formpage_issued(const struct app *, const struct session *, int64_t opened, char token[40]);
bool formpage_issued_check(const struct app *, const struct session *, const char *token);
/* code, title, place, date (ISO 8601), day (the date in words), is_trial, is_<state>, … */
json_t *session_brief(const struct session *, const char *language);
/* "14 de noviembre de 2026"; "" for "".  The caller frees it. */
char *date_in_words(const char *iso, const char *language);
json_t *notice_view(const struct notice *);

/* What the reader chose for the form: any of its languages, also those that the program does not speak. */
const char *formpage_language(const struct context *);
/* "?lang=en" when the reader chose the language on the page, else "": what leads from one of a citizen's
 * pages to the next keeps it.  The caller frees it. */
char *formpage_language_tail(const struct context *);

#endif
