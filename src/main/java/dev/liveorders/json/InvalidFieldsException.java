package dev.liveorders.json;

import java.util.List;
import java.util.stream.Collectors;

/** A message has fields that are wrong: all of them, up to a limit, not only the first. Has no stack trace. */
public final class InvalidFieldsException extends RuntimeException {
  /** The faults that are told one by one; of more than these only their number. */
  public static final int MAX_ERRORS = 20;

  private static final long serialVersionUID = 1;

  private final transient List<FieldError> errors;

  public InvalidFieldsException(String field, String message) {
    this(List.of(new FieldError(field, message)), 0);
  }

  /**
   * @param more how many further faults there are
   */
  public InvalidFieldsException(List<FieldError> errors, int more) {
    super(message(errors, more), null, false, false);
    this.errors = List.copyOf(errors);
  }

  private static String message(List<FieldError> errors, int more) {
    String all =
        errors.stream().map(e -> e.field() + ": " + e.message()).collect(Collectors.joining("; "));
    return more == 0 ? all : all + "; and " + more + " more faults";
  }

  public List<FieldError> errors() {
    return errors;
  }
}
