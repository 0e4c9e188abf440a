package dev.liveorders.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.liveorders.json.InvalidFieldsException;
import dev.liveorders.json.OrderJson;
import dev.liveorders.model.Counted;
import dev.liveorders.model.Order;
import dev.liveorders.model.OrderAnswer.Accepted;
import dev.liveorders.model.ProductId;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** When an order was placed, as its sender says. */
class PlacedAtTest {
  private static Order order(Object placedAt) {
    return OrderJson.read(new JsonObject()
        .put("id", "A1")
        .put("amount", 3)
        .put("orderId", "1001")
        .put("placedAt", placedAt));
  }

  @ParameterizedTest
  @CsvSource({
    "2025-11-27T10:00:00Z, 2025-11-27T10:00:00Z",
    "2025-11-27T10:00:00.123456789Z, 2025-11-27T10:00:00.123Z",
    "2025-11-27t10:00:00.5z, 2025-11-27T10:00:00.500Z",
    "2025-11-27T00:30:00+01:00, 2025-11-26T23:30:00Z",
    "2025-11-27T23:30:00-09:30, 2025-11-28T09:00:00Z",
    "2025-11-27T10:00:00-00:00, 2025-11-27T10:00:00Z",
    "2016-12-31T23:59:60Z, 2016-12-31T23:59:59Z",
    "2024-02-29T00:00:00Z, 2024-02-29T00:00:00Z",
    "1970-01-01T00:00:00Z, 1970-01-01T00:00:00Z"
  })
  void aTimeIsReadAsRfc3339HasIt(String text, Instant time) {
    assertThat(order(text).placedAt()).isEqualTo(time.toEpochMilli());
  }

  @Test
  void withoutOneAnOrderIsPlacedNow() {
    assertThat(order(null).placedAt()).isEqualTo(Order.NOW);
    JsonObject bare = new JsonObject().put("id", "A1").put("amount", 3);
    assertThat(OrderJson.read(bare).placedAt()).isEqualTo(Order.NOW);
    assertThat(OrderJson.write(OrderJson.read(bare)).containsKey("placedAt")).isFalse();
  }

  @Test
  void itIsWrittenAsItIsRead() {
    Order order = order("2025-11-27T10:00:00.123+01:00");
    assertThat(OrderJson.write(order).getString("placedAt")).isEqualTo("2025-11-27T09:00:00.123Z");
    assertThat(OrderJson.read(OrderJson.write(order))).isEqualTo(order);
    JsonObject withoutKey = OrderJson.write(order);
    withoutKey.remove("orderId");
    assertThat(OrderJson.read(withoutKey).placedAt()).isEqualTo(order.placedAt());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "yesterday|\"yesterday\" is not a time as RFC 3339 has them; send one like 2026-11-27T10:00:00Z",
        "2025-11-27|\"2025-11-27\" is not a time",
        "2025-11-27T10:00Z|is not a time",
        "2025-11-27 10:00:00Z|is not a time",
        "2025-02-29T10:00:00Z|is not a time",
        "2025-11-27T24:00:00Z|is not a time",
        "2025-11-27T10:00:00+0100|is not a time",
        "2025-11-27T10:00:00+19:00|is not a time",
        "2025-11-27T10:00:00.1234567890Z|is not a time",
        "+12025-11-27T10:00:00Z|is not a time",
        "''|\"\" is not a time",
        "2025-11-27T10:00:00|\"2025-11-27T10:00:00\" has no offset; append Z for UTC, or one like +01:00",
        "2025-11-27T10:00:60.5|has no offset",
        "1969-12-31T23:59:59Z|\"1969-12-31T23:59:59Z\" is before 1970, where times begin; send a later one",
        "0000-01-01T00:00:00Z|before 1970",
        "9999-12-31T23:59:59Z|\"9999-12-31T23:59:59Z\" is more than 5 minutes ahead of this server's clock, 20"
      })
  void whatIsNoTimeSaysSo(String text, String message) {
    assertThatThrownBy(() -> order(text))
        .isInstanceOf(InvalidFieldsException.class)
        .hasMessageContaining("placedAt: ")
        .hasMessageContaining(message);
  }

  @Test
  void aNumberIsNoTime() {
    assertThatThrownBy(() -> order(1_795_860_000L))
        .isInstanceOf(InvalidFieldsException.class)
        .hasMessageContaining("placedAt: must be a string, not the number 1795860000");
  }

  @Test
  void clocksMayDifferByFiveMinutes() {
    Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    Instant ahead = now.plus(Order.MAX_AHEAD).minusSeconds(1);
    assertThat(order(ahead.toString()).placedAt()).isEqualTo(ahead.toEpochMilli());
    assertThatThrownBy(() -> order(now.plus(Order.MAX_AHEAD).plusSeconds(60).toString()))
        .hasMessageContaining("leave it out for now");
  }

  @ParameterizedTest
  @EnumSource
  void anAnswerSaysInWhichSumsAnOrderIs(Counted counted) {
    Accepted answer = new Accepted(new ProductId("A1"), 106, 42, false).in(counted);
    assertThat(OrderJson.readAnswer(OrderJson.answer(answer))).isEqualTo(answer);
    assertThat(OrderJson.answer(answer).containsKey("counted"))
        .isEqualTo(counted != Counted.EVERYWHERE);
  }
}
