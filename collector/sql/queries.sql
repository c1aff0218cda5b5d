-- Every statement that the program can run.  All are prepared at start: a misspelt column stops the program.

-- name: installation_read
SELECT device, secret, uuid_counter FROM installation;
-- name: installation_insert
INSERT INTO installation (id, device, secret, uuid_counter) VALUES (1, :device, :secret, 0);
-- name: installation_reserve
UPDATE installation SET uuid_counter = :uuid_counter;

-- name: submission_insert
INSERT INTO submission (id, uuid, session, form, channel, hour, mesa, sender, replaces, language, notice, late,
	folio_hash, answers, salt, digest)
VALUES (:id, :uuid, :session, :form, :channel, :hour, :mesa, :sender, :replaces, :language, :notice, :late,
	:folio_hash, :answers, :salt, :digest)
ON CONFLICT (uuid) DO NOTHING;
-- name: submission_same
SELECT id, salt, digest FROM submission WHERE uuid = :uuid;
-- name: submission_overtaken
SELECT s.answers IS NULL AS is_erased,
	EXISTS (SELECT 1 FROM submission n WHERE n.replaces = s.uuid AND n.uuid <> :uuid) AS is_replaced
FROM submission s WHERE s.uuid = :replaces;
-- name: submission_last
SELECT coalesce(max(id), :first) AS id FROM submission WHERE id BETWEEN :first AND :last;
-- name: submission_by_id
SELECT s.id, s.uuid, s.session, s.form, s.channel, s.hour, s.mesa, s.sender, s.language, s.notice, s.late, s.folio_hash,
	s.answers, s.digest, n.id AS replaced_by, n.uuid AS replaced_by_uuid,
	EXISTS (SELECT 1 FROM contact c WHERE c.uuid = s.uuid) AS has_contact
FROM submission s LEFT JOIN submission n ON n.replaces = s.uuid WHERE s.id = :id LIMIT 1;
-- name: submission_of_sender
SELECT (SELECT count(*) FROM submission
		WHERE sender = :sender AND sender <> uuid AND replaces IS NULL AND uuid <> :uuid)
	+ (SELECT count(*) FROM submission WHERE uuid = :sender AND replaces IS NULL) AS n;
-- name: submission_count
SELECT session, count(*) AS n, sum(answers IS NULL) AS n_erased, sum(late) AS n_late, max(id) AS last
FROM submission s
WHERE session = :session AND NOT EXISTS (SELECT 1 FROM submission n WHERE n.replaces = s.uuid);
-- name: submission_by_form
SELECT session, form, count(*) AS n FROM submission s
WHERE answers IS NOT NULL AND NOT EXISTS (SELECT 1 FROM submission n WHERE n.replaces = s.uuid)
GROUP BY session, form;
-- name: submission_current
SELECT s.uuid, s.digest, s.session, s.form, s.channel, s.mesa, s.hour, s.sender, s.answers, s.id
FROM submission s
WHERE s.answers IS NOT NULL AND NOT EXISTS (SELECT 1 FROM submission n WHERE n.replaces = s.uuid)
ORDER BY s.uuid;
-- name: submission_since
SELECT s.uuid, s.digest, s.session, s.form, s.channel, s.mesa, s.hour, s.sender, s.answers, s.id
FROM submission s
WHERE s.id > :id AND s.answers IS NOT NULL AND NOT EXISTS (SELECT 1 FROM submission n WHERE n.replaces = s.uuid)
ORDER BY s.id;
-- name: submission_all
SELECT id, uuid, session, form, channel, hour, mesa, sender, replaces, language, notice, late, folio_hash, answers, salt,
	digest
FROM submission ORDER BY id;
-- name: submission_by_uuid
SELECT s.id, s.uuid, s.session, s.form, s.mesa, s.late, s.channel, s.hour, s.answers FROM submission s WHERE s.uuid = :uuid;
-- name: submission_edited
SELECT s.session, s.form, s.sender, s.mesa, s.answers IS NULL AS is_erased,
	EXISTS (SELECT 1 FROM submission n WHERE n.replaces = s.uuid AND n.uuid <> :own) AS is_replaced
FROM submission s WHERE s.uuid = :uuid;
-- name: submission_export
SELECT s.id, s.uuid, s.session, s.form, s.channel, s.hour, s.mesa, s.sender, s.language, s.late, s.answers
FROM submission s
WHERE s.session = :session AND s.answers IS NOT NULL
	AND NOT EXISTS (SELECT 1 FROM submission n WHERE n.replaces = s.uuid)
ORDER BY s.id;
-- name: submission_erase
UPDATE submission SET answers = NULL, salt = NULL WHERE uuid = :uuid;
-- name: submission_versions_erase
WITH RECURSIVE
	older (uuid) AS (SELECT :uuid UNION SELECT s.replaces FROM submission s JOIN older o ON s.uuid = o.uuid
		WHERE s.replaces IS NOT NULL),
	newer (uuid) AS (SELECT :uuid UNION SELECT s.uuid FROM submission s JOIN newer o ON s.replaces = o.uuid)
UPDATE submission SET answers = NULL, salt = NULL
WHERE answers IS NOT NULL AND uuid IN (SELECT uuid FROM older UNION SELECT uuid FROM newer);

