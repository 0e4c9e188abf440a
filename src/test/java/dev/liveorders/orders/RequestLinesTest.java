package dev.liveorders.orders;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.model.Counted;
import dev.liveorders.model.Order;
import dev.liveorders.model.Order.Source;
import dev.liveorders.model.OrderAnswer;
import dev.liveorders.model.OrderAnswer.Accepted;
import dev.liveorders.model.OrderAnswer.Rejected;
import dev.liveorders.model.OrderId;
import dev.liveorders.model.ProductId;
import dev.liveorders.model.Rejection;
import java.util.List;
import org.junit.jupiter.api.Test;

class RequestLinesTest {
  private static final long NOW = 1_795_860_000_000L;
  private static final long DAY = 86_400_000;

  private static Order line(String id, String product, long amount) {
    return new Order(new OrderId(id), new ProductId(product), amount, Source.API, true);
  }

  private static Accepted accepted(String product, long total) {
    return new Accepted(new ProductId(product), total, 7, false);
  }

  @Test
  void linesOfOneOrderAndProductAreSummedAndAnsweredAlike() {
    RequestLines lines = new RequestLines(
        List.of(line("1", "A1", 1), line("1", "A2", 5), line("1", "A1", 2), line("2", "A1", 9)),
        NOW);
    assertThat(lines.orders())
        .containsExactly(line("1", "A1", 3), line("1", "A2", 5), line("2", "A1", 9));
    List<OrderAnswer> placed = List.of(accepted("A1", 3), accepted("A2", 5), accepted("A1", 12));
    assertThat(lines.answers(placed))
        .containsExactly(placed.get(0), placed.get(1), placed.get(0), placed.get(2));
  }

  @Test
  void aSumThatIsNoAmountIsRejectedAndTheRestPlaced() {
    RequestLines lines = new RequestLines(
        List.of(
            line("1", "A1", Order.MAX_AMOUNT),
            line("2", "A1", 4),
            line("1", "A1", 1),
            line("3", "A1", 2),
            line("3", "A1", -2)),
        NOW);
    assertThat(lines.orders()).containsExactly(line("2", "A1", 4));
    List<OrderAnswer> answers = lines.answers(List.of(accepted("A1", 4)));
    assertThat(answers.get(1)).isEqualTo(accepted("A1", 4));
    assertThat(answers.get(2)).isEqualTo(answers.get(0));
    assertThat(((Rejected) answers.get(0)).detail())
        .contains("2 lines of order \"1\"", "\"A1\"", "add up to 1000000001");
    assertThat(((Rejected) answers.get(4)).rejection()).isEqualTo(Rejection.INVALID);
  }

  @Test
  void anOrderOfSeveralLinesWasPlacedWhenTheEarliestOfThemWas() {
    RequestLines lines = new RequestLines(
        List.of(
            line("1", "A1", 1),
            line("1", "A1", 2).at(NOW - 2),
            line("1", "A1", 4).at(NOW - 1),
            line("2", "A1", 8).at(NOW - 3)),
        NOW);
    assertThat(lines.orders())
        .containsExactly(line("1", "A1", 7).at(NOW - 2), line("2", "A1", 8).at(NOW - 3));
  }

  @Test
  void theAnswerSaysWhereAnOldOrderIsNotCounted() {
    RequestLines lines = new RequestLines(
        List.of(
            line("1", "A1", 1),
            line("2", "A1", 1).at(NOW - 8 * DAY),
            line("3", "A1", 1).at(NOW - 8 * DAY - 1),
            line("4", "A1", 1).at(NOW - 400 * DAY),
            line("5", "A1", 1).at(NOW - 400 * DAY - 1),
            line("6", "Z9", 1).at(0)),
        NOW);
    Rejected unknown = new Rejected(new ProductId("Z9"), Rejection.UNKNOWN_PRODUCT, "Z9");
    List<OrderAnswer> placed = List.of(
        accepted("A1", 1),
        accepted("A1", 2),
        accepted("A1", 3),
        accepted("A1", 4),
        accepted("A1", 5),
        unknown);
    assertThat(lines.answers(placed))
        .containsExactly(
            accepted("A1", 1),
            accepted("A1", 2),
            accepted("A1", 3).in(Counted.TOTAL_AND_DAYS),
            accepted("A1", 4).in(Counted.TOTAL_AND_DAYS),
            accepted("A1", 5).in(Counted.TOTAL),
            unknown);
  }
}
