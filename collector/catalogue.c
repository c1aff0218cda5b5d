/* catalogue - what stands at this moment, replayed from the actions.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "catalogue.h"
#include "xlsform.h"
#include <sodium.h>
#include <string.h>

struct catalogue {
	gatomicrefcount references;
	GHashTable *sessions, *forms; /* by code, by key */
	GPtrArray *session_list, *form_list, *sheets;
	struct notice notice, example;
	struct network network;
	struct custody custody;
	json_t *places, *geography;
	GHashTable *pages;
	GMutex pages_lock;
};

struct made {
	void *thing;
	GDestroyNotify destroy;
};

static void made_free(void *data)
{
	struct made *made = data;
	made->destroy(made->thing);
	g_free(made);
}

static const char *const state_names[SESSION_STATE_MAX] = {"draft", "open", "paused", "closed"};

const char *session_state_name(enum session_state state)
{
	return state_names[state];
}

bool session_state_read(const char *name, enum session_state *state)
{
	for (int i = 0; i < SESSION_STATE_MAX; i++)
		if (strcmp(name, state_names[i]) == 0) {
			*state = (enum session_state)i;
			return true;
		}
	return false;
}

void form_key_with(char key[17], const char *source, json_t *files)
{
	unsigned char hash[16];
	crypto_generichash_state state;
	crypto_generichash_init(&state, NULL, 0, sizeof hash);
	crypto_generichash_update(&state, (const unsigned char *)source, strlen(source));
	if (files != NULL && json_object_size(files) > 0) {
		char *text = json_dumps(files, JSON_COMPACT | JSON_SORT_KEYS);
		/* its NUL stands between, and no source holds one */
		crypto_generichash_update(&state, (const unsigned char *)"", 1);
		crypto_generichash_update(&state, (const unsigned char *)text, strlen(text));
		free(text);
	}
	crypto_generichash_final(&state, hash, sizeof hash);
	sodium_bin2hex(key, 17, hash, 8);
}

void form_key(char key[17], const char *source)
{
	form_key_with(key, source, NULL);
}

/* A form that was read once serves every catalogue in which the same text and files stand: a catalogue is
 * made anew at each action, and reading a long form takes longer than all the rest. */
struct read_form {
	int references; /* under read_lock, as the table is */
	char *key, *source;
	json_t *files;
	struct form *form;
};

static GMutex read_lock;
static GHashTable *read_forms; /* by key */

static struct read_form *read_form_find(const char *key, const char *source, json_t *files)
{
	g_mutex_lock(&read_lock);
	struct read_form *read = read_forms != NULL ? g_hash_table_lookup(read_forms, key) : NULL;
	if (read != NULL && strcmp(read->source, source) == 0 && json_equal(read->files, files))
		read->references++;
	else
		read = NULL;
	g_mutex_unlock(&read_lock);
	return read;
}

/* Takes the form over. */
static struct read_form *read_form_keep(const char *key, const char *source, json_t *files, struct form *form)
{
	struct read_form *read = g_new(struct read_form, 1);
	*read = (struct read_form){1, g_strdup(key), g_strdup(source), json_incref(files), form};
	g_mutex_lock(&read_lock);
	if (read_forms == NULL)
		read_forms = g_hash_table_new(g_str_hash, g_str_equal);
	g_hash_table_replace(read_forms, read->key, read);
	g_mutex_unlock(&read_lock);
	return read;
}

static void read_form_unref(struct read_form *read)
{
	g_mutex_lock(&read_lock);
	bool is_last = --read->references == 0;
	if (is_last && g_hash_table_lookup(read_forms, read->key) == read)
		g_hash_table_remove(read_forms, read->key);
	g_mutex_unlock(&read_lock);
	if (!is_last)
		return;
	g_free(read->key);
	g_free(read->source);
	json_decref(read->files);
	form_free(read->form);
	g_free(read);
}

