/* catalogue - what stands at this moment: sessions, form versions, privacy notice, network, custody; replayed
 * from actions.
 *
 * Kinds of action and the keys of their bodies:
 *   form.publish   subject: form key.      {"source": XLSForm text, "files": {name: digest in hex}, absent
 * where none came} session.create subject: session code.
 * {"title","region","municipality","venue","date","form","n_mesas","is_trial"} session.edit   subject:
 * session code.  the same keys, all of them; "is_trial" never changes session.state  subject: session code.
 * {"state": "draft"|"open"|"paused"|"closed"} device.add     subject: session code.
 * {"name": of the brigade's telephone, or "" for a new address on the poster} device.revoke  subject: session
 * code. {"number": sequence of its device.add; 0 for the address that the poster had at first} sheets.print
 * subject: session code. {"form": key, "language", "first": number, "count"} notice.set subject: "".
 * {"responsible","address","scope","recipients","public_address","telephone","version"} network.set subject:
 * "".            {"ssid","password","base"} custody.key    subject: public key in hex. {} custody.proof
 * subject: public key in hex. {"custodian": name} places.set subject: "". {"table","file"}: territory.h
 * geography.set subject: "". {"file","property"}: territory.h
 *
 * Threads: a catalogue is an immutable, counted snapshot; any thread may hold one.  Memory:
 * catalogue_ref/_unref. Failure: a body that cannot be replayed is an error at load: the file was written by
 * something else.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#ifndef CATALOGUE_H
#define CATALOGUE_H

#include "form.h"
#include "store.h"

enum session_state { SESSION_DRAFT, SESSION_OPEN, SESSION_PAUSED, SESSION_CLOSED, SESSION_STATE_MAX };

struct form_version {
	char *key; /* 16 hexadecimal digits: see form_key_with */
	char *source;
	const struct form *form;
	struct read_form *read; /* whose form that is */
	char *author;		/* who published it */
	json_t *files; /* object: name -> digest in hex (store.h) of what came with the form; never NULL */
	int64_t published_at;
};

/* An address under which ODK Collect and its kin reach a session. */
struct device {
	int64_t number; /* sequence of the action that added it; 0 for the first of the poster */
	char *name;	/* "" for the poster's */
	bool is_revoked;
	int64_t added_at;
};

struct session {
	char *code; /* 5 unambiguous symbols */
	char *title, *region, *municipality, *venue;
	char *date; /* ISO 8601, or "" */
	unsigned n_mesas;
	bool is_trial;
	enum session_state state;
	const struct form_version *form;
	int64_t opened;	    /* sequence of the action that opened it last; 0: never */
	GPtrArray *devices; /* struct device *, oldest first; at most one of the poster's is not revoked */
	char *author;
	int64_t created_at;
};

/* Sheets of paper that were printed for a session, numbered without gaps on the device that printed them. */
struct sheets {
	char *session, *language, *author;
	const struct form_version *form;
	int64_t device, first;
	unsigned n;
	int64_t printed_at;
};

struct notice {
	char *responsible, *address, *scope, *recipients, *public_address, *telephone, *version;
	bool is_complete; /* no placeholder is empty */
	bool is_example;
};

struct network {
	char *ssid, *password; /* "" where none */
	char *base;	       /* "http://10.42.0.1:8095", or "" to find out */
};

struct custody {
	bool has_key;
	unsigned char public_key[32];
	char *public_key_hex;
	GPtrArray *custodians; /* names that have passed a test decryption with this key */
};
#define CUSTODIANS_NEEDED 2

struct catalogue;
struct catalogue *catalogue_load(struct store *, GError **);
/* What would stand if this transaction were committed. */
struct catalogue *catalogue_load_in(struct store_transaction *, GError **);
struct catalogue *catalogue_ref(struct catalogue *);
void catalogue_unref(struct catalogue *);

const struct session *catalogue_session(const struct catalogue *, const char *code); /* any case; or NULL */
const struct device *session_device(const struct session *, int64_t number);	     /* or NULL */
const struct device *session_poster_device(const struct session *);		     /* or NULL */
const GPtrArray *catalogue_sessions(const struct catalogue *);			     /* newest first */
const struct form_version *catalogue_form(const struct catalogue *, const char *key);
/* The newest version of that form id, or NULL. */
const struct form_version *catalogue_form_named(const struct catalogue *, const char *id);
const GPtrArray *catalogue_forms(const struct catalogue *);
const GPtrArray *catalogue_sheets(const struct catalogue *); /* struct sheets *, oldest first */
/* The printing that sheet number of this device belongs to, or NULL. */
const struct sheets *catalogue_sheet(const struct catalogue *, int64_t device, int64_t number);
const struct notice *catalogue_notice(const struct catalogue *, bool is_trial);
const struct network *catalogue_network(const struct catalogue *);
const struct custody *catalogue_custody(const struct catalogue *);
/* The body of the last places.set; NULL: there is none. */
const json_t *catalogue_places(const struct catalogue *);
/* The body of the last geography.set; NULL: there is none. */
const json_t *catalogue_geography(const struct catalogue *);
bool catalogue_can_take_contact(const struct catalogue *);
/* What is made once and kept for as long as this catalogue stands, as a form's page: made under a lock at the
 * first call. */
void *catalogue_made(const struct catalogue *, const char *key, void *(*make)(void *), void *data,
		     GDestroyNotify destroy);

const char *session_state_name(enum session_state);
bool session_state_read(const char *name, enum session_state *);
/* The key of a form version: BLAKE2b-64 of the source alone, or of source, names and digests where files come
 * with it.  files: object name -> digest in hex, or NULL. */
void form_key_with(char key[17], const char *source, json_t *files);
void form_key(char key[17], const char *source);

#endif
