package dev.liveorders.http.response;

import io.vertx.core.buffer.Buffer;

/**
 * A JSON body that many may be answered with; compressed once, when somebody first asks for that. Confined to one
 * event loop.
 */
public final class EncodedJson {
  private final Buffer plain;
  private Buffer compressed;

  public EncodedJson(Buffer plain) {
    this.plain = plain;
  }

  /** The body as it is. Not to be changed. */
  public Buffer plain() {
    return plain;
  }

  /** The body compressed. Not to be changed. */
  Buffer compressed() {
    if (compressed == null) {
      compressed = Gzip.compress(plain);
    }
    return compressed;
  }
}