static void form_version_free(void *data)
{
	struct form_version *version = data;
	if (version->read != NULL)
		read_form_unref(version->read);
	g_free(version->key);
	g_free(version->source);
	g_free(version->author);
	json_decref(version->files);
	g_free(version);
}

static void session_clear_texts(struct session *session)
{
	g_free(session->title);
	g_free(session->region);
	g_free(session->municipality);
	g_free(session->venue);
	g_free(session->date);
}

static void session_free(void *data)
{
	struct session *session = data;
	session_clear_texts(session);
	g_ptr_array_unref(session->devices);
	g_free(session->code);
	g_free(session->author);
	g_free(session);
}

static void notice_clear(struct notice *notice)
{
	char *texts[] = {notice->responsible,	 notice->address,   notice->scope,  notice->recipients,
			 notice->public_address, notice->telephone, notice->version};
	for (size_t i = 0; i < G_N_ELEMENTS(texts); i++)
		g_free(texts[i]);
}

static const char *text_of(const json_t *body, const char *key)
{
	const char *text = json_string_value(json_object_get(body, key));
	return text != NULL ? text : "";
}

/* Where a replay reads from: a store, or a transaction that may not be committed yet. */
struct replay {
	struct catalogue *catalogue;
	struct store *store;
	struct store_transaction *transaction;
	GError **error;
	bool is_good;
};

static bool bytes_take(void *data, const struct store_row *row)
{
	size_t length;
	const void *bytes = store_row_blob(row, "bytes", &length);
	*(GBytes **)data = g_bytes_new(bytes, length);
	return false;
}

/* The files that came with a form, or NULL and *error when one of them is not there. */
static GPtrArray *form_files_read(const struct replay *r, json_t *digests)
{
	g_autoptr(GPtrArray) all = g_ptr_array_new_with_free_func((GDestroyNotify)g_bytes_unref);
	const char *name;
	json_t *digest;
	json_object_foreach(digests, name, digest)
	{
		GBytes *bytes = NULL;
		json_t *where = json_pack("{s:O}", "digest#", digest);
		bool is_read = r->transaction != NULL ? store_scan_in(r->transaction, "file_read", where,
								      bytes_take, &bytes, r->error)
						      : store_scan(r->store, "file_read", where, bytes_take,
								   &bytes, r->error);
		if (!is_read)
			return NULL;
		if (bytes == NULL) {
			g_set_error(r->error, STORE_ERROR, STORE_ERROR_FORMAT,
				    "the file %s of a form is not there", name);
			return NULL;
		}
		g_ptr_array_add(all, bytes);
	}
	return g_steal_pointer(&all);
}

/* NULL and *error when it is no form. */
static struct form *form_read(const struct replay *r, const char *source, json_t *digests)
{
	g_autoptr(GPtrArray) all = form_files_read(r, digests);
	if (all == NULL)
		return NULL;
	g_autofree struct form_file *files = g_new0(struct form_file, MAX(all->len, 1));
	const char *name;
	json_t *digest;
	guint n = 0;
	json_object_foreach(digests, name, digest)
	{
		files[n].name = name;
		files[n].bytes = g_bytes_get_data(all->pdata[n], &files[n].length);
		n++;
	}
	struct workbook *book = workbook_read_text(source, strlen(source), r->error);
	struct form *form = book != NULL ? xlsform_read_with(book, files, n, NULL, r->error) : NULL;
	workbook_free(book);
	return form;
}

