/* poster - the sheet on the wall: join the Wi-Fi, open the form, three instructions.
 *
 * One SVG template (collector/pages/poster.svg) is the source for screen and paper; librsvg and cairo turn it
 * into PDF.
 *
 * Threads: pure.  Memory: the caller owns what is returned.  Failure: POSTER_ERROR_TEXT (not UTF-8, or words
 * that no QR code holds) or POSTER_ERROR_RENDER.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#ifndef POSTER_H
#define POSTER_H

#include <glib.h>
#include <stdbool.h>

#define POSTER_ERROR (poster_error_quark())
GQuark poster_error_quark(void);
enum poster_error { POSTER_ERROR_TEXT, POSTER_ERROR_RENDER };

enum poster_paper { POSTER_LETTER /* 8.5 x 11 in */, POSTER_A4 /* 210 x 297 mm */ };

/* Texts are UTF-8; what is too long for its place is broken into lines and then cut with an ellipsis. */
struct poster {
	const char *title, *place; /* of the session: at most two lines, one line */
	const char *date;	   /* as it is to be read; never cut to make room for the place */
	const char *mesa;	   /* "Mesa 3", or NULL */
	const char *url;	   /* of the form, ASCII: also printed in clear text */
	const char *wifi_ssid;	   /* NULL: no network on the poster, the form's QR takes the room */
	const char *wifi_password; /* NULL: the network is open */
	const char *collect;	 /* text of the code that sets up ODK Collect, ASCII; NULL: it is left out */
	const char *responsible; /* who asks, at the foot: at most two lines */
	bool is_trial;		 /* DE PRUEBA across the sheet */
};

/* In points (1/72 inch). */
void poster_paper_size(enum poster_paper, double *width, double *height);
char *poster_svg(const struct poster *, enum poster_paper, GError **);
GBytes *poster_pdf(const struct poster *, enum poster_paper, GError **);

#endif
