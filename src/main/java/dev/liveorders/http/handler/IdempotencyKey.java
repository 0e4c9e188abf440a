package dev.liveorders.http.handler;

import dev.liveorders.json.InvalidFieldsException;
import dev.liveorders.model.OrderId;
import dev.liveorders.model.Quoted;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The {@code Idempotency-Key} header (draft-ietf-httpapi-idempotency-key-header), an order id. The draft makes it a
 * string of Structured Fields (RFC 9651 section 3.3.3): in quotes, maybe with parameters, which say nothing here.
 * Many clients send it bare, and some as {@code X-Idempotency-Key}. Beyond the RFC, a string may hold UTF-8.
 */
final class IdempotencyKey {
  static final String HEADER = "Idempotency-Key";

  private static final String ALIAS = "X-Idempotency-Key";

  /** The header names that are one of these two or were meant to be, without {@code -} and {@code _}. */
  private static final Pattern NEAR = Pattern.compile("x?idempoten.*");

  /** Groups are repeated possessively: else each time takes stack. */
  private static final Pattern STRING =
      Pattern.compile("\"((?:[^\"\\\\\\x00-\\x1f\\x7f]|\\\\[\"\\\\])*+)\"(.*)");

  /** {@code ;v=1;w="a";x}: keys with bare items (RFC 9651 section 3.1.2). */
  private static final Pattern PARAMETERS = Pattern.compile("(?: *; *[a-z*][a-z0-9_.*-]*(?:=(?:"
      + "-?[0-9]{1,15}(?:\\.[0-9]{1,3})?|\"(?:[ !#-\\[\\]-~]|\\\\[\"\\\\])*+\""
      + "|[A-Za-z*][A-Za-z0-9!#$%&'*+.^_`|~:/-]*|:[A-Za-z0-9+/=]*:|\\?[01]|@-?[0-9]{1,15}))?)*+");

  private IdempotencyKey() {}

  /**
   * The key of a request; empty when it has none.
   *
   * @throws InvalidFieldsException when there are several, it cannot be an order id, or a header was probably meant
   *     to be it
   */
  static Optional<OrderId> of(HttpServerRequest request) {
    MultiMap headers = request.headers();
    rejectNearMisses(headers);
    Optional<OrderId> key = of(headers, HEADER);
    Optional<OrderId> alias = of(headers, ALIAS);
    if (key.isPresent() && alias.isPresent() && !key.equals(alias)) {
      throw new InvalidFieldsException(
          ALIAS,
          Quoted.of(alias.get()) + " differs from " + HEADER + ", which says "
              + Quoted.of(key.get()) + "; send one of them");
    }
    return key.or(() -> alias);
  }

  /**
   * Rejects a key where none is heeded: its client would believe that a retry is safe.
   *
   * @param remedy what to do instead
   * @throws InvalidFieldsException when there is one, or a header that was probably meant to be one
   */
  static void reject(HttpServerRequest request, String remedy) {
    for (Map.Entry<String, String> header : request.headers()) {
      if (isMeant(header.getKey())) {
        throw new InvalidFieldsException(
            HEADER,
            "the header " + Quoted.of(header.getKey()) + " is heeded for orders only; " + remedy);
      }
    }
  }

  private static void rejectNearMisses(MultiMap headers) {
    for (Map.Entry<String, String> header : headers) {
      String name = header.getKey();
      if (isMeant(name) && !name.equalsIgnoreCase(HEADER) && !name.equalsIgnoreCase(ALIAS)) {
        throw new InvalidFieldsException(
            HEADER,
            "the request has a header " + Quoted.of(name) + ", which would be ignored; its name is "
                + HEADER);
      }
    }
  }

  /** Tells whether a header is the key by one of its names, or was probably meant to be. */
  private static boolean isMeant(String name) {
    char first = name.isEmpty() ? ' ' : name.charAt(0);
    boolean candidate = first == 'I' || first == 'i' || first == 'X' || first == 'x';
    return candidate && NEAR.matcher(letters(name)).matches();
  }

  private static String letters(String name) {
    return name.toLowerCase(Locale.ROOT).replace("-", "").replace("_", "");
  }

  private static Optional<OrderId> of(MultiMap headers, String name) {
    if (!headers.contains(name)) {
      return Optional.empty();
    }
    List<String> values = headers.getAll(name);
    if (values.size() > 1) {
      throw new InvalidFieldsException(name, "must be sent once, not " + values.size() + " times");
    }
    String key = decode(name, parse(name, values.get(0).strip()));
    if (!OrderId.isValid(key)) {
      throw new InvalidFieldsException(name, Quoted.of(key) + " is not " + OrderId.RULE);
    }
    return Optional.of(new OrderId(key));
  }

  private static String parse(String name, String value) {
    if (value.indexOf('"') < 0) {
      return value;
    }
    Matcher string = STRING.matcher(value);
    if (!string.matches() || !PARAMETERS.matcher(string.group(2)).matches()) {
      throw new InvalidFieldsException(
          name,
          Quoted.of(value)
              + " is no string of Structured Fields (RFC 9651); right is \"abc-1\", with \\\" for a quote"
              + " inside, or a key without any quotes");
    }
    return string.group(1).replaceAll("\\\\(.)", "$1");
  }

  /** Netty has a char for each byte; the bytes are UTF-8, so that the same id in a body is the same id. */
  private static String decode(String name, String bytes) {
    if (bytes.chars().allMatch(c -> c < 0x80)) {
      return bytes;
    }
    try {
      ByteBuffer utf8 = ByteBuffer.wrap(bytes.getBytes(StandardCharsets.ISO_8859_1));
      return StandardCharsets.UTF_8.newDecoder().decode(utf8).toString();
    } catch (CharacterCodingException e) {
      throw new InvalidFieldsException(name, "is not UTF-8");
    }
  }
}
