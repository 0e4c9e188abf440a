package dev.liveorders.live.fanout;

import dev.liveorders.log.RepeatedLine;
import dev.liveorders.model.Quoted;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The log of messages that are no commands: of many only some. Confined to the event loop of its {@link Hub}. */
public final class CommandLog {
  private static final Logger log = LoggerFactory.getLogger(CommandLog.class);

  private final RepeatedLine ignored = new RepeatedLine(log::info);

  /** Logs a message that was no command. */
  public void onIgnored(String text) {
    ignored.write("ignored a message that is no command: {}", Quoted.of(text));
  }
}
