package dev.liveorders.http.response;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;

/** Compression of answers: who asked for it, and when it pays. */
public final class Gzip {
  private static final int MIN_BYTES = 1_024;

  private Gzip() {}

  /** Tells whether a body of so many bytes is sent compressed to those who take that. */
  public static boolean pays(int bytes) {
    return bytes >= MIN_BYTES;
  }

  /** Tells whether a client takes gzip (RFC 9110 section 12.5.3). */
  public static boolean isAccepted(HttpServerRequest request) {
    String accept = request.getHeader(HttpHeaders.ACCEPT_ENCODING);
    return accept != null
        && Arrays.stream(accept.toLowerCase(Locale.ROOT).replace(" ", "").split(","))
            .anyMatch(coding -> coding.equals("gzip")
                || coding.startsWith("gzip;") && !coding.matches("gzip;q=0(\\.0*)?"));
  }

  /** Compresses a body. */
  public static Buffer compress(Buffer content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(content.length() / 4 + 64);
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(content.getBytes());
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible); // it is written to memory
    }
    return Buffer.buffer(bytes.toByteArray());
  }
}
