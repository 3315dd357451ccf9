package chat.mongoose;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.conditions.ArchConditions.callConstructorWhere;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import chat.mongoose.guard.Guarded;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import jakarta.annotation.Resource;
import jakarta.ejb.EJB;
import jakarta.ejb.Schedule;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.Map;
import java.util.Set;

/** Who may enter which room of the house. A rule here is changed by discussion, not in passing. */
@AnalyzeClasses(packages = "chat.mongoose", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

  /** What each package may import of ours; the root, with its annotation, is open to all. */
  private static final Map<String, Set<String>> IMPORTS =
      Map.ofEntries(
          Map.entry("guard", Set.of()),
          Map.entry("xml", Set.of()),
          Map.entry("db", Set.of()),
          Map.entry("security", Set.of()),
          Map.entry("settings", Set.of()),
          Map.entry("stanza", Set.of("xml")),
          Map.entry("form", Set.of("stanza", "xml")),
          Map.entry("session", Set.of("stanza", "xml")),
          Map.entry("cluster", Set.of("stanza", "xml")),
          Map.entry("routing", Set.of("session", "cluster", "stanza", "xml")),
          Map.entry("muc", Set.of("routing", "session", "cluster", "form", "stanza", "xml", "db")),
          Map.entry("im", Set.of("routing", "session", "cluster", "form", "stanza", "xml")),
          Map.entry(
              "archive",
              Set.of("muc", "im", "routing", "session", "cluster", "form", "stanza", "xml")),
          // Checking a password takes long: cluster lends the threads for it.
          Map.entry("auth", Set.of("session", "cluster", "stanza", "xml", "db")),
          // Its users' names are kept from others by session's port.
          Map.entry("wordpress", Set.of("auth", "session")),
          // Who has too many connections is refused before a door is asked.
          Map.entry("web", Set.of("auth", "session")),
          // The container calls back under its locks: cluster lends a thread that holds none.
          Map.entry("websocket", Set.of("routing", "session", "cluster", "stanza", "xml")),
          // It has no stanzas, only documents, which go out as all answers do.
          Map.entry("hostmeta", Set.of("xml", "web")),
          Map.entry("bosh", Set.of("routing", "session", "stanza", "xml", "web")),
          // db is asked for its health only.
          Map.entry("rest", Set.of("archive", "muc", "im", "auth", "session", "stanza", "db")));

  /** A small package for one XEP: disco, ping, version and those to come. */
  private static final Set<String> IMPORTS_OF_A_XEP =
      Set.of("routing", "session", "form", "stanza", "xml");

  /**
   * Whoever may refuse somebody tells it there, and whoever serves many guards himself; values do
   * neither.
   */
  private static final Set<String> OPEN = Set.of("security", "guard");

  private static final Set<String> VALUES = Set.of("xml", "stanza", "form");

  private static final String THREADS =
      "java\\.util\\.Timer|java\\.util\\.concurrent\\.(.*Executor.*|ForkJoin.*)"
          + "|jakarta\\.enterprise\\.concurrent\\..*";

  @ArchTest
  static final ArchRule PACKAGES_IMPORT_WHAT_THEY_MAY =
      classes().should(importOnlyWhatTheirPackageMay());

  @ArchTest
  static final ArchRule NO_CYCLES =
      slices().matching("chat.mongoose.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule VALUES_ARE_FREE_OF_THE_SERVER =
      noClasses()
          .that()
          .resideInAnyPackage("..mongoose.xml..", "..mongoose.stanza..", "..mongoose.form..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("jakarta..")
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule VALUES_DO_NOT_CHANGE =
      fields()
          .that()
          .areDeclaredInClassesThat()
          .resideInAnyPackage("..mongoose.stanza..", "..mongoose.form..")
          .or()
          .areDeclaredIn("chat.mongoose.xml.Element")
          .should()
          .beFinal()
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule THE_ROOM_NEEDS_NO_SERVER_AND_NO_LOCK =
      noClasses()
          .that()
          .haveFullyQualifiedName("chat.mongoose.muc.Room")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("jakarta..", "java.util.concurrent..")
          .allowEmptyShould(true);

  @ArchTest static final ArchRule WEBSOCKET = only("jakarta.websocket..", "..mongoose.websocket..");

  @ArchTest
  static final ArchRule SERVLETS =
      only(
          "jakarta.servlet..",
          "..mongoose.web..",
          "..mongoose.bosh..",
          "..mongoose.hostmeta..",
          "..mongoose.auth..",
          "..mongoose.rest..",
          // Tyrus reads a WebSocket from a servlet's input.
          "..mongoose.websocket..");

  @ArchTest static final ArchRule REST = only("jakarta.ws.rs..", "..mongoose.rest..");

  @ArchTest static final ArchRule GRID = only("com.hazelcast..", "..mongoose.cluster..");

  @ArchTest
  static final ArchRule JDBC =
      only("java.sql..", "..mongoose.db..", "..mongoose.archive..", "..mongoose.wordpress..");

  @ArchTest
  static final ArchRule ONLY_STORES_HAVE_AN_ENTITY_MANAGER =
      noClasses()
          .that()
          .areNotAnnotatedWith(Stateless.class)
          .should()
          .dependOnClassesThat()
          .areAssignableTo(EntityManager.class)
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule STATELESS_MEANS_STATELESS =
      fields()
          .that()
          .areDeclaredInClassesThat()
          .areAnnotatedWith(Stateless.class)
          .should(
              new ArchCondition<JavaField>("be constant or injected") {
                @Override
                public void check(JavaField field, ConditionEvents events) {
                  boolean constant =
                      field.getModifiers().contains(JavaModifier.STATIC)
                          && field.getModifiers().contains(JavaModifier.FINAL);
                  boolean injected =
                      field.isAnnotatedWith(Inject.class)
                          || field.isAnnotatedWith(EJB.class)
                          || field.isAnnotatedWith(Resource.class)
                          || field.isAnnotatedWith(PersistenceContext.class);
                  events.add(
                      new SimpleConditionEvent(field, constant || injected, field.getFullName()));
                }
              })
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule THREADS_BELONG_TO_THE_CONTAINER =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName("chat.mongoose.cluster.Lanes")
          .and(
              describe(
                  "are not the archive's writer",
                  type -> !type.getName().matches("chat\\.mongoose\\.archive\\..*Writer.*")))
          .and()
          // It puts a scheduler that does nothing in the place of Tyrus' own; see there.
          .doNotHaveFullyQualifiedName("chat.mongoose.websocket.TyrusInternals")
          .and()
          // It stands between Undertow and its threads, and counts what waits for them.
          .doNotHaveFullyQualifiedName("chat.mongoose.websocket.UndertowInput")
          .should()
          .dependOnClassesThat(nameMatching(THREADS))
          .orShould(
              callConstructorWhere(
                  describe("new Thread", call -> makesThread(call.getTargetOwner()))))
          .allowEmptyShould(true);

  /** A container cancels a timer whose method has thrown twice. */
  @ArchTest
  static final ArchRule TIMERS_ARE_GUARDED =
      methods()
          .that()
          .areAnnotatedWith(Schedule.class)
          .should(
              new ArchCondition<JavaMethod>("do all they do under the guard") {
                @Override
                public void check(JavaMethod method, ConditionEvents events) {
                  boolean guarded =
                      method.getMethodCallsFromSelf().stream()
                          .filter(call -> !call.isDeclaredInLambda())
                          .allMatch(call -> call.getTargetOwner().isEquivalentTo(Guarded.class));
                  events.add(new SimpleConditionEvent(method, guarded, method.getFullName()));
                }
              });

  @ArchTest
  static final ArchRule NAMES_SAY_A_RESPONSIBILITY =
      noClasses().should().haveNameMatching(".*(Impl|Manager|Helpers?|Utils?|Service)");

  private static boolean makesThread(JavaClass type) {
    return type.isAssignableTo(Thread.class);
  }

  private static ArchRule only(String api, String... packages) {
    return noClasses()
        .that()
        .resideOutsideOfPackages(packages)
        .should()
        .dependOnClassesThat(resideInAPackage(api))
        .allowEmptyShould(true);
  }

  private static ArchCondition<JavaClass> importOnlyWhatTheirPackageMay() {
    return new ArchCondition<>("import only what their package may") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        String own = room(type);
        Set<String> allowed = IMPORTS.getOrDefault(own, IMPORTS_OF_A_XEP);
        for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
          String other = room(dependency.getTargetClass());
          boolean open = OPEN.contains(other) && !VALUES.contains(own);
          if (!other.isEmpty() && !other.equals(own) && !open && !allowed.contains(other)) {
            events.add(SimpleConditionEvent.violated(type, dependency.getDescription()));
          }
        }
      }
    };
  }

  /** The first package below the root; empty for the root itself and for what is not ours. */
  private static String room(JavaClass type) {
    String root = "chat.mongoose.";
    String name = type.getPackageName() + ".";
    return name.startsWith(root) ? name.substring(root.length()).split("\\.", 2)[0] : "";
  }
}
