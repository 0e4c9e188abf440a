package dev.liveorders.live;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A watcher of the plain dialect without a socket: remembers every total it was shown, and checks that none steps back. */
final class RecordingWatcher extends Watcher {
  private static final Pattern TOTAL = Pattern.compile("\\{\"id\":\"([^\"]+)\",\"total\":(-?\\d+)");

  final Map<String, Long> shown = new LinkedHashMap<>();
  final List<String> texts = new ArrayList<>();
  int writes;
  boolean writable = true;

  /** Thrown by writes; null when they succeed. */
  Error failure;

  @Override
  Dialect dialect() {
    return Dialect.PLAIN;
  }

  @Override
  boolean isWritable() {
    return writable;
  }

  @Override
  long waitingBytes() {
    return 0;
  }

  @Override
  void write(ByteBuf bytes) {
    if (failure != null) {
      bytes.release();
      throw failure;
    }
    writes++;
    while (bytes.isReadable()) {
      texts.add(readFrame(bytes));
    }
    bytes.release();
  }

  @Override
  void write(ByteBuf first, ByteBuf second) {
    write(first);
    write(second);
  }

  private String readFrame(ByteBuf bytes) {
    int opcode = bytes.readUnsignedByte();
    if (opcode != 0x81) {
      throw new AssertionError("not a final text frame: " + opcode);
    }
    int length = bytes.readUnsignedByte();
    if (length == 126) {
      length = bytes.readUnsignedShort();
    }
    String text = bytes.readCharSequence(length, StandardCharsets.UTF_8).toString();
    Matcher total = TOTAL.matcher(text);
    if (!total.lookingAt()) {
      throw new AssertionError("not a total: " + text);
    }
    Long before = shown.put(total.group(1), Long.valueOf(total.group(2)));
    if (before != null && before > shown.get(total.group(1))) {
      throw new AssertionError(text + " after " + before);
    }
    return text;
  }

  @Override
  void ping() {}

  @Override
  boolean answersPings() {
    return true;
  }

  @Override
  void close(CloseReason reason) {}

  @Override
  void drop() {}
}
