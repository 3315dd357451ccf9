package chat.mongoose.auth;

/**
 * What a login hangs on at the site: a login of the site, say, or the password as it was. A login
 * module adds one to the public credentials of the {@code Subject}; by {@link SiteSessions} it
 * finds the chat sessions that hang on it, to look at it again and to end them. Its {@code
 * toString} tells no secret.
 */
public interface SiteEvidence {}
