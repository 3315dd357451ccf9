/**
 * What happens to the safety of this server, told to its administrator: who logged in, who failed,
 * who was refused, and from where. Nothing is decided here; whoever refuses somebody says so by
 * {@link chat.mongoose.security.SecurityLog}.
 *
 * <p>Decision: a file of our own ({@code security.log} in the folder of {@code mongoose.data}) and
 * not the server's log. Payara and WildFly write that in different forms, between other lines, and
 * where an administrator has said; a program such as fail2ban wants one form and one place. Who
 * wants the lines in the server's log as well sets the logger {@code chat.mongoose.security} to
 * {@code DEBUG} ({@code FINE}).
 *
 * <p>Decision: static, as a logger is, and not injected: what refuses somebody is a filter, an
 * endpoint, a session or a value, and few of these are beans.
 *
 * <p>What a stranger says stands in a line only after all that a program looks at, and escaped: he
 * can neither end a line nor begin a field. How much he can make this server write is bounded for
 * each address and in all.
 */
package chat.mongoose.security;
