package dev.liveorders.log;

import dev.liveorders.model.VisibleText;
import java.nio.charset.StandardCharsets;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.StringLayout;
import org.apache.logging.log4j.core.layout.AbstractStringLayout;

/**
 * A layout whose records cannot be forged by what is in them, whoever logs it. What cannot be seen, or turns the
 * direction of text, is escaped; a line that continues a record, as of a stack trace, begins with a tab. In JSON both
 * are the same text as before.
 */
final class SafeLayout extends AbstractStringLayout {
  private final StringLayout layout;

  /**
   * @param layout makes the records, each with a line feed at its end
   */
  SafeLayout(StringLayout layout) {
    super(StandardCharsets.UTF_8);
    this.layout = layout;
  }

  @Override
  public String toSerializable(LogEvent event) {
    return safe(layout.toSerializable(event));
  }

  @Override
  public String getContentType() {
    return layout.getContentType();
  }

  static String safe(String record) {
    int end = record.endsWith("\n") ? record.length() - 1 : record.length();
    int plain = 0;
    while (plain < end && isPlain(record.charAt(plain))) {
      plain++;
    }
    return plain == end ? record : escape(record, plain, end);
  }

  private static boolean isPlain(char c) {
    return c >= ' ' && c < 0x7F;
  }

  private static String escape(String record, int from, int end) {
    StringBuilder safe = new StringBuilder(record.length() + 16).append(record, 0, from);
    int i = from;
    while (i < end) {
      int codePoint = record.codePointAt(i);
      i += Character.charCount(codePoint);
      if (codePoint == '\n') {
        safe.append(i < end && record.charAt(i) == '\t' ? "\n" : "\n\t");
      } else if (codePoint == '\t') {
        safe.append('\t');
      } else {
        VisibleText.append(safe, codePoint);
      }
    }
    return safe.append(record, end, record.length()).toString();
  }
}
