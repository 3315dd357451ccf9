/**
 * Addresses and stanzas of RFC 6120 and 7622 as immutable values, and the errors that answer them.
 * Nothing here routes, stores or sends.
 *
 * <p>Decision: a stanza is its {@link chat.mongoose.xml.Element} with the addresses already read,
 * not a bean for each payload; a package that speaks a payload reads it from the element.
 */
package chat.mongoose.stanza;
