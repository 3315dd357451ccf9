-- What somebody is in all rooms, for when his name passes on to somebody else.
CREATE INDEX muc_affiliation_by_user ON muc_affiliation (jid);
