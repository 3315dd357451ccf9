/**
 * What integration tests stand on: a real server and a real database, started as processes of their
 * own, that can be stopped, killed, frozen and started again.
 *
 * <p>No test belongs here, and nothing that pretends to be a server.
 */
package chat.mongoose.testkit;
