package dev.liveorders;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.conditions.ArchConditions;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;

/**
 * The rooms that a rule is about, and the arrows between them; a name that ends in two dots includes the rooms
 * inside.
 */
final class Rooms {
  private static final String ROOT = "dev.liveorders.";

  /** Those that a rule is about, and those that may see everything. */
  private static final Set<String> ROOMS = new TreeSet<>(Set.of(ROOT + "app..", ROOT + "live"));

  private Rooms() {}

  /** Every class is in one of them. */
  static ArchRule holdEveryClass() {
    return classes().should().resideInAnyPackage(ROOMS.toArray(String[]::new));
  }

  /** Classes of {@code room} use, of ours, only their own room and {@code others}. */
  static ArchRule mayUse(String room, String... others) {
    ROOMS.add(ROOT + room);
    DescribedPredicate<JavaClass> allowed = DescribedPredicate.describe(
        "of " + room + " and " + Arrays.toString(others),
        used -> !used.getPackageName().startsWith(ROOT)
            || isOf(used, room)
            || Arrays.stream(others).anyMatch(other -> isOf(used, other)));
    return classes()
        .that()
        .resideInAPackage(ROOT + room)
        .should(ArchConditions.onlyDependOnClassesThat(allowed));
  }

  private static boolean isOf(JavaClass used, String room) {
    if (!room.endsWith("..")) {
      return used.getPackageName().equals(ROOT + room);
    }
    String inside = ROOT + room.substring(0, room.length() - 1);
    return (used.getPackageName() + ".").startsWith(inside);
  }
}
