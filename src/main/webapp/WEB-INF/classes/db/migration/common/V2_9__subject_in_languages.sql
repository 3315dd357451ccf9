-- The subject with its languages, as XML; null where subject alone tells all.
ALTER TABLE muc_room ADD COLUMN subject_languages VARCHAR(8000);
