package dev.liveorders.json;

import java.util.List;
import java.util.stream.Collectors;

/** A message has fields that are wrong: all of them, not only the first. Has no stack trace. */
public final class InvalidFieldsException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient List<FieldError> errors;

  public InvalidFieldsException(String field, String message) {
    this(List.of(new FieldError(field, message)));
  }

  public InvalidFieldsException(List<FieldError> errors) {
    super(
        errors.stream().map(e -> e.field() + ": " + e.message()).collect(Collectors.joining("; ")),
        null,
        false,
        false);
    this.errors = List.copyOf(errors);
  }

  public List<FieldError> errors() {
    return errors;
  }
}
