package dev.liveorders;

import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.conditions.ArchConditions;
import io.netty.channel.Channel;
import java.util.Arrays;

/** Who may import whom. */
@AnalyzeClasses(packages = "dev.liveorders", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule cli = mayUse("cli", "model", "netty");

  @ArchTest
  static final ArchRule config = mayUse("config");

  @ArchTest
  static final ArchRule model = mayUse("model");

  @ArchTest
  static final ArchRule bus = mayUse("bus", "model");

  @ArchTest
  static final ArchRule store = mayUse("store", "model", "config");

  @ArchTest
  static final ArchRule orders = mayUse("orders", "model", "bus", "store", "config", "metrics");

  @ArchTest
  static final ArchRule live = mayUse("live", "model", "bus", "config", "metrics", "netty");

  @ArchTest
  static final ArchRule http = mayUse("http", "model", "bus", "live", "config", "metrics", "netty");

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
      .because("dev.liveorders.netty is the one place to look when Vert.x or Netty change");

  @ArchTest
  static final ArchRule theModelKnowsNoVertx = noClasses()
      .that()
      .resideInAPackage("dev.liveorders.model..")
      .should()
      .dependOnClassesThat()
      .resideInAPackage("io.vertx..");

  @ArchTest
  static final ArchRule packagesHaveNoCycles =
      slices().matching("dev.liveorders.(*)..").should().beFreeOfCycles();

  /** Classes of {@code name} use, of ours, only their own package and {@code others}. */
  private static ArchRule mayUse(String name, String... others) {
    DescribedPredicate<JavaClass> allowed = DescribedPredicate.describe(
        "of " + name + " and " + Arrays.toString(others),
        used -> !used.getPackageName().startsWith("dev.liveorders")
            || isOf(used, name)
            || Arrays.stream(others).anyMatch(other -> isOf(used, other)));
    return classes()
        .that()
        .resideInAPackage("dev.liveorders." + name + "..")
        .should(ArchConditions.onlyDependOnClassesThat(allowed));
  }

  private static boolean isOf(JavaClass used, String name) {
    String full = "dev.liveorders." + name;
    return used.getPackageName().equals(full) || used.getPackageName().startsWith(full + ".");
  }
}
