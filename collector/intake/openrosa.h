/* openrosa - forms given to and reports taken from ODK Collect, KoboCollect and other OpenRosa clients
 * (docs.getodk.org/openrosa), under /or/{token}/….
 *
 * Every reply below that path carries X-OpenRosa-Version; every refusal is an OpenRosaResponse whose sentence
 * the application shows.  What tells about the telephone (?deviceID=, metadata) is neither read nor kept.
 * Threads: any.  Memory: replies are the caller's.  Failure: none; every failure is a reply.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#ifndef OPENROSA_H
#define OPENROSA_H

#include "routes.h"

/* Is the request's path one of ours. */
bool openrosa_owns(const struct request *);
/* The refusal, with the sentence of the status where message is NULL. */
struct reply *openrosa_refuse(struct context *, unsigned status, const char *message);
/* A reply of that status with a sentence for the person who sends. */
struct reply *openrosa_say(struct context *, unsigned status, const char *nature, const char *message);
/* The session of the path's token, or NULL and the refusal. */
const struct session *openrosa_session(struct context *, struct reply **refusal);
/* What the XForm's version attribute says: two versions that an author called the same are told apart. */
char *openrosa_version(const struct form_version *);
/* The version of the session's form that a client means, or NULL: by openrosa_version, else the newest of
 * that author's version. */
const struct form_version *openrosa_form_version(const struct catalogue *, const struct session *,
						 const char *version);

#endif
