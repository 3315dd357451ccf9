/**
 * Who may come in: SASL on an XMPP stream (RFC 6120 §6, 4422 appendix A, 4616, 4505, 5802, 7628,
 * 7677), Basic (RFC 7617) and Bearer (RFC 6750) on HTTP as doors to one {@link
 * chat.mongoose.auth.Login}, and the accounts and JWTs (RFC 7519) that it knows. What an identity
 * may do is decided where it is done, not here; nothing here binds a resource or routes a stanza.
 *
 * <p>Decision: every door ends in one JAAS {@code LoginContext} named {@code mongoose}. A site's
 * administrator can put LDAP or Kerberos in its place, in the server's own configuration, without a
 * line of ours; an own plug-in interface would need a plug-in for each of them. What doors and
 * modules exchange beyond name and password goes through {@link
 * chat.mongoose.auth.EvidenceCallback} and {@link chat.mongoose.auth.CookieCallback}. One thing is
 * not asked of it again: a token of {@link chat.mongoose.auth.Tokens} stands for an answer that it
 * has given within the last minute.
 *
 * <p>Decision: whether a cookie proves something is found out when the stream opens, off its
 * thread, and EXTERNAL is offered only then (XEP-0178 §2 for certificates): clients that take the
 * first mechanism they know would fail with the expired cookies that most visitors have. Only
 * cookies are looked at that a module has announced, so that a visitor who has none of them costs
 * nothing, and only from requests with an allowed {@code Origin}, since a browser sends them
 * whoever's page asks. They are forgotten when they have been looked at. A cookie's {@code
 * SameSite} is the site's own affair: {@code Strict} and {@code Lax} come along from pages of the
 * same site; a page of another site gets no cookie into BOSH at all, since credentials are never
 * allowed there (Fetch §3.3).
 *
 * <p>Decision: a portal without a database that is read here tells of its logouts itself (OpenID
 * Connect Back-Channel Logout 1.0, at {@link chat.mongoose.auth.LogoutDesk}), by a JWT of the key
 * that signs its logins. Asking it again and again whether a visit goes on would need an address of
 * it, and would be late.
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
@Xep(number = 106, version = "1.1.1")
package chat.mongoose.auth;

import chat.mongoose.Xep;
