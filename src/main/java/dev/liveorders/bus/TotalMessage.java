package dev.liveorders.bus;

import dev.liveorders.json.CommitJson;
import dev.liveorders.model.CategoryName;
import dev.liveorders.model.Total;
import dev.liveorders.model.Window;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.MessageCodec;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The message that a total of a category has changed, or what sold within a window, for scripts on this node: {@code
 * {"id","total","seq","windows":{"1h":3}}}, always JSON. It is written when it is delivered, so that it costs next to
 * nothing where nobody listens.
 *
 * @param windows what sold within each; empty while that is not known. Called where the message is sent.
 */
record TotalMessage(Total total, Supplier<Map<Window, Long>> windows) {
  /** Published after each commit, to this node. */
  static String address(CategoryName category) {
    return "orders." + category;
  }

  private JsonObject write() {
    JsonObject json = CommitJson.writeTotal(total);
    Map<Window, Long> sums = windows.get();
    if (!sums.isEmpty()) {
      JsonObject counts = new JsonObject();
      sums.forEach((window, sum) -> counts.put(window.wireName(), sum));
      json.put("windows", counts);
    }
    return json;
  }

  /** Writes a message for each who hears it, on the thread of the sender. */
  static final class Codec implements MessageCodec<TotalMessage, JsonObject> {
    @Override
    public JsonObject transform(TotalMessage message) {
      return message.write();
    }

    @Override
    public void encodeToWire(Buffer buffer, TotalMessage message) {
      throw new UnsupportedOperationException(
          name() + " is for this node only; send it with localOnly");
    }

    @Override
    public JsonObject decodeFromWire(int position, Buffer buffer) {
      throw new UnsupportedOperationException(name() + " is for this node only");
    }

    @Override
    public String name() {
      return TotalMessage.class.getName();
    }

    @Override
    public byte systemCodecID() {
      return -1;
    }
  }
}
