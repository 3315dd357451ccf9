-- H2 counts what is beyond U+FFFF as two characters, and so do its columns; people count one.
ALTER TABLE muc_room ALTER COLUMN title SET DATA TYPE VARCHAR(400);
ALTER TABLE muc_room ALTER COLUMN description SET DATA TYPE VARCHAR(2000);
ALTER TABLE muc_room ALTER COLUMN password SET DATA TYPE VARCHAR(400);
ALTER TABLE muc_room ALTER COLUMN subject SET DATA TYPE VARCHAR(2000);
