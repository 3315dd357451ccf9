/** Data forms as values (XEP-0004). Nothing here knows what a field means. */
package chat.mongoose.form;