static bool replay_form(const struct replay *r, const char *key, const char *author, const json_t *body,
			int64_t at)
{
	struct catalogue *c = r->catalogue;
	if (g_hash_table_contains(c->forms, key))
		return true;
	struct form_version *version = g_new0(struct form_version, 1);
	version->key = g_strdup(key);
	version->source = g_strdup(text_of(body, "source"));
	version->author = g_strdup(author);
	version->published_at = at;
	json_t *files = json_object_get(body, "files");
	version->files = json_is_object(files) ? json_incref(files) : json_object();
	version->read = read_form_find(key, version->source, version->files);
	if (version->read == NULL) {
		struct form *form = form_read(r, version->source, version->files);
		if (form == NULL) {
			form_version_free(version);
			return false;
		}
		version->read = read_form_keep(key, version->source, version->files, form);
	}
	version->form = version->read->form;
	g_hash_table_insert(c->forms, version->key, version);
	g_ptr_array_insert(c->form_list, 0, version);
	return true;
}

static void device_free(void *data)
{
	struct device *device = data;
	g_free(device->name);
	g_free(device);
}

static void device_append(struct session *session, int64_t number, const char *name, int64_t at)
{
	struct device *device = g_new0(struct device, 1);
	*device = (struct device){.number = number, .name = g_strdup(name), .added_at = at};
	g_ptr_array_add(session->devices, device);
}

const struct device *session_device(const struct session *session, int64_t number)
{
	for (guint i = 0; i < session->devices->len; i++) {
		const struct device *device = session->devices->pdata[i];
		if (device->number == number)
			return device;
	}
	return NULL;
}

const struct device *session_poster_device(const struct session *session)
{
	for (guint i = 0; i < session->devices->len; i++) {
		const struct device *device = session->devices->pdata[i];
		if (device->name[0] == '\0' && !device->is_revoked)
			return device;
	}
	return NULL;
}

static bool replay_device(struct catalogue *c, const char *code, const json_t *body, bool is_new,
			  int64_t sequence, int64_t at)
{
	struct session *session = g_hash_table_lookup(c->sessions, code);
	if (session == NULL)
		return false;
	if (is_new) {
		const char *name = text_of(body, "name");
		struct device *poster = (struct device *)(uintptr_t)session_poster_device(session);
		if (*name == '\0' && poster != NULL)
			poster->is_revoked = true;
		device_append(session, sequence, name, at);
		return true;
	}
	struct device *device = (struct device *)(uintptr_t)session_device(
		session, json_integer_value(json_object_get(body, "number")));
	if (device != NULL)
		device->is_revoked = true;
	return device != NULL;
}

static void sheets_free(void *data)
{
	struct sheets *s = data;
	g_free(s->session);
	g_free(s->language);
	g_free(s->author);
	g_free(s);
}

static bool replay_sheets(struct catalogue *c, const char *code, const char *author, const json_t *body,
			  int64_t device, int64_t at)
{
	const struct form_version *form = catalogue_form(c, text_of(body, "form"));
	json_int_t first = json_integer_value(json_object_get(body, "first")),
		   n = json_integer_value(json_object_get(body, "count"));
	if (form == NULL || catalogue_session(c, code) == NULL || first < 1 || n < 1 || n > 10000)
		return false;
	struct sheets *s = g_new0(struct sheets, 1);
	*s = (struct sheets){.session = g_strdup(code),
			     .language = g_strdup(text_of(body, "language")),
			     .author = g_strdup(author),
			     .form = form,
			     .device = device,
			     .first = first,
			     .n = (unsigned)n,
			     .printed_at = at};
	g_ptr_array_add(c->sheets, s);
	return true;
}

