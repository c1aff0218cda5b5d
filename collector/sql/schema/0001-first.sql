-- Vocalía keeps what people said and did in two append-only tables, submission and action.  Beside them stand only
-- accounts, logins, sealed contact and this installation's keys.  Sessions, forms, the privacy notice and every result are derived
-- from the two and can be rebuilt.  Times are UTC seconds.

-- This installation: one row, made at the first start, never changed but for uuid_counter.
CREATE TABLE installation (
	-- Always 1.
	id INTEGER PRIMARY KEY CHECK (id = 1),
	-- The number that this device's folios and rows carry, drawn at random; two devices of one exercise must differ.
	device INTEGER NOT NULL CHECK (device BETWEEN 1 AND 32767),
	-- Key of everything this installation derives: folio secrets, page tokens, CSRF tokens (BLAKE2b, by purpose).
	secret BLOB NOT NULL CHECK (length(secret) = 32),
	-- UUIDs up to this count have been given out; raised in blocks before they are used, so that order survives a restart.
	uuid_counter INTEGER NOT NULL
) STRICT;

-- What one person reported once, as one version of it.  Never changed, but for erasure, which empties answers and salt.
CREATE TABLE submission (
	-- Device number in the high bits, running number on that device in the low 40: the folio names it.
	id INTEGER PRIMARY KEY,
	-- The identifier that the page carried: the same one twice is the same report.
	uuid BLOB NOT NULL UNIQUE CHECK (length(uuid) = 16),
	-- Code of the session it was sent to (@action kind session.create).
	session TEXT NOT NULL,
	-- Key of the form version it answers (@action kind form.publish).
	form TEXT NOT NULL,
	-- How it came: web, paper, openrosa, desk.
	channel TEXT NOT NULL,
	-- The hour in which it arrived, UTC; the exact time stands in @arrival until the session closes.
	hour INTEGER NOT NULL CHECK (hour % 3600 = 0),
	-- Table of the room (mesa), or NULL.
	mesa INTEGER,
	-- UUID of the first report of the same sender; its own UUID where it is the first.
	sender BLOB NOT NULL CHECK (length(sender) = 16),
	-- UUID of the version that this one corrects, or NULL.
	replaces BLOB CHECK (replaces IS NULL OR length(replaces) = 16),
	-- Language in which the form was shown.
	language TEXT NOT NULL,
	-- Version of the privacy notice that stood above the form.
	notice TEXT NOT NULL,
	-- 1 when the session was no longer open on arrival, though it was when the page was given out.
	late INTEGER NOT NULL CHECK (late IN (0, 1)),
	-- BLAKE2b of the folio's secret: whoever shows the secret holds the folio.
	folio_hash BLOB NOT NULL CHECK (length(folio_hash) = 16),
	-- Canonical answers as JSON; NULL after erasure.
	answers TEXT,
	-- Key of the digest; NULL after erasure, so that the words cannot be guessed from the digest.
	salt BLOB CHECK (salt IS NULL OR length(salt) = 16),
	-- BLAKE2b-256, keyed with the salt, over session, form and answers.  Stays after erasure.
	digest BLOB NOT NULL CHECK (length(digest) = 32)
) STRICT;
CREATE INDEX submission_session ON submission (session, id);
CREATE INDEX submission_sender ON submission (sender, id) WHERE sender <> uuid;
CREATE INDEX submission_replaces ON submission (replaces) WHERE replaces IS NOT NULL;

CREATE TRIGGER submission_only_erased BEFORE UPDATE ON submission
WHEN NOT (NEW.answers IS NULL AND NEW.salt IS NULL AND NEW.id = OLD.id AND NEW.uuid = OLD.uuid
	AND NEW.session = OLD.session AND NEW.form = OLD.form AND NEW.digest = OLD.digest
	AND NEW.sender = OLD.sender AND NEW.folio_hash = OLD.folio_hash AND NEW.hour = OLD.hour
	AND NEW.channel = OLD.channel AND NEW.mesa IS OLD.mesa AND NEW.replaces IS OLD.replaces
	AND NEW.language = OLD.language AND NEW.notice = OLD.notice AND NEW.late = OLD.late)
BEGIN SELECT RAISE(ABORT, 'submissions are append-only'); END;
CREATE TRIGGER submission_never_deleted BEFORE DELETE ON submission
BEGIN SELECT RAISE(ABORT, 'submissions are append-only'); END;

