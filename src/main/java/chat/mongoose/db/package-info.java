/**
 * The database under JPA: where it is, how its connections are made, and that its schema is the one
 * this version expects.
 *
 * <p>No table, entity or query belongs here but the deployment's own secrets; all others lie with
 * the package that owns them, and so do the sentences of their migrations.
 *
 * <p>The container pools the connections and gives them to its own JPA provider; {@link
 * chat.mongoose.db.MongooseDataSource} only makes them. It is a class of the WAR because that is
 * the one way to read MicroProfile Config for a data source that Payara and WildFly share; an
 * expression in the annotation's {@code url} works on Payara alone. The first connection of every
 * source brings the schema up to date, so nobody can meet an old one, in whatever order the
 * container starts its parts. JPA's own schema generation was refused: it cannot change a table
 * that has rows.
 *
 * <p>A database that was restarted is used again without a restart of ours: {@link
 * chat.mongoose.db.HealingConnection} does on every server what each server's pool would do in its
 * own way, if at all.
 *
 * <p>Migrations lie in {@code db/migration/common}, or in {@code db/migration/h2} and {@code
 * db/migration/mariadb} where the two need different words. The first number of a file's version
 * belongs to one package for ever (0 this one, 1 auth, 2 muc, 3 archive; the next package takes the
 * next free one), so that packages can grow side by side: {@code V1__users.sql}, {@code
 * V2__rooms.sql}, later {@code V1_1__users_language.sql}.
 */
package chat.mongoose.db;
