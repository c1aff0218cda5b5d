/* routes - one table: method, path, who may, channel, body limit, handler.
 *
 * 403, 404, 405, 413, the demand for a CSRF token and the README's list of addresses follow from the row.
 * Threads: any.  Memory: the reply is the caller's.  Failure: every failure becomes a reply here.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#ifndef ROUTES_H
#define ROUTES_H

#include "app.h"
#include "server.h"

enum who {
	WHO_ANYONE = 0,
	WHO_FACILITATOR = 1,
	WHO_REVIEWER = 2,
	WHO_ADMINISTRATOR = 4,
	WHO_STAFF = WHO_FACILITATOR | WHO_REVIEWER | WHO_ADMINISTRATOR,
};

/* A request on its way through a handler. */
struct context {
	struct app *app;
	struct request *request;
	struct catalogue *catalogue;
	const char *language;		 /* "es", "en" */
	const char *parameters[3];	 /* the {…} of the path, in order; "" where unused */
	unsigned role;			 /* WHO_…; WHO_ANYONE: nobody is logged in */
	const char *account, *full_name; /* "" where nobody is */
	const char *csrf;		 /* the token that this login's forms must carry */
};

/* The reply of what the view and the request ask for: JSON to who prefers it, else the template filled. Takes
 * the view over. */
struct reply *context_reply(struct context *, unsigned status, const char *page, json_t *view);
/* An error page (or JSON) with that status; message: one more sentence, or NULL. */
struct reply *context_refuse(struct context *, unsigned status, const char *message);
/* The session that the path's first parameter names; NULL and *refusal (404) when there is none. */
const struct session *context_session(struct context *, struct reply **refusal);
/* A GError as a reply: busy 503, full 507, refused 409, else 500; frees the error. */
struct reply *context_fail(struct context *, GError *);
/* After a successful POST: 303 for a browser, 200 with the view for a script.  Takes the view over. */
struct reply *context_done(struct context *, const char *location, json_t *view);

/* The whole way of one request: finds the row, admits, checks, calls. */
struct server_admission routes_admit(void *app, struct request *);
struct reply *routes_handle(void *app, struct request *);
struct reply *routes_refuse(void *app, const struct request *, unsigned status);

/* The table in words, for README and tests: "GET /j/{code}  anyone  any  the citizen's form", a line each. */
char *routes_text(void);

#endif
