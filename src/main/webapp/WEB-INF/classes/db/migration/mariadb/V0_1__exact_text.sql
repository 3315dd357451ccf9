-- MariaDB's default collation takes Romeo and romeo, and a and ä, for the same. An address is compared
-- byte by byte once it is prepared (RFC 7622), so tables made from here on compare like that.
ALTER DATABASE CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
