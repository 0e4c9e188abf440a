package dev.liveorders.live.fanout;

import dev.liveorders.limits.Client;
import dev.liveorders.live.wire.WireFormat;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A watcher without a socket, mostly of {@link WireFormat#PLAIN}: remembers every total it was shown, and checks that
 * none steps back.
 */
final class RecordingWatcher extends Watcher {
  private static final Pattern TOTAL = Pattern.compile("\\{\"id\":\"([^\"]+)\",\"total\":(-?\\d+)");

  final Map<String, Long> shown = new LinkedHashMap<>();
  final List<String> texts = new ArrayList<>();
  int writes;
  boolean writable = true;

  /** The bytes that a socket would not have taken. */
  long unsent;

  /** The bytes that wait in memory for that. */
  long waiting;

  /** The bytes that it was shown last of those that others are shown, too; null for none. */
  ByteBuf shared;

  /** Whose limits it takes from; null for a client that is not limited. */
  Client client;

  /** Thrown when it is written to; null when that succeeds. */
  RuntimeException writeFailure;

  /** Thrown when its bytes are encoded; null when that succeeds. */
  Error encodeFailure;

  /** Done while it is written to. */
  Runnable onWrite = () -> {};

  boolean answersPings = true;
  int pings;
  boolean dropped;
  Runnable onDrop = () -> {};

  /** Null while it was not closed. */
  DisconnectReason closedFor;

  RecordingWatcher() {
    this(WireFormat.PLAIN);
  }

  RecordingWatcher(WireFormat format) {
    super(format);
  }

  @Override
  protected WireFormat format() {
    if (encodeFailure != null) {
      throw encodeFailure;
    }
    return super.format();
  }

  @Override
  protected Client client() {
    return client;
  }

  @Override
  protected boolean isWritable() {
    return writable;
  }

  @Override
  protected long waitingBytes() {
    return waiting;
  }

  @Override
  protected long unsentBytes() {
    return unsent;
  }

  @Override
  protected void write(ByteBuf bytes) {
    if (writeFailure != null) {
      bytes.release();
      throw writeFailure;
    }
    writes++;
    onWrite.run();
    while (bytes.isReadable()) {
      texts.add(readFrame(bytes));
    }
    bytes.release();
  }

  @Override
  protected void writeShared(ByteBuf bytes) {
    shared = bytes;
    write(bytes.retainedDuplicate());
  }

  @Override
  protected void writeShared(ByteBuf head, ByteBuf bytes) {
    shared = bytes;
    write(Unpooled.wrappedBuffer(head, bytes.retainedDuplicate()));
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
    if (super.format() != WireFormat.PLAIN) {
      return text;
    }
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
  protected void ping(ByteBuf heartbeat) {
    pings++;
    heartbeat.release();
  }

  @Override
  protected boolean answersPings() {
    return answersPings;
  }

  @Override
  protected void close(DisconnectReason reason) {
    closedFor = reason;
  }

  @Override
  protected void drop() {
    dropped = true;
    onDrop.run();
  }
}
