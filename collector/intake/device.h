/* device - the addresses under which ODK Collect and its kin reach a session: http://HOST/or/TOKEN.
 *
 * A token is the session's code, the device's number and a keyed hash of both ("PRB24-0-7K3X…"); nothing of
 * it is stored.  It ends when the device is revoked. Threads: any.  Memory: fixed buffers, or the caller
 * frees.  Failure: device_read says false. SPDX-License-Identifier: GPL-3.0-or-later
 */
#ifndef DEVICE_H
#define DEVICE_H

#include "app.h"

#define DEVICE_TOKEN_MAX 64
#define DEVICES_MAX	 200 /* of a session, revoked ones too */

void device_token(const struct app *, const struct session *, const struct device *,
		  char token[DEVICE_TOKEN_MAX]);
/* The session and the device of a token in any case of letters; false when there is none or it was revoked.
 */
bool device_read(const struct app *, const struct catalogue *, const char *token, const struct session **,
		 const struct device **);

/* What Collect scans to be set up (docs.getodk.org/collect-import-export): base64 of zlib of JSON.  ASCII. */
char *device_settings(const char *server_url, const char *project_name);

#endif
