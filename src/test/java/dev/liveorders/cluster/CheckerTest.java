package dev.liveorders.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.cluster.History.Acknowledgement;
import dev.liveorders.cluster.History.Attempt;
import dev.liveorders.cluster.History.Shown;
import dev.liveorders.cluster.StoreImage.Row;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A checker that finds nothing proves nothing, unless it finds what is wrong with a broken history. */
class CheckerTest {
  private static final String EPOCH = "b7b7b7b7b7b7b7b7";
  private static final long AT = 1_795_860_010_000L;
  private static final Attempt FIRST = new Attempt("o1", "A1", 5);
  private static final Attempt SECOND = new Attempt("o2", "A1", 2);

  private final List<Row> orders = new ArrayList<>(List.of(
      new Row("opening", "A1", 3, "opening", 1, AT),
      new Row("o1", "A1", 5, "api", 2, AT),
      new Row("simulated", "B1", 4, "simulation", 3, AT),
      new Row("o2", "A1", 2, "api", 4, AT)));
  private final Map<String, Long> totals = new HashMap<>(Map.of("A1", 10L, "B1", 4L));
  private final History history = new History();
  private long seq = 4;
  private long at = AT;

  CheckerTest() {
    history.attempts.put("o1", FIRST);
    history.attempts.put("o2", SECOND);
    history.acknowledgements.add(new Acknowledgement(FIRST, 8, 2, false));
    history.acknowledgements.add(new Acknowledgement(FIRST, 10, 4, true));
    history.shown.add(new Shown(EPOCH, "A1", 1, 3));
    history.shown.add(new Shown(EPOCH, "A1", 3, 8));
    history.shown.add(new Shown(EPOCH, "B1", 4, 4));
  }

  private List<String> violations() {
    return Checker.violations(
        new StoreImage(EPOCH, seq, at, ZoneOffset.UTC, orders, totals, Set.of(1L)), history);
  }

  private void assertFound(String words) {
    assertThat(violations()).hasSize(1);
    assertThat(violations().get(0)).contains(words);
  }

  @Test
  void aHistoryInWhichAllIsWellHasNoViolations() {
    assertThat(violations()).isEmpty();
  }

  @Test
  void anAcknowledgedOrderThatIsNotStoredIsLost() {
    Attempt lost = new Attempt("o3", "A1", 1);
    history.attempts.put("o3", lost);
    history.acknowledgements.add(new Acknowledgement(lost, 10, 4, false));
    assertFound("lost");
  }

  @Test
  void anOrderThatIsStoredWithAnotherAmountIsLost() {
    history.acknowledgements.add(new Acknowledgement(new Attempt("o2", "A1", 3), 10, 4, false));
    assertFound("lost");
  }

  @Test
  void anOrderThatCountsTwiceIsFound() {
    orders.add(new Row("o1", "A1", 5, "api", 4, AT));
    totals.put("A1", 15L);
    assertThat(violations()).anyMatch(violation -> violation.startsWith("stored twice"));
  }

  @Test
  void aTotalThatIsNotTheSumOfItsOrdersIsFound() {
    totals.put("A1", 11L);
    assertFound("sum up to 10");
  }

  @Test
  void aCommitThatIsMissingIsFound() {
    orders.removeIf(row -> row.product().equals("B1"));
    totals.remove("B1");
    history.shown.removeIf(shown -> shown.product().equals("B1"));
    assertFound("commit 3 is missing");
  }

  @Test
  void anOrderThatNobodyPlacedIsFound() {
    history.attempts.remove("o2");
    assertFound("nobody ordered it");
  }

  @Test
  void anAnswerWithAWrongTotalIsFound() {
    history.acknowledgements.add(new Acknowledgement(SECOND, 9, 4, false));
    assertFound("never had there");
  }

  @Test
  void anAnswerAtACommitBeforeTheOrdersOwnIsFound() {
    history.acknowledgements.add(new Acknowledgement(SECOND, 8, 3, false));
    assertFound("before its own");
  }

  @Test
  void aTotalThatTheStoreNeverHadIsFound() {
    history.shown.add(new Shown(EPOCH, "A1", 3, 9));
    assertFound("never had");
  }

  @Test
  void aPositionWhoseOrdersWereNotShownIsFound() {
    history.shown.add(new Shown(EPOCH, "A1", 4, 8));
    assertFound("not shown");
  }

  @Test
  void aForeignEpochIsFound() {
    history.shown.add(new Shown("cccccccccccccccc", "A1", 1, 3));
    assertFound("foreign");
  }

  @Test
  void whatClientsFoundOddIsPassedOn() {
    history.oddities.add("watcher 7 saw A1 step back from 8 to 3");
    assertFound("step back");
  }

  /**
   * Another order says that it was placed 58 minutes and 30 seconds ago, which is in the last hour for 50 seconds
   * more.
   */
  private void placeInThePast() {
    long placedAt = AT - 58 * 60_000 - 30_000;
    history.attempts.put("o3", new Attempt("o3", "A1", 7, placedAt));
    orders.add(new Row("o3", "A1", 7, "api", 5, placedAt));
    totals.put("A1", 17L);
    seq = 5;
  }

  private void orderAMinuteLater() {
    at = AT + 60_000;
    orders.add(new Row("simulated2", "A1", 1, "simulation", 6, at));
    totals.put("A1", 18L);
    seq = 6;
  }

  private void show(long seq, long total, long hour, long today) {
    history.shown.add(
        new Shown(EPOCH, "A1", seq, total, Map.of("1h", hour, "24h", total - 3, "today", today)));
  }

  @Test
  void windowsThatAreWhatTheOrdersSayAreRight() {
    placeInThePast();
    at = AT + 40_000;
    show(3, 8, 5, 5);
    show(4, 10, 7, 7);
    show(5, 17, 14, 14);
    assertThat(violations()).isEmpty();
  }

  @Test
  void aWindowThatHasWhatIsOverIsFound() {
    placeInThePast();
    orderAMinuteLater();
    show(6, 18, 15, 15);
    assertFound("windows that there never were");
  }

  @Test
  void aWindowThatLacksAnOrderIsFound() {
    show(4, 10, 6, 7);
    assertFound("windows that there never were");
  }

  @Test
  void twoNodesThatShowTwoWindowsAtOnceAreFound() {
    placeInThePast();
    orderAMinuteLater();
    show(5, 17, 14, 14);
    show(5, 17, 7, 14);
    assertFound("two truths");
  }

  @Test
  void aTickIsNoMissingCommitAndThereIsOneOfThemInAMinute() {
    seq = 6;
    at = AT + 60_000;
    assertThat(violations()).containsExactly("commit 6 is missing of 6");
    at = AT + 130_000;
    assertThat(violations()).isEmpty();
  }

  @Test
  void anOrderThatIsStoredAtAnotherTimeThanItSaidIsFound() {
    placeInThePast();
    history.attempts.put("o3", new Attempt("o3", "A1", 7, AT));
    assertFound("nobody ordered it");
  }
}
