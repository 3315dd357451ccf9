/**
 * Who may come in: SASL on an XMPP stream (RFC 6120 §6, 4616, 4505, 5802, 7677) and Basic on HTTP
 * (RFC 7617) as doors to one {@link chat.mongoose.auth.Login}, and the accounts that it knows. What
 * an identity may do is decided where it is done, not here; nothing here binds a resource or routes
 * a stanza.
 *
 * <p>Decision: every door ends in one JAAS {@code LoginContext} named {@code mongoose}. A site's
 * administrator can put LDAP or Kerberos in its place, in the server's own configuration, without a
 * line of ours; an own plug-in interface would need a plug-in for each of them. What doors and
 * modules exchange beyond name and password goes through {@link
 * chat.mongoose.auth.EvidenceCallback}.
 *
 * <p>Decision: passwords are prepared by the OpaqueString profile of RFC 8265, not by the SASLprep
 * of RFC 5802 that it replaces. For what people type both give the same; they differ for
 * compatibility characters such as ligatures, where clients disagree as well.
 *
 * <p>Decision: a guest who wants to be known again brings a secret that he made himself ({@link
 * chat.mongoose.auth.GuestToken}); his name is a keyed hash of it. So nothing of guests is stored,
 * and none of them can take another's name. A name that the server gives out and takes back against
 * a ticket would need a table that grows with every visitor.
 *
 * <p>What may not be told from outside is whether an account exists. So an unknown name has salt,
 * iteration count and keys like an account ({@link chat.mongoose.auth.Decoys}), and a login does
 * the same work for it.
 */
package chat.mongoose.auth;
