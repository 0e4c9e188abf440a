package dev.liveorders.bus;

import dev.liveorders.model.Commit;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.MessageCodec;
import io.vertx.core.json.JsonObject;

/** A commit between nodes: one byte for the version of the form, four for the length, then JSON. Inside a node it is handed over as it is. */
final class CommitCodec implements MessageCodec<Commit, Commit> {
  private static final byte VERSION = 1;

  @Override
  public void encodeToWire(Buffer buffer, Commit commit) {
    Buffer json = CommitForm.write(commit).toBuffer();
    buffer.appendByte(VERSION).appendInt(json.length()).appendBuffer(json);
  }

  @Override
  public Commit decodeFromWire(int position, Buffer buffer) {
    byte version = buffer.getByte(position);
    if (version != VERSION) {
      throw new IllegalArgumentException("a node sent a commit in form " + version
          + ", and this one reads form " + VERSION + "; run the same release");
    }
    int start = position + 5;
    return CommitForm.read(
        new JsonObject(buffer.getBuffer(start, start + buffer.getInt(position + 1))));
  }

  @Override
  public Commit transform(Commit commit) {
    return commit;
  }

  @Override
  public String name() {
    return "live-orders.commit";
  }

  @Override
  public byte systemCodecID() {
    return -1;
  }
}
