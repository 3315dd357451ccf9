/**
 * A portal that has users of its own, and what its pages and their visitors do with the chat: by
 * cookie, by token and by JWT. Only {@link chat.mongoose.portal.PortalLoginModule} runs in the
 * server; it is what a portal's maker would write.
 */
package chat.mongoose.portal;
