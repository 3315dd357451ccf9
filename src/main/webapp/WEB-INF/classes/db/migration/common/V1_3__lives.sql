-- Which of those who have had a name, one after the other, has it: 0 is the first. A name whose account was removed keeps
-- its row, so that the next who gets it is somebody else.
--
-- site_owner  who has the name at the site, in the site's own terms; null where the site has not said
CREATE TABLE user_life (
  username   VARCHAR(255) NOT NULL PRIMARY KEY,
  life       BIGINT       NOT NULL,
  site_owner VARCHAR(255)
);

-- The same of an account, which is read with it.
ALTER TABLE users ADD COLUMN life BIGINT DEFAULT 0 NOT NULL;
