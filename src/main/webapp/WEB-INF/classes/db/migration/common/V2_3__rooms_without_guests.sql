-- No guest is in charge of a room that lasts: "guest-", 26 characters, and the domain.
DELETE FROM muc_affiliation WHERE jid LIKE 'guest-__________________________@%';
