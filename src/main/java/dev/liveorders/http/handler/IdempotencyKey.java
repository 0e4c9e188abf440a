package dev.liveorders.http.handler;

import dev.liveorders.json.InvalidFieldsException;
import dev.liveorders.model.OrderId;
import dev.liveorders.model.Quoted;
import io.vertx.core.http.HttpServerRequest;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * The {@code Idempotency-Key} header (draft-ietf-httpapi-idempotency-key-header), an order id. The draft has it in quotes,
 * many clients send it without: one pair of quotes is not part of the id.
 */
final class IdempotencyKey {
  static final String HEADER = "Idempotency-Key";

  private IdempotencyKey() {}

  /**
   * The key of a request; empty when it has none.
   *
   * @throws InvalidFieldsException when there are several, or it cannot be an order id
   */
  static Optional<OrderId> of(HttpServerRequest request) {
    if (!request.headers().contains(HEADER)) {
      return Optional.empty();
    }
    List<String> values = request.headers().getAll(HEADER);
    if (values.size() > 1) {
      throw new InvalidFieldsException(
          HEADER, "must be sent once, not " + values.size() + " times");
    }
    String key = decode(withoutQuotes(values.get(0).strip()));
    if (!OrderId.isValid(key)) {
      throw new InvalidFieldsException(HEADER, Quoted.of(key) + " is not " + OrderId.RULE);
    }
    return Optional.of(new OrderId(key));
  }

  private static String withoutQuotes(String value) {
    boolean quoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
    return quoted ? value.substring(1, value.length() - 1) : value;
  }

  /** Netty has a char for each byte; the bytes are UTF-8, so that the same id in a body is the same id. */
  private static String decode(String bytes) {
    if (bytes.chars().allMatch(c -> c < 0x80)) {
      return bytes;
    }
    try {
      ByteBuffer utf8 = ByteBuffer.wrap(bytes.getBytes(StandardCharsets.ISO_8859_1));
      return StandardCharsets.UTF_8.newDecoder().decode(utf8).toString();
    } catch (CharacterCodingException e) {
      throw new InvalidFieldsException(HEADER, "is not UTF-8");
    }
  }
}
