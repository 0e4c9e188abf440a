package dev.liveorders.http.files;

import dev.liveorders.http.response.Gzip;
import dev.liveorders.http.response.JsonResponse;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.MimeMapping;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/**
 * A file as it is served.
 *
 * @param gzipped the content compressed, where that pays
 * @param hash    of the content
 * @param headers all that do not depend on the request
 */
record StaticFile(Buffer content, Optional<Buffer> gzipped, String hash, MultiMap headers) {
  private static final String HTML = "text/html; charset=utf-8";
  private static final String SCRIPT = "text/javascript; charset=utf-8";
  private static final String OTHER = "application/octet-stream";

  /** The policy of our pages: they load from this server and from no other. */
  private static final String CONTENT_SECURITY_POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self';"
          + " base-uri 'none'; manifest-src 'self'; frame-ancestors ";

  /** The types that the library's table lacks. */
  private static final Map<String, String> FURTHER_TYPES = Map.of(
      "md", "text/markdown",
      "ts", "text/plain",
      "map", "application/json",
      "webmanifest", "application/manifest+json");

  /**
   * Makes a file of its name and what is packed.
   *
   * @param frameAncestors who may show a page in a frame, as in a Content-Security-Policy
   */
  static StaticFile of(String name, Packed packed, String frameAncestors) {
    return new StaticFile(
        packed.content(), packed.gzipped(), packed.hash(), headers(type(name), frameAncestors));
  }

  /**
   * What of a file is the same for all event loops.
   *
   * @param gzipped the content compressed, where that pays
   * @param hash    of the content
   */
  record Packed(Buffer content, Optional<Buffer> gzipped, String hash) {
    static Packed of(String name, Buffer content) {
      String type = type(name);
      boolean isText = type.startsWith("text/") || type.endsWith("json") || type.endsWith("xml");
      Optional<Buffer> gzipped = isText && Gzip.pays(content.length())
          ? Optional.of(Gzip.compress(content))
          : Optional.empty();
      return new Packed(content, gzipped, StaticFile.hash(content));
    }
  }

  private static String type(String name) {
    String extension = name.substring(name.lastIndexOf('.') + 1);
    String type = Optional.ofNullable(MimeMapping.mimeTypeForExtension(extension))
        .orElseGet(() -> FURTHER_TYPES.getOrDefault(extension, OTHER));
    return type.startsWith("text/") ? type + "; charset=utf-8" : type;
  }

  private static MultiMap headers(String type, String frameAncestors) {
    MultiMap headers = HttpHeaders.headers()
        .set(HttpHeaders.CONTENT_TYPE, type)
        .set(HttpHeaders.CACHE_CONTROL, JsonResponse.NO_CACHE)
        .set("Referrer-Policy", "same-origin");
    if (type.equals(HTML)) {
      headers.set("Content-Security-Policy", CONTENT_SECURITY_POLICY + frameAncestors);
    }
    if (type.equals(SCRIPT)) {
      headers.set(
          HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN,
          "*"); // a shop's page may load the client modules from here
    }
    return headers;
  }

  private static String hash(Buffer content) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(content.getBytes());
      return HexFormat.of().formatHex(digest, 0, 8);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** The strong entity tag of one of the two representations. */
  String tag(boolean gzip) {
    return '"' + hash + (gzip ? "-gz" : "") + '"';
  }
}
