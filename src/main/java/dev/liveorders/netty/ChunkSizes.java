package dev.liveorders.netty;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The size lines of a chunked body (RFC 9112 section 7.1), each checked before it is decoded. Counts the bytes that
 * are decoded to know where the next one begins. Confined to the event loop of its channel.
 */
final class ChunkSizes {
  private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]++";
  private static final String QUOTED =
      "\"(?:[\\t \\x21\\x23-\\x5b\\x5d-\\x7e\\x80-\\xff]|\\\\[\\t\\x20-\\x7e])*+\"";
  private static final Pattern LINE = Pattern.compile("([0-9A-Fa-f]{1,16})(?:[ \\t]*+;[ \\t]*+"
      + TOKEN + "(?:[ \\t]*+=[ \\t]*+(?:" + TOKEN + "|" + QUOTED + "))?+)*+");

  /** Line ends: behind a size line, and behind a chunk. */
  private static final int CRLF_BYTES = 2;

  private boolean inBody;
  private boolean inTrailer;

  /** Bytes to be decoded before the next size line. */
  private long ahead;

  /** A chunked body begins. */
  void begin() {
    inBody = true;
    inTrailer = false;
    ahead = 0;
  }

  /** The body has ended. */
  void end() {
    inBody = false;
  }

  /**
   * Checks the size line that is decoded next, once it is there as a whole.
   *
   * @throws IllegalArgumentException when it has more than one reading
   */
  void check(ByteBuf bytes) {
    if (!inBody || inTrailer || ahead > 0) {
      return;
    }
    int length = bytes.bytesBefore((byte) '\n')
        - 1; // without its carriage return, which the decoder insists on
    if (length < 0) {
      return;
    }
    Matcher line =
        LINE.matcher(bytes.toString(bytes.readerIndex(), length, StandardCharsets.ISO_8859_1));
    long size = line.matches() ? Long.parseUnsignedLong(line.group(1), 16) : -1;
    if (size < 0 || size > Integer.MAX_VALUE) {
      throw new IllegalArgumentException("the size of a chunk is malformed or too large");
    }
    inTrailer = size == 0;
    ahead = length + CRLF_BYTES + size + CRLF_BYTES;
  }

  /** Counts bytes that were decoded. */
  void consumed(int bytes) {
    ahead -= bytes;
  }
}
