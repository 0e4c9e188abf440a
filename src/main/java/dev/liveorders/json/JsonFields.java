package dev.liveorders.json;

import dev.liveorders.model.Quoted;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Reads the fields of one JSON object and gathers every fault, so that the sender is told all at once. */
final class JsonFields {
  private final JsonObject json;
  private final List<FieldError> errors = new ArrayList<>(0);
  private int more;

  JsonFields(JsonObject json) {
    this.json = json;
  }

  /** The raw value; null when absent. */
  Object value(String name) {
    return json.getValue(name);
  }

  /** Tells whether a field is present, null included. */
  boolean has(String name) {
    return json.containsKey(name);
  }

  /** Notes a fault; beyond {@link InvalidFieldsException#MAX_ERRORS} they are only counted. */
  void fault(String name, String message) {
    if (errors.size() < InvalidFieldsException.MAX_ERRORS) {
      errors.add(new FieldError(Shown.cut(name), message));
    } else {
      more++;
    }
  }

  private String absent(String name) {
    return has(name) ? "is null" : "is missing";
  }

  /** A string that {@code read} accepts; what it throws is the fault. Empty when absent or faulty. */
  <T> Optional<T> text(String name, boolean required, Function<String, T> read) {
    Object value = json.getValue(name);
    if (value == null) {
      if (required) {
        fault(name, absent(name));
      }
      return Optional.empty();
    }
    if (!(value instanceof String text)) {
      fault(name, "must be a string, not " + Shown.of(value));
      return Optional.empty();
    }
    try {
      return Optional.of(read.apply(text));
    } catch (IllegalArgumentException e) {
      fault(name, e.getMessage());
      return Optional.empty();
    }
  }

  /** A string, or an integer as its digits, that {@code read} accepts. Empty when absent or faulty. */
  <T> Optional<T> textOrInteger(String name, Function<String, T> read) {
    Object value = json.getValue(name);
    boolean integer =
        value instanceof Integer || value instanceof Long || value instanceof BigInteger;
    if (!integer && value != null && !(value instanceof String)) {
      fault(name, "must be a string or an integer, not " + Shown.of(value));
      return Optional.empty();
    }
    try {
      return Optional.ofNullable(value).map(Object::toString).map(read);
    } catch (IllegalArgumentException e) {
      fault(name, e.getMessage());
      return Optional.empty();
    }
  }

  /** Rejects null in a field that cannot be removed. */
  void rejectNull(String name) {
    if (has(name) && json.getValue(name) == null) {
      fault(name, "is null, but cannot be removed; leave it out to keep it");
    }
  }

  /** A string of {@code shortest} to {@code longest} characters. */
  Optional<String> text(String name, boolean required, int shortest, int longest) {
    return text(name, required, text -> {
      if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
        throw new IllegalArgumentException(
            "has half a surrogate pair, which cannot be stored: " + Quoted.of(text));
      }
      if (text.strip().length() < shortest || text.length() > longest) {
        throw new IllegalArgumentException(
            "must be " + shortest + " to " + longest + " characters, not " + Quoted.of(text));
      }
      return text;
    });
  }

  /** An integer token within ±{@code largest}, not zero: 3.0 and 1e3 are none. Zero when absent or faulty. */
  long amount(String name, long largest, String rule) {
    Object value = json.getValue(name);
    if (value == null) {
      fault(name, absent(name) + "; it must be " + rule);
      return 0;
    }
    if (value instanceof Integer || value instanceof Long) {
      long amount = ((Number) value).longValue();
      if (amount != 0 && amount <= largest && amount >= -largest) {
        return amount;
      }
    }
    fault(name, Shown.of(value) + " is not " + rule);
    return 0;
  }

  /** A decimal number, as a number or a string. Empty when absent or faulty. */
  Optional<BigDecimal> decimal(
      String name, boolean required, Function<BigDecimal, Boolean> isValid, String rule) {
    Object value = json.getValue(name);
    if (value == null) {
      if (required) {
        fault(name, absent(name) + "; it must be " + rule);
      }
      return Optional.empty();
    }
    Optional<BigDecimal> number = toDecimal(value).filter(isValid::apply);
    if (number.isEmpty()) {
      fault(name, Shown.of(value) + " is not " + rule);
    }
    return number;
  }

  private static Optional<BigDecimal> toDecimal(Object value) {
    try {
      if (value instanceof BigDecimal decimal) {
        return Optional.of(decimal);
      }
      if (value instanceof BigInteger integer) {
        return Optional.of(new BigDecimal(integer));
      }
      boolean number =
          value instanceof Number || value instanceof String text && text.length() <= 40;
      return number ? Optional.of(new BigDecimal(value.toString())) : Optional.empty();
    } catch (NumberFormatException notANumber) {
      return Optional.empty();
    }
  }

  /** The fields that are not in {@code known}, in order. */
  Map<String, Object> others(Set<String> known) {
    Map<String, Object> others = new LinkedHashMap<>();
    json.getMap().forEach((name, value) -> {
      if (!known.contains(name)) {
        others.put(name, value);
      }
    });
    return others;
  }

  /**
   * Every field that is not in {@code known} is a fault: a misspelt {@code orderId} would cost an order its
   * uniqueness.
   */
  void rejectOthers(Set<String> known) {
    if (json.size() > known.size() || !known.containsAll(json.getMap().keySet())) {
      String list = String.join(", ", known.stream().sorted().toList());
      for (String name : others(known).keySet()) {
        fault(name, "is not a field of this request; known are " + list);
      }
    }
  }

  /**
   * @throws InvalidFieldsException when there was any fault
   */
  void check() {
    if (!errors.isEmpty()) {
      throw new InvalidFieldsException(errors, more);
    }
  }
}
