/* receipt - what a folio opens.
 *
 * Threads: any.  Memory: as said.  Failure: NULL with the refusal to send.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#ifndef RECEIPT_H
#define RECEIPT_H

#include "folio.h"
#include "routes.h"

/* A report whose folio was shown. */
struct held {
	struct folio folio;
	char folio_text[FOLIO_TEXT_MAX];
	unsigned char uuid[16], sender[16];
	char uuid_hex[33], sender_hex[33];
	json_t *row;		       /* of submission_by_id */
	const struct session *session; /* may be NULL for a session that came from elsewhere */
	bool is_erased, is_replaced;
};

/* False when no report has that folio: the reply is then in *refusal.  held_clear after use. */
bool held_open(struct context *, const char *folio, struct held *, struct reply **refusal);
void held_clear(struct held *);

#define REPORTS_OF_SENDER_MAX 3

#endif
