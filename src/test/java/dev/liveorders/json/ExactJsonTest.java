package dev.liveorders.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Objects of files and of the bus, which are read as they stand. */
class ExactJsonTest {
  @Test
  void anObjectIsReadWithAllItsDigits() {
    assertThat(ExactJson.object(Buffer.buffer("{\"price\":12.50} ")).getValue("price"))
        .hasToString("12.50");
  }

  @ParameterizedTest
  @ValueSource(strings = {"12e1000", "-99e1000", "0.01e-1000"})
  void whatAnAnswerOfOursMayHaveIsReadAgain(String number) {
    Object accepted = StrictJson.object("{\"weight\":" + number + "}").getValue("weight");
    Buffer written = JsonWriter.write(new JsonObject().put("weight", accepted));
    assertThat(ExactJson.object(written).getValue("weight")).isEqualTo(accepted);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "null", "[]", "{} {}", "{} }", "{\"a\":1},", "{\"a\":1e99999999999}"})
  void whatIsNotOneObjectIsNone(String text) {
    assertThatThrownBy(() -> ExactJson.object(Buffer.buffer(text)))
        .isInstanceOf(DecodeException.class);
  }
}