-- name: file_insert
INSERT INTO file (digest, type, published, bytes) VALUES (:digest, :type, 0, :bytes) ON CONFLICT (digest) DO NOTHING;
-- name: file_publish
UPDATE file SET published = 1 WHERE digest = :digest AND published = 0;
-- name: file_read
SELECT type, bytes FROM file WHERE digest = :digest;
-- name: file_all
SELECT digest, bytes FROM file;
-- name: attachment_insert
INSERT INTO attachment (submission, name, file) VALUES (:submission, :name, :file)
ON CONFLICT (submission, name) DO NOTHING;
-- name: attachment_keep
INSERT INTO attachment (submission, name, file)
SELECT :submission, name, file FROM attachment WHERE submission = :replaced AND name = :name
ON CONFLICT (submission, name) DO NOTHING;
-- name: attachment_has
SELECT 1 FROM attachment WHERE submission = :submission AND name = :name;
-- name: attachment_of
SELECT a.name, a.file, f.type, length(f.bytes) AS length FROM attachment a JOIN file f ON f.digest = a.file
WHERE a.submission = :submission ORDER BY a.name;
-- name: attachment_of_session
SELECT s.id, a.name FROM submission s JOIN attachment a ON a.submission = s.uuid
WHERE s.session = :session ORDER BY s.id, a.name;

-- name: arrival_insert
INSERT INTO arrival (id, at) VALUES (:id, :at);
-- name: arrival_forget
DELETE FROM arrival WHERE id IN (SELECT id FROM submission WHERE session = :session);

-- name: action_last
SELECT sequence, at, hash FROM action WHERE device = :device ORDER BY sequence DESC LIMIT 1;
-- name: action_insert
INSERT INTO action (device, sequence, kind, subject, author, reason, body, at, previous, hash)
VALUES (:device, :sequence, :kind, :subject, :author, :reason, :body, :at, :previous, :hash);
-- name: action_standing
SELECT device, sequence, kind, subject, author, body, at FROM action
WHERE kind IN ('session.create', 'session.edit', 'session.state', 'form.publish', 'notice.set', 'network.set',
	'custody.key', 'custody.proof', 'device.add', 'device.revoke', 'sheets.print', 'places.set',
	'geography.set')
ORDER BY at, device, sequence;
-- name: action_all
SELECT device, sequence, kind, subject, author, reason, body, at, previous, hash FROM action ORDER BY device, sequence;
-- name: action_of_subject
SELECT kind, author, reason, body, at FROM action WHERE subject = :subject ORDER BY at, device, sequence;

-- name: action_of_issues
SELECT device, sequence, kind, author, reason, body, at FROM action
WHERE kind IN ('issue.merge', 'issue.split', 'issue.move', 'issue.rename', 'issue.assess', 'issue.undo')
	AND subject = :scope
ORDER BY at, device, sequence;
-- name: action_of_rules
SELECT kind, author, reason, body, at, hash FROM action
WHERE kind IN ('criteria.lock', 'criteria.open', 'sectors.set') AND subject IN (:scope, '')
ORDER BY at, device, sequence;
-- name: action_opening
SELECT 1 AS is_opened FROM action WHERE kind = 'criteria.open' AND subject = :scope LIMIT 1;

-- name: account_insert
INSERT INTO account (name, full_name, role, password, created_at, closed_at)
VALUES (:name, :full_name, :role, :password, :at, NULL) ON CONFLICT (name) DO NOTHING;
-- name: account_by_name
SELECT name, full_name, role, password FROM account WHERE name = :name AND closed_at IS NULL;
-- name: account_all
SELECT name, full_name, role, created_at, closed_at FROM account ORDER BY closed_at IS NOT NULL, role, name;
-- name: account_administrators
SELECT count(*) AS n FROM account WHERE role = 'administrator' AND closed_at IS NULL;
-- name: account_password
UPDATE account SET password = :password WHERE name = :name AND closed_at IS NULL;
-- name: account_close
UPDATE account SET closed_at = :at WHERE name = :name AND closed_at IS NULL;

-- name: login_insert
INSERT INTO login (token_hash, account, created_at, seen_at) VALUES (:token_hash, :account, :at, :at);
-- name: login_by_token
SELECT l.created_at, l.seen_at, a.name, a.full_name, a.role FROM login l JOIN account a ON a.name = l.account
WHERE l.token_hash = :token_hash AND a.closed_at IS NULL AND l.created_at > :at - 43200 AND l.seen_at > :at - 3600;
-- name: login_seen
UPDATE login SET seen_at = :at WHERE token_hash = :token_hash;
-- name: login_delete
DELETE FROM login WHERE token_hash = :token_hash;
-- name: login_delete_of
DELETE FROM login WHERE account = :account;
-- name: login_delete_old
DELETE FROM login WHERE created_at <= :at - 43200 OR seen_at <= :at - 3600;

-- name: invitation_insert
INSERT INTO invitation (token_hash, role, expires_at) VALUES (:token_hash, :role, :expires_at);
-- name: invitation_read
SELECT role FROM invitation WHERE token_hash = :token_hash AND expires_at > :at;
-- name: invitation_delete_role
DELETE FROM invitation WHERE role = :role;

-- name: contact_insert
INSERT INTO contact (uuid, sealed, public_key) VALUES (:uuid, :sealed, :public_key) ON CONFLICT (uuid) DO NOTHING;
-- name: contact_erase
DELETE FROM contact WHERE uuid = :uuid;
-- name: contact_all
SELECT c.uuid, c.sealed, c.public_key, s.session, s.id, s.answers FROM contact c JOIN submission s ON s.uuid = c.uuid ORDER BY s.id;

-- name: diagnosis_read
SELECT input, at, result FROM diagnosis WHERE scope = :scope;
-- name: diagnosis_write
INSERT INTO diagnosis (scope, input, at, result) VALUES (:scope, :input, :at, :result)
ON CONFLICT (scope) DO UPDATE SET input = :input, at = :at, result = :result;