static bool replay_session(struct catalogue *c, const char *code, const char *author, const json_t *body,
			   int64_t at, GError **error)
{
	const struct form_version *form = catalogue_form(c, text_of(body, "form"));
	if (form == NULL) {
		g_set_error(error, STORE_ERROR, STORE_ERROR_FORMAT, "session %s uses an unknown form", code);
		return false;
	}
	struct session *session = g_hash_table_lookup(c->sessions, code);
	if (session == NULL) {
		session = g_new0(struct session, 1);
		session->code = g_strdup(code);
		session->author = g_strdup(author);
		session->is_trial = json_is_true(json_object_get(body, "is_trial"));
		session->created_at = at;
		session->devices = g_ptr_array_new_with_free_func(device_free);
		device_append(session, 0, "", at);
		g_hash_table_insert(c->sessions, session->code, session);
		g_ptr_array_insert(c->session_list, 0, session);
	} else {
		session_clear_texts(session);
	}
	session->title = g_strdup(text_of(body, "title"));
	session->region = g_strdup(text_of(body, "region"));
	session->municipality = g_strdup(text_of(body, "municipality"));
	session->venue = g_strdup(text_of(body, "venue"));
	session->date = g_strdup(text_of(body, "date"));
	session->n_mesas = (unsigned)json_integer_value(json_object_get(body, "n_mesas"));
	session->form = form;
	return true;
}

static void replay_notice(struct notice *notice, const json_t *body)
{
	notice_clear(notice);
	notice->responsible = g_strdup(text_of(body, "responsible"));
	notice->address = g_strdup(text_of(body, "address"));
	notice->scope = g_strdup(text_of(body, "scope"));
	notice->recipients = g_strdup(text_of(body, "recipients"));
	notice->public_address = g_strdup(text_of(body, "public_address"));
	notice->telephone = g_strdup(text_of(body, "telephone"));
	notice->version = g_strdup(text_of(body, "version"));
	notice->is_complete = *notice->responsible != '\0' && *notice->address != '\0' &&
			      *notice->scope != '\0' && *notice->recipients != '\0' &&
			      *notice->public_address != '\0' && *notice->telephone != '\0' &&
			      *notice->version != '\0';
}

static void replay_custody_key(struct custody *custody, const char *hex)
{
	size_t length = 0;
	g_free(custody->public_key_hex);
	custody->public_key_hex = g_strdup(hex);
	custody->has_key = sodium_hex2bin(custody->public_key, sizeof custody->public_key, hex, strlen(hex),
					  NULL, &length, NULL) == 0 &&
			   length == sizeof custody->public_key;
	g_ptr_array_set_size(custody->custodians, 0);
}

static void replay_custody_proof(struct custody *custody, const char *hex, const char *name)
{
	if (g_strcmp0(hex, custody->public_key_hex) == 0 &&
	    !g_ptr_array_find_with_equal_func(custody->custodians, name, g_str_equal, NULL))
		g_ptr_array_add(custody->custodians, g_strdup(name));
}

static bool replay_state(struct catalogue *c, const char *code, const json_t *body, int64_t sequence)
{
	struct session *session = g_hash_table_lookup(c->sessions, code);
	if (session == NULL || !session_state_read(text_of(body, "state"), &session->state))
		return false;
	if (session->state == SESSION_OPEN)
		session->opened = sequence;
	return true;
}

