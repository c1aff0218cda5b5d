/* drawn - codes and sheets as replies: shown in the browser, or saved under a name.
 *
 * Threads: any.  Memory: replies are the caller's.  Failure: 404 for a kind that there is not, 500 for what
 * could not be drawn. SPDX-License-Identifier: GPL-3.0-or-later
 */
#ifndef DRAWN_H
#define DRAWN_H

#include "routes.h"

/* Takes bytes and error over, one of which is NULL. */
struct reply *drawn_reply(struct context *, GBytes *bytes, GError *error, const char *type, const char *name);
/* Takes the text over; NULL for NULL. */
GBytes *drawn_text(char *);
/* The text as a QR code of a kind: "svg", "png" (that many pixels a module) or "txt"; stem: the file's name
 * without the kind. */
struct reply *drawn_code(struct context *, const char *text, const char *stem, const char *kind,
			 unsigned pixels);

#endif
