package dev.liveorders;

import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static dev.liveorders.Rooms.mayUse;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.netty.channel.Channel;
import io.netty.channel.ChannelPipeline;
import io.vertx.core.Future;
import io.vertx.core.Handler;

/**
 * The rooms of the house and the arrows of import between them; a name that ends in two dots includes the rooms
 * inside.
 */
@AnalyzeClasses(packages = "dev.liveorders", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule model = mayUse("model");

  @ArchTest
  static final ArchRule config = mayUse("config", "model", "tls");

  @ArchTest
  static final ArchRule tls = mayUse("tls");

  @ArchTest
  static final ArchRule limits = mayUse("limits", "config", "model");

  @ArchTest
  static final ArchRule log = mayUse("log", "config", "model");

  @ArchTest
  static final ArchRule metrics = mayUse("metrics", "model");

  @ArchTest
  static final ArchRule trace = mayUse("trace", "log");

  @ArchTest
  static final ArchRule bench = mayUse("bench", "netty", "model");

  @ArchTest
  static final ArchRule json = mayUse("json", "model");

  @ArchTest
  static final ArchRule bus = mayUse("bus", "json", "model");

  @ArchTest
  static final ArchRule store =
      mayUse("store", "store.sqlite", "store.postgres", "config", "model");

  @ArchTest
  static final ArchRule storeSqlite = mayUse("store.sqlite", "store", "config", "model");

  @ArchTest
  static final ArchRule storePostgres = mayUse("store.postgres", "store", "config", "model");

  @ArchTest
  static final ArchRule orders =
      mayUse("orders", "store", "control", "bus", "json", "metrics", "config", "model", "trace");

  @ArchTest
  static final ArchRule control = mayUse("control", "log");

  @ArchTest
  static final ArchRule live = classes()
      .that()
      .resideInAPackage("dev.liveorders.live")
      .should()
      .haveSimpleName("package-info")
      .because("it is the map of the packages inside")
      .allowEmptyShould(true);

  @ArchTest
  static final ArchRule liveWebSocket = mayUse(
      "live.websocket",
      "live.fanout",
      "live.wire",
      "json",
      "metrics",
      "limits",
      "config",
      "netty",
      "model");

  @ArchTest
  static final ArchRule liveSse =
      mayUse("live.sse", "live.fanout", "live.wire", "metrics", "limits", "config", "netty");

  @ArchTest
  static final ArchRule liveFanout = mayUse(
      "live.fanout",
      "live.wire",
      "live.board",
      "bus",
      "metrics",
      "limits",
      "config",
      "log",
      "netty",
      "model",
      "trace");

  @ArchTest
  static final ArchRule liveWire = mayUse("live.wire", "live.board", "metrics", "model");

  @ArchTest
  static final ArchRule liveBoard = mayUse("live.board", "bus", "model");

  @ArchTest
  static final ArchRule http = mayUse(
      "http", "http..", "live..", "bus", "json", "metrics", "limits", "config", "log", "netty",
      "model");

  @ArchTest
  static final ArchRule httpHandler = mayUse(
      "http.handler",
      "http.access",
      "http.picture",
      "http.problem",
      "http.response",
      "live..",
      "bus",
      "json",
      "metrics",
      "limits",
      "config",
      "netty",
      "model");

  @ArchTest
  static final ArchRule httpAccess = mayUse(
      "http.access",
      "http.problem",
      "http.response",
      "live.fanout",
      "bus",
      "config",
      "log",
      "model");

  @ArchTest
  static final ArchRule httpProblem =
      mayUse("http.problem", "http.response", "json", "limits", "model");

  @ArchTest
  static final ArchRule httpConnection = mayUse(
      "http.connection",
      "http.problem",
      "http.response",
      "limits",
      "config",
      "netty",
      "model",
      "tls");

  @ArchTest
  static final ArchRule httpFiles = mayUse("http.files", "http.problem", "http.response", "model");

  @ArchTest
  static final ArchRule httpPicture = mayUse("http.picture");

  @ArchTest
  static final ArchRule httpResponse = mayUse("http.response");

  @ArchTest
  static final ArchRule netty = mayUse("netty");

  @ArchTest
  static final ArchRule onlyNettyUsesWhatIsNotPromised = noClasses()
      .that()
      .resideOutsideOfPackage("dev.liveorders.netty..")
      .should()
      .dependOnClassesThat()
      .resideInAnyPackage(
          "io.vertx..impl..", "io.netty.channel.epoll..", "io.netty.channel.uring..")
      .orShould()
      .callMethodWhere(target(name("unsafe"))
          .and(JavaAccess.Predicates.targetOwner(assignableTo(Channel.class))))
      .orShould()
      .callMethod(ChannelPipeline.class, "get", String.class)
      .orShould()
      .callMethod(ChannelPipeline.class, "context", String.class)
      .orShould()
      .callMethod(ChannelPipeline.class, "remove", String.class)
      .because("dev.liveorders.netty is the one place to look when Vert.x or Netty change");

  @ArchTest
  static final ArchRule theModelKnowsNoVertx = noClasses()
      .that()
      .resideInAPackage("dev.liveorders.model..")
      .should()
      .dependOnClassesThat()
      .resideInAPackage("io.vertx..");

  /** A handler of a future that throws is logged only: nobody would end the request. */
  @ArchTest
  static final ArchRule answersAreMadeByCompletion = noClasses()
      .that()
      .resideInAPackage("dev.liveorders.http.handler..")
      .should()
      .callMethod(Future.class, "onSuccess", Handler.class)
      .orShould()
      .callMethod(Future.class, "onComplete", Handler.class)
      .orShould()
      .callMethod(Future.class, "onComplete", Handler.class, Handler.class);

  /** Behind the rules of the rooms, which it counts. */
  @ArchTest
  static final ArchRule everyClassLivesInARoomOfTheTable = Rooms.holdEveryClass();

  @ArchTest
  static final ArchRule packagesHaveNoCycles =
      slices().matching("dev.liveorders.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule liveHasNoCycles =
      slices().matching("dev.liveorders.live.(*)..").should().beFreeOfCycles();
}
