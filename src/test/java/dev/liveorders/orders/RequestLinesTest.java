package dev.liveorders.orders;

import static org.assertj.core.api.Assertions.assertThat;

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
  private static Order line(String id, String product, long amount) {
    return new Order(new OrderId(id), new ProductId(product), amount, Source.API, true);
  }

  private static Accepted accepted(String product, long total) {
    return new Accepted(new ProductId(product), total, 7, false);
  }

  @Test
  void linesOfOneOrderAndProductAreSummedAndAnsweredAlike() {
    RequestLines lines = new RequestLines(
        List.of(line("1", "A1", 1), line("1", "A2", 5), line("1", "A1", 2), line("2", "A1", 9)));
    assertThat(lines.orders())
        .containsExactly(line("1", "A1", 3), line("1", "A2", 5), line("2", "A1", 9));
    List<OrderAnswer> placed = List.of(accepted("A1", 3), accepted("A2", 5), accepted("A1", 12));
    assertThat(lines.answers(placed))
        .containsExactly(placed.get(0), placed.get(1), placed.get(0), placed.get(2));
  }

  @Test
  void aSumThatIsNoAmountIsRefusedAndTheRestPlaced() {
    RequestLines lines = new RequestLines(List.of(
        line("1", "A1", Order.MAX_AMOUNT),
        line("2", "A1", 4),
        line("1", "A1", 1),
        line("3", "A1", 2),
        line("3", "A1", -2)));
    assertThat(lines.orders()).containsExactly(line("2", "A1", 4));
    List<OrderAnswer> answers = lines.answers(List.of(accepted("A1", 4)));
    assertThat(answers.get(1)).isEqualTo(accepted("A1", 4));
    assertThat(answers.get(2)).isEqualTo(answers.get(0));
    assertThat(((Rejected) answers.get(0)).detail())
        .contains("2 lines of order \"1\"", "\"A1\"", "add up to 1000000001");
    assertThat(((Rejected) answers.get(4)).rejection()).isEqualTo(Rejection.INVALID);
  }
}
