/* paper - a form as sheets to be filled in with a pen.
 *
 * Each sheet carries its own folio, printed beforehand as text and as QR on every one of its pages, so that
 * what is typed in later is found by whoever kept the folio.  Boxes are sized for handwriting; what paper
 * cannot ask is said beside the question, and so is when a question may be left out.
 *
 * Threads: pure.  Memory: the caller owns what is returned.  Failure: POSTER_ERROR_TEXT (an address that no
 * QR code holds) or POSTER_ERROR_RENDER.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#ifndef PAPER_H
#define PAPER_H

#include "form.h"
#include "poster.h"

#define PAPER_SHEETS_MAX 200

struct paper_sheet {
	const char *folio; /* grouped, as it is to be read */
	const char *url;   /* of the receipt, ASCII */
};

struct paper {
	const struct form *form;
	const char *language;			  /* code: of the form's texts and of ours */
	const char *session, *place;		  /* title; venue and date.  "" where none */
	const char *responsible;		  /* who asks: "" for the short notice without it */
	const char *scope, *recipients, *version; /* of the privacy notice; "" where none */
	bool is_trial;
};

/* n_sheets: 1..PAPER_SHEETS_MAX.  n_pages: NULL, or the pages of one sheet. */
GBytes *paper_pdf(const struct paper *, enum poster_paper, const struct paper_sheet *, size_t n_sheets,
		  size_t *n_pages, GError **);

/* When a question is to be answered, in words that name the printed numbers ("Solo si en 3 marcaste «Sí»");
 * number_of: the printed number of a question, "" where it has none.  To be freed. */
char *paper_condition(const struct form *, const struct form_question *, const char *language,
		      const char *(*number_of)(void *data, const struct form_question *), void *data);

#endif