-- The exact moment of arrival, for the live wall and for bursts; deleted when the session closes.
CREATE TABLE arrival (
	-- The submission's id.
	id INTEGER PRIMARY KEY,
	-- When it was received.
	at INTEGER NOT NULL
) STRICT;

-- What staff and citizens did: sessions, forms, notices, withdrawals, decisions.  One hash chain a device.
CREATE TABLE action (
	-- The device on which it was done.
	device INTEGER NOT NULL,
	-- Its place in that device's chain, from 1.
	sequence INTEGER NOT NULL,
	-- What was done: noun.verb, as session.create.
	kind TEXT NOT NULL,
	-- To what: a session's code, a submission's UUID in hex, a form's key; "" where there is only one.
	subject TEXT NOT NULL,
	-- Who did it: the account's name, "folio" for a report's holder, "sistema" for the program.
	author TEXT NOT NULL,
	-- Why, in the author's words; "" where none was asked for.
	reason TEXT NOT NULL,
	-- What exactly, as JSON; its keys follow from the kind (actions.h).
	body TEXT NOT NULL,
	-- When, but never before the action that precedes it in the chain; rounded to the hour for what citizens do.
	at INTEGER NOT NULL,
	-- The hash of the action before it in the chain; 32 zero bytes for the first.
	previous BLOB NOT NULL CHECK (length(previous) = 32),
	-- BLAKE2b-256 of previous and every column above, each with its length.
	hash BLOB NOT NULL CHECK (length(hash) = 32),
	PRIMARY KEY (device, sequence)
) STRICT, WITHOUT ROWID;
CREATE INDEX action_kind ON action (kind, device, sequence);
CREATE INDEX action_subject ON action (subject, device, sequence);
CREATE TRIGGER action_never_changed BEFORE UPDATE ON action
BEGIN SELECT RAISE(ABORT, 'actions are append-only'); END;
CREATE TRIGGER action_never_deleted BEFORE DELETE ON action
BEGIN SELECT RAISE(ABORT, 'actions are append-only'); END;

-- Who may work here.  Citizens have no account, ever.
CREATE TABLE account (
	-- What they type to log in; lower case.
	name TEXT PRIMARY KEY,
	-- How they are called in pages and minutes.
	full_name TEXT NOT NULL,
	-- administrator, facilitator or reviewer.
	role TEXT NOT NULL CHECK (role IN ('administrator', 'facilitator', 'reviewer')),
	-- Argon2id string of libsodium (parameters inside).
	password TEXT NOT NULL,
	-- When it was made.
	created_at INTEGER NOT NULL,
	-- When it was closed, or NULL; a closed account stays for the record.
	closed_at INTEGER
) STRICT;

-- Open logins; the cookie's value is not kept, only its hash.
CREATE TABLE login (
	-- BLAKE2b-256 of the cookie's value.
	token_hash BLOB PRIMARY KEY CHECK (length(token_hash) = 32),
	-- Whose.
	account TEXT NOT NULL REFERENCES account (name),
	-- When it began: it ends 12 hours later whatever happens.
	created_at INTEGER NOT NULL,
	-- When it was last used, to five minutes: it ends after 60 idle minutes.
	seen_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Links that work once: the first administrator's.
CREATE TABLE invitation (
	-- BLAKE2b-256 of the link's secret.
	token_hash BLOB PRIMARY KEY CHECK (length(token_hash) = 32),
	-- The role it gives.
	role TEXT NOT NULL,
	-- Until when.
	expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- How to reach a person who asked for it: sealed at intake, readable only with the custodians' key.  First one wins.
CREATE TABLE contact (
	-- The report it belongs to.
	uuid BLOB PRIMARY KEY CHECK (length(uuid) = 16),
	-- Telephone or e-mail in a libsodium sealed box.
	sealed BLOB NOT NULL,
	-- The public key it was sealed to, so that a later key does not hide earlier contacts.
	public_key BLOB NOT NULL CHECK (length(public_key) = 32)
) STRICT, WITHOUT ROWID;

-- The latest finished analysis of a scope: derived, kept so that a restart shows it at once.
CREATE TABLE diagnosis (
	-- "real", "trial" or "session:CODE".
	scope TEXT PRIMARY KEY,
	-- BLAKE2b-256 over the uuids and digests that went in, in order.
	input BLOB NOT NULL,
	-- When it was finished.
	at INTEGER NOT NULL,
	-- The result as JSON, with its settings and seed.
	result TEXT NOT NULL
) STRICT, WITHOUT ROWID;