static bool replay_action(void *data, const struct store_row *row)
{
	struct replay *replay = data;
	struct catalogue *c = replay->catalogue;
	g_autofree char *kind = g_strdup(store_row_text(row, "kind", NULL));
	g_autofree char *subject = g_strdup(store_row_text(row, "subject", NULL));
	g_autofree char *author = g_strdup(store_row_text(row, "author", NULL));
	int64_t at = store_row_int(row, "at");
	const char *text = store_row_text(row, "body", NULL);
	json_t *body = text != NULL ? json_loads(text, 0, NULL) : NULL;
	bool is_known = true;
	if (!json_is_object(body) || kind == NULL || subject == NULL || author == NULL) {
		is_known = false;
	} else if (strcmp(kind, "form.publish") == 0) {
		replay->is_good = replay_form(replay, subject, author, body, at);
	} else if (g_str_equal(kind, "session.create") || g_str_equal(kind, "session.edit")) {
		replay->is_good = replay_session(c, subject, author, body, at, replay->error);
	} else if (strcmp(kind, "session.state") == 0) {
		is_known = replay_state(c, subject, body, store_row_int(row, "sequence"));
	} else if (g_str_equal(kind, "device.add") || g_str_equal(kind, "device.revoke")) {
		is_known = replay_device(c, subject, body, g_str_equal(kind, "device.add"),
					 store_row_int(row, "sequence"), at);
	} else if (strcmp(kind, "sheets.print") == 0) {
		is_known = replay_sheets(c, subject, author, body, store_row_int(row, "device"), at);
	} else if (strcmp(kind, "notice.set") == 0) {
		replay_notice(&c->notice, body);
	} else if (strcmp(kind, "network.set") == 0) {
		g_free(c->network.ssid);
		g_free(c->network.password);
		g_free(c->network.base);
		c->network =
			(struct network){g_strdup(text_of(body, "ssid")), g_strdup(text_of(body, "password")),
					 g_strdup(text_of(body, "base"))};
	} else if (strcmp(kind, "places.set") == 0) {
		json_decref(c->places);
		c->places = json_incref(body);
	} else if (strcmp(kind, "geography.set") == 0) {
		json_decref(c->geography);
		c->geography = json_incref(body);
	} else if (strcmp(kind, "custody.key") == 0) {
		replay_custody_key(&c->custody, subject);
	} else if (strcmp(kind, "custody.proof") == 0) {
		replay_custody_proof(&c->custody, subject, text_of(body, "custodian"));
	} else {
		is_known = false;
	}
	json_decref(body);
	if (!is_known) {
		replay->is_good = false;
		g_set_error(replay->error, STORE_ERROR, STORE_ERROR_FORMAT,
			    "action %s on %s cannot be replayed", kind != NULL ? kind : "?",
			    subject != NULL ? subject : "?");
	}
	return replay->is_good;
}

/* The notice of trial sessions: everything in it says that it is an example. */
static void example_fill(struct notice *example)
{
	json_t *body =
		json_pack("{s:s,s:s,s:s,s:s,s:s,s:s,s:s}", "responsible", "(ejemplo) Dependencia que convoca",
			  "address", "(ejemplo) Calle y número, municipio", "scope",
			  "(ejemplo) el diagnóstico de un ejercicio local de gobierno abierto", "recipients",
			  "(ejemplo) el Secretariado Técnico Local", "public_address",
			  "(ejemplo) gobiernoabierto.ejemplo.mx", "telephone", "(ejemplo) 000 000 0000",
			  "version", "ejemplo");
	replay_notice(example, body);
	example->is_example = true;
	json_decref(body);
}

static struct catalogue *catalogue_new(void)
{
	struct catalogue *c = g_new0(struct catalogue, 1);
	g_atomic_ref_count_init(&c->references);
	c->sessions = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, session_free);
	c->forms = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, form_version_free);
	c->session_list = g_ptr_array_new();
	c->form_list = g_ptr_array_new();
	c->sheets = g_ptr_array_new_with_free_func(sheets_free);
	c->custody.custodians = g_ptr_array_new_with_free_func(g_free);
	c->network = (struct network){g_strdup(""), g_strdup(""), g_strdup("")};
	c->pages = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, made_free);
	g_mutex_init(&c->pages_lock);
	json_t *nothing = json_object();
	replay_notice(&c->notice, nothing);
	json_decref(nothing);
	example_fill(&c->example);
	return c;
}

static struct catalogue *catalogue_or_null(struct catalogue *c, bool is_good)
{
	if (is_good)
		return c;
	catalogue_unref(c);
	return NULL;
}

struct catalogue *catalogue_load(struct store *store, GError **error)
{
	struct replay replay = {catalogue_new(), store, NULL, error, true};
	bool is_read = store_scan(store, "action_standing", json_object(), replay_action, &replay, error);
	return catalogue_or_null(replay.catalogue, is_read && replay.is_good);
}

