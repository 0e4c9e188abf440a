package dev.liveorders.http.handler;

import dev.liveorders.http.problem.Problem;
import dev.liveorders.http.problem.ProblemException;
import dev.liveorders.http.problem.ProblemType;
import dev.liveorders.json.NotJsonException;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/** The content codings of a request's body (RFC 9110 section 8.4.1), each inflated within limits. */
enum BodyEncoding {
  IDENTITY {
    @Override
    InputStream open(InputStream bytes, byte[] start) {
      return bytes;
    }
  },
  GZIP {
    @Override
    InputStream open(InputStream bytes, byte[] start) throws IOException {
      return new GZIPInputStream(bytes);
    }
  },
  DEFLATE {
    /** Some clients send deflate without the zlib format that the RFC puts around it. */
    @Override
    InputStream open(InputStream bytes, byte[] start) {
      boolean zlib = start.length > 1
          && (start[0] & 0x0F) == 8
          && ((start[0] & 0xFF) << 8 | start[1] & 0xFF) % 31 == 0;
      return new InflaterInputStream(bytes, new Inflater(!zlib)) {
        @Override
        public void close() throws IOException {
          super.close();
          inf.end(); // as it was not made here; what it holds lies outside the heap
        }
      };
    }
  };

  /** Bytes; what is smaller inflated may have been compressed however well. */
  private static final int RATIO_FREE_BYTES = 65_536;

  /** Orders of a shop compress to a tenth; more than this is made to cost us. */
  private static final int MAX_RATIO = 200;

  private static final int STEP_BYTES = 8_192;

  abstract InputStream open(InputStream bytes, byte[] start) throws IOException;

  /** Reads a {@code Content-Encoding}; empty for one, or a chain, that is not taken. */
  static Optional<BodyEncoding> of(String header) {
    if (header == null) {
      return Optional.of(IDENTITY);
    }
    return switch (header.strip().toLowerCase(Locale.ROOT)) {
      case "", "identity" -> Optional.of(IDENTITY);
      case "gzip", "x-gzip" -> Optional.of(GZIP);
      case "deflate" -> Optional.of(DEFLATE);
      default -> Optional.empty();
    };
  }

  /**
   * Inflates a body step by step, and stops at the first limit.
   *
   * @throws ProblemException when it is larger than {@code maxBytes} inflated, or compressed beyond what honest
   *     bodies are
   * @throws NotJsonException when it is not compressed as its header says
   */
  Buffer inflate(Buffer body, int maxBytes) {
    if (this == IDENTITY) {
      return body;
    }
    byte[] compressed = body.getBytes();
    Buffer inflated = Buffer.buffer();
    byte[] step = new byte[STEP_BYTES];
    try (InputStream in = open(new ByteArrayInputStream(compressed), compressed)) {
      for (int read = in.read(step); read >= 0; read = in.read(step)) {
        inflated.appendBytes(step, 0, read);
        checkLimits(inflated.length(), compressed.length, maxBytes);
      }
    } catch (IOException broken) {
      throw new NotJsonException("the body is not " + name().toLowerCase(Locale.ROOT)
          + ", as its Content-Encoding says: it is damaged or cut off");
    }
    return inflated;
  }

  private static void checkLimits(int inflated, int compressed, int maxBytes) {
    if (inflated > maxBytes) {
      throw new Problem(
              ProblemType.CONTENT_TOO_LARGE,
              "the body is larger than " + maxBytes + " bytes when it is inflated; send several")
          .toException();
    }
    if (inflated > RATIO_FREE_BYTES && inflated / MAX_RATIO > compressed) {
      throw new Problem(
              ProblemType.CONTENT_TOO_LARGE,
              "the body inflates to more than " + MAX_RATIO + " times its " + compressed
                  + " bytes; send it without Content-Encoding")
          .toException();
    }
  }
}
