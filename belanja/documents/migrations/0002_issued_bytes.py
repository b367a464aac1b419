"""What was issued stays: bytes agree with their hash, and the database refuses to change or delete them."""

from django.db import migrations

FORWARD = """
ALTER TABLE documents_paperfile ADD CONSTRAINT paper_file_bytes
    CHECK (sha256 = encode(sha256(content), 'hex') AND size = octet_length(content));
ALTER TABLE documents_signedcopy ADD CONSTRAINT signed_copy_bytes
    CHECK (sha256 = encode(sha256(content), 'hex') AND size = octet_length(content));

CREATE FUNCTION documents_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is kept as it is: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'restrict_violation';
END
$$;
CREATE TRIGGER documents_paperfile_keep BEFORE UPDATE OR DELETE ON documents_paperfile
    FOR EACH ROW EXECUTE FUNCTION documents_refuse();
CREATE TRIGGER documents_signedcopy_keep BEFORE DELETE ON documents_signedcopy
    FOR EACH ROW EXECUTE FUNCTION documents_refuse();
CREATE TRIGGER documents_signedcopy_keep_bytes
    BEFORE UPDATE OF paper_id, name, media_type, size, sha256, content, finding, detail, received_at, received_by_id
    ON documents_signedcopy FOR EACH ROW
    WHEN ((OLD.paper_id, OLD.name, OLD.media_type, OLD.sha256, OLD.finding, OLD.received_at, OLD.received_by_id)
          IS DISTINCT FROM
          (NEW.paper_id, NEW.name, NEW.media_type, NEW.sha256, NEW.finding, NEW.received_at, NEW.received_by_id))
    EXECUTE FUNCTION documents_refuse();
CREATE TRIGGER documents_paper_keep BEFORE DELETE ON documents_paper
    FOR EACH ROW EXECUTE FUNCTION documents_refuse();
CREATE TRIGGER documents_paper_keep_number
    BEFORE UPDATE OF government_id, kind, year, sequence, number, code, issued_at ON documents_paper FOR EACH ROW
    WHEN ((OLD.government_id, OLD.kind, OLD.year, OLD.sequence, OLD.number, OLD.code)
          IS DISTINCT FROM (NEW.government_id, NEW.kind, NEW.year, NEW.sequence, NEW.number, NEW.code)
          OR OLD.issued_at IS NOT NULL AND OLD.issued_at IS DISTINCT FROM NEW.issued_at)
    EXECUTE FUNCTION documents_refuse();

CREATE FUNCTION documents_only_for_drafts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM documents_paper WHERE id = NEW.paper_id AND state <> 'konsep') THEN
        RAISE EXCEPTION 'a paper that was issued takes no further files' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER documents_paperfile_only_for_drafts BEFORE INSERT ON documents_paperfile
    FOR EACH ROW EXECUTE FUNCTION documents_only_for_drafts();
"""

BACKWARD = """
DROP TRIGGER documents_paperfile_only_for_drafts ON documents_paperfile;
DROP FUNCTION documents_only_for_drafts();
DROP TRIGGER documents_paper_keep_number ON documents_paper;
DROP TRIGGER documents_paper_keep ON documents_paper;
DROP TRIGGER documents_signedcopy_keep_bytes ON documents_signedcopy;
DROP TRIGGER documents_signedcopy_keep ON documents_signedcopy;
DROP TRIGGER documents_paperfile_keep ON documents_paperfile;
DROP FUNCTION documents_refuse();
ALTER TABLE documents_signedcopy DROP CONSTRAINT signed_copy_bytes;
ALTER TABLE documents_paperfile DROP CONSTRAINT paper_file_bytes;
"""


class Migration(migrations.Migration):
    dependencies = [("documents", "0001_initial")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
