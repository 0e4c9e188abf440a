package dev.liveorders.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The optional fields of a product beside the ones we know, such as {@code {"unit":"pcs"}}; sent with its totals in
 * snapshots.
 *
 * @param json a JSON object as text, without white space, at most {@link #MAX_LENGTH} characters; {@code {}} for none
 */
public record Extras(String json) {
  /** No extra fields. */
  public static final Extras NONE = new Extras("{}");

  /** The longest JSON text, in characters. */
  public static final int MAX_LENGTH = 2_000;

  /** Names that mean something of ours where extras are sent. */
  public static final Set<String> RESERVED =
      Set.of("id", "category", "name", "rrp", "info", "total", "seq", "ok", "extra", "windows");

  /** What reads and writes fields. A start that has none does not wait for it. */
  private static final class Mapper {
    /** Decimals stay what they are: lists, snapshots and what a change leaves alone show the same number. */
    private static final ObjectMapper JSON = JsonMapper.builder()
        .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
        .build();

    private static final TypeReference<LinkedHashMap<String, Object>> FIELDS =
        new TypeReference<>() {};
  }

  /**
   * @throws IllegalArgumentException when the text is too long
   */
  public Extras {
    if (json.length() > MAX_LENGTH) {
      throw new IllegalArgumentException("the extra fields are " + json.length()
          + " characters of JSON; at most " + MAX_LENGTH + " are kept");
    }
  }

  /**
   * The extras with these fields, in this order.
   *
   * @param fields JSON values as Jackson and Vert.x read them
   * @throws IllegalArgumentException when a name is reserved, a value is no JSON value, or the whole is too long
   */
  public static Extras of(Map<String, ?> fields) {
    for (String name : fields.keySet()) {
      if (RESERVED.contains(name)) {
        throw new IllegalArgumentException(
            "an extra field cannot have the name " + Quoted.of(name));
      }
    }
    try {
      return fields.isEmpty() ? NONE : new Extras(Mapper.JSON.writeValueAsString(fields));
    } catch (JsonProcessingException noJson) {
      throw new IllegalArgumentException(
          "the extra fields are not JSON values: " + noJson.getOriginalMessage());
    }
  }

  /** Returns those that a store has kept; most products have none, and share that. */
  public static Extras stored(String json) {
    return json.equals(NONE.json) ? NONE : new Extras(json);
  }

  /** Tells whether there are no extra fields. */
  public boolean isEmpty() {
    return json.length() == 2;
  }

  /** The fields, in order; the caller's own copy. */
  public Map<String, Object> fields() {
    if (isEmpty()) {
      return new LinkedHashMap<>();
    }
    try {
      return Mapper.JSON.readValue(json, Mapper.FIELDS);
    } catch (JsonProcessingException corrupt) {
      throw new IllegalStateException("extras hold no JSON object: " + Quoted.of(json), corrupt);
    }
  }

  /**
   * These fields with {@code changes} laid over them; null removes a field (RFC 7396).
   *
   * @throws IllegalArgumentException as {@link #of}
   */
  public Extras merge(Map<String, ?> changes) {
    if (changes.isEmpty()) {
      return this;
    }
    Map<String, Object> merged = fields();
    changes.forEach((name, value) -> {
      if (value == null) {
        merged.remove(name);
      } else {
        merged.put(name, value);
      }
    });
    return of(merged);
  }

  /** Written out like that of {@link Product}. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Extras extras && json.equals(extras.json);
  }

  @Override
  public int hashCode() {
    return json.hashCode();
  }

  @Override
  public String toString() {
    return json;
  }
}
