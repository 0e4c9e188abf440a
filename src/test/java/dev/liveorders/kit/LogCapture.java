package dev.liveorders.kit;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What is logged above debug while it is open. */
public final class LogCapture implements AutoCloseable {
  private final Logger root = Logger.getLogger("");
  private final List<LogRecord> records = new CopyOnWriteArrayList<>();

  private final Handler handler = new Handler() {
    @Override
    public void publish(LogRecord message) {
      if (message.getLevel().intValue() >= Level.INFO.intValue()) {
        records.add(message);
      }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  };

  public LogCapture() {
    root.addHandler(handler);
  }

  public List<LogRecord> records() {
    return records;
  }

  public List<String> messages() {
    return records.stream().map(LogRecord::getMessage).toList();
  }

  /** What asks for somebody's attention. */
  public List<String> warnings() {
    return records.stream()
        .filter(message -> message.getLevel().intValue() >= Level.WARNING.intValue())
        .map(LogRecord::getMessage)
        .toList();
  }

  @Override
  public void close() {
    root.removeHandler(handler);
  }
}
