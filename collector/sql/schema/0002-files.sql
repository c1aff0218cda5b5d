-- Files: photographs and other attachments of reports, and what a form brings with it.  Bytes are kept once, under
-- their digest; when the last report that shows a file is erased, the file goes with it.

-- Some bytes.
CREATE TABLE file (
	-- BLAKE2b-256 of bytes.
	digest BLOB PRIMARY KEY CHECK (length(digest) = 32),
	-- Media type, as found out at the door ("image/jpeg").
	type TEXT NOT NULL,
	-- 1 when it was published with a form (@action kind form.publish): it stays whatever becomes of reports.
	published INTEGER NOT NULL CHECK (published IN (0, 1)),
	-- The bytes themselves; photographs without what a camera writes beside the picture.
	bytes BLOB NOT NULL
) STRICT;

-- Which files came with a report.
CREATE TABLE attachment (
	-- UUID of the report.
	submission BLOB NOT NULL REFERENCES submission (uuid),
	-- Name of the file, as in the report's answers.
	name TEXT NOT NULL,
	-- The file.
	file BLOB NOT NULL REFERENCES file (digest),
	PRIMARY KEY (submission, name)
) STRICT, WITHOUT ROWID;
CREATE INDEX attachment_file ON attachment (file);

CREATE TRIGGER submission_erased AFTER UPDATE OF answers ON submission WHEN NEW.answers IS NULL
BEGIN DELETE FROM attachment WHERE submission = OLD.uuid; END;
CREATE TRIGGER attachment_deleted AFTER DELETE ON attachment
BEGIN
	DELETE FROM file WHERE digest = OLD.file AND published = 0
		AND NOT EXISTS (SELECT 1 FROM attachment WHERE file = OLD.file);
END;
CREATE TRIGGER file_never_changed BEFORE UPDATE ON file
WHEN NOT (NEW.digest = OLD.digest AND NEW.bytes = OLD.bytes)
BEGIN SELECT RAISE(ABORT, 'files are never changed'); END;
