/**
 * Shows that clients which people use get along with the server: Smack in the tests' own process,
 * the JavaScript clients of {@code src/test/npm} in Node.js. What a specification says is checked
 * by the conversations; nothing here looks at XML.
 */
package chat.mongoose.clients;