struct catalogue *catalogue_load_in(struct store_transaction *t, GError **error)
{
	struct replay replay = {catalogue_new(), NULL, t, error, true};
	bool is_read = store_scan_in(t, "action_standing", json_object(), replay_action, &replay, error);
	return catalogue_or_null(replay.catalogue, is_read && replay.is_good);
}

struct catalogue *catalogue_ref(struct catalogue *c)
{
	g_atomic_ref_count_inc(&c->references);
	return c;
}

void catalogue_unref(struct catalogue *c)
{
	if (c == NULL || !g_atomic_ref_count_dec(&c->references))
		return;
	if (c->pages != NULL)
		g_hash_table_unref(c->pages);
	g_hash_table_unref(c->sessions);
	g_hash_table_unref(c->forms);
	g_ptr_array_unref(c->session_list);
	g_ptr_array_unref(c->form_list);
	g_ptr_array_unref(c->sheets);
	notice_clear(&c->notice);
	notice_clear(&c->example);
	g_free(c->network.ssid);
	g_free(c->network.password);
	g_free(c->network.base);
	g_free(c->custody.public_key_hex);
	json_decref(c->places);
	json_decref(c->geography);
	g_ptr_array_unref(c->custody.custodians);
	g_mutex_clear(&c->pages_lock);
	g_free(c);
}

const struct session *catalogue_session(const struct catalogue *c, const char *code)
{
	char upper[16];
	if (strlen(code) >= sizeof upper)
		return NULL;
	for (size_t i = 0; i <= strlen(code); i++)
		upper[i] = g_ascii_toupper(code[i]);
	return g_hash_table_lookup(c->sessions, upper);
}

const GPtrArray *catalogue_sessions(const struct catalogue *c)
{
	return c->session_list;
}

const struct form_version *catalogue_form(const struct catalogue *c, const char *key)
{
	return g_hash_table_lookup(c->forms, key);
}

const struct form_version *catalogue_form_named(const struct catalogue *c, const char *id)
{
	for (guint i = 0; i < c->form_list->len; i++) {
		const struct form_version *version = c->form_list->pdata[i];
		if (strcmp(version->form->id, id) == 0)
			return version;
	}
	return NULL;
}

const GPtrArray *catalogue_forms(const struct catalogue *c)
{
	return c->form_list;
}

const GPtrArray *catalogue_sheets(const struct catalogue *c)
{
	return c->sheets;
}

const struct sheets *catalogue_sheet(const struct catalogue *c, int64_t device, int64_t number)
{
	for (guint i = 0; i < c->sheets->len; i++) {
		const struct sheets *s = c->sheets->pdata[i];
		if (s->device == device && number >= s->first && number - s->first < (int64_t)s->n)
			return s;
	}
	return NULL;
}

const struct notice *catalogue_notice(const struct catalogue *c, bool is_trial)
{
	return is_trial ? &c->example : &c->notice;
}

const struct network *catalogue_network(const struct catalogue *c)
{
	return &c->network;
}

const struct custody *catalogue_custody(const struct catalogue *c)
{
	return &c->custody;
}

const json_t *catalogue_places(const struct catalogue *c)
{
	return c->places;
}

const json_t *catalogue_geography(const struct catalogue *c)
{
	return c->geography;
}

bool catalogue_can_take_contact(const struct catalogue *c)
{
	return c->custody.has_key && c->custody.custodians->len >= CUSTODIANS_NEEDED;
}

void *catalogue_made(const struct catalogue *c, const char *key, void *(*make)(void *), void *data,
		     GDestroyNotify destroy)
{
	GMutex *lock = (GMutex *)&c->pages_lock; /* guards what is made, not what stands */
	g_mutex_lock(lock);
	struct made *made = g_hash_table_lookup(c->pages, key);
	if (made == NULL) {
		made = g_new(struct made, 1);
		*made = (struct made){make(data), destroy};
		g_hash_table_insert(c->pages, g_strdup(key), made);
	}
	g_mutex_unlock(lock);
	return made->thing;
}
