/* custody - the key that seals contact data: made here once, its secret half shown once and never stored.
 *
 * Contact is asked for only after two custodians have each passed a test decryption with the secret they
 * keep. Threads: any.  Memory: as said.  Failure: replies.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#ifndef CUSTODY_H
#define CUSTODY_H

#include "routes.h"

json_t *custody_view(const struct custody *); /* has_key, fingerprint, custodians, n_needed, is_ready */
json_t *settings_view(struct context *);      /* settings.c: what the page of all settings shows */

#endif
