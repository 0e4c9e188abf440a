package dev.liveorders.http.files;

import dev.liveorders.http.files.StaticFile.Packed;
import dev.liveorders.http.problem.Problem;
import dev.liveorders.http.problem.ProblemResponder;
import dev.liveorders.http.response.EntityTags;
import dev.liveorders.http.response.Gzip;
import dev.liveorders.http.response.JsonResponse;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.internal.net.RFC3986;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/**
 * The page and the client modules, in memory: a few hundred kilobytes that never change while we run. The
 * StaticHandler of vertx-web has no entity tags, and the times of files in a reproducible jar are all the same. No
 * path leads out of a map.
 */
public final class StaticFiles implements Handler<RoutingContext> {
  private static final String FOLDER = "webroot";
  private static final String INDEX = "/index.html";
  private static final List<String> SCRIPTS = List.of("app.js", "wall.js"); // of the two pages
  private static final List<String> STYLES = List.of("app.css", "wall.css");
  private static final String METHODS = "GET, HEAD, OPTIONS";

  /** The files of the jar; empty until they are asked for. */
  private static Map<String, Packed> ofJar = Map.of();

  private final Map<String, StaticFile> files;

  private StaticFiles(Map<String, StaticFile> files) {
    this.files = files;
  }

  /**
   * Loads the page and the modules of the jar, and over them the files of a folder of one's own.
   *
   * @param own            {@code http.webroot}
   * @param frameAncestors {@code http.frameAncestors}
   * @return fails with an {@link IOException} that names the key when that folder cannot be read
   */
  public static Future<StaticFiles> load(
      Vertx vertx, Optional<String> own, List<String> frameAncestors) {
    return vertx.executeBlocking(() -> {
      Map<String, Packed> packed = own.isPresent() ? packOver(own.get()) : packJar();
      Map<String, StaticFile> files = new HashMap<>();
      String ancestors = inPolicy(frameAncestors);
      packed.forEach((path, content) -> files.put(path, StaticFile.of(path, content, ancestors)));
      return new StaticFiles(Map.copyOf(files));
    });
  }

  /**
   * Reads the files of the jar, once for all event loops of the process: packed, as the build has left them there. Where
   * classes run without a jar they are packed now.
   */
  static synchronized Map<String, Packed> packJar() throws IOException {
    if (ofJar.isEmpty()) {
      Optional<InputStream> packed = StaticFolder.openInJar(PackedPage.RESOURCE);
      if (packed.isPresent()) {
        try (InputStream built = packed.get()) {
          ofJar = PackedPage.read(built);
        }
      } else {
        ofJar = pack(StaticFolder.readFromJar(FOLDER, INDEX), Set.of());
      }
    }
    return ofJar;
  }

  private static Map<String, Packed> packOver(String own) throws IOException {
    Map<String, Buffer> contents = StaticFolder.readFromJar(FOLDER, INDEX);
    Map<String, Buffer> files = readOwn(own);
    contents.putAll(files);
    return pack(contents, files.keySet());
  }

  private static Map<String, Packed> pack(Map<String, Buffer> contents, Set<String> replaced) {
    bundle(SCRIPTS, ".js", PageBundle::script, contents, replaced);
    bundle(STYLES, ".css", PageBundle::style, contents, replaced);
    Map<String, Packed> packed = new HashMap<>();
    contents.forEach((path, content) -> packed.put(path, Packed.of(path, content)));
    return Map.copyOf(packed);
  }

  private static String inPolicy(List<String> ancestors) {
    return ancestors.isEmpty()
        ? "'none'"
        : ancestors.stream()
            .map(ancestor -> ancestor.equals("self") ? "'self'" : ancestor)
            .collect(Collectors.joining(" "));
  }

  private static Map<String, Buffer> readOwn(String folder) throws IOException {
    try {
      return StaticFolder.readFromDisk(Path.of(folder));
    } catch (IOException | UncheckedIOException cause) {
      throw new IOException(
          "http.webroot: " + folder + " cannot be read (" + cause.getMessage() + ")", cause);
    }
  }

  /** Puts files of the jar, together with what they import, in their places; a replacement is served as it is. */
  private static void bundle(
      List<String> entries,
      String suffix,
      BiFunction<String, Map<String, String>, String> join,
      Map<String, Buffer> contents,
      Set<String> replaced) {
    Map<String, String> texts = new HashMap<>();
    contents.forEach((path, content) -> {
      if (path.endsWith(suffix)) {
        texts.put(path.substring(1), content.toString());
      }
    });
    for (String entry : entries) {
      if (contents.containsKey('/' + entry) && !replaced.contains('/' + entry)) {
        contents.put('/' + entry, Buffer.buffer(join.apply(entry, texts)));
      }
    }
  }

  /** Returns a handler that serves files, and gives requests for what is no file to another handler. */
  public Handler<RoutingContext> orElse(Handler<RoutingContext> other) {
    return context -> (find(context) == null ? other : this).handle(context);
  }

  private StaticFile find(RoutingContext context) {
    String path = context.normalizedPath();
    return files.get(path.equals("/") ? INDEX : decoded(path));
  }

  @Override
  public void handle(RoutingContext context) {
    StaticFile file = find(context);
    HttpMethod method = context.request().method();
    if (file == null) {
      throw ProblemResponder.notFound(context.request()).toException();
    }
    if (method == HttpMethod.OPTIONS) {
      context
          .response()
          .putHeader(HttpHeaders.ALLOW, METHODS)
          .setStatusCode(204)
          .end();
      return;
    }
    if (method != HttpMethod.GET && method != HttpMethod.HEAD) {
      throw Problem.methodNotAllowed(method, METHODS).toException();
    }
    send(context.request(), file);
  }

  /** The path with its characters; what leads elsewhere by them is the name of no file. */
  private static String decoded(String path) {
    try {
      return path.indexOf('%') < 0 ? path : RFC3986.decodeURIComponent(path, false);
    } catch (IllegalArgumentException malformed) {
      return path;
    }
  }

  private static void send(HttpServerRequest request, StaticFile file) {
    boolean gzip = file.gzipped().isPresent() && Gzip.isAccepted(request);
    String tag = file.tag(gzip);
    HttpServerResponse response = request.response();
    MultiMap headers = response.headers();
    file.headers().forEach(header -> headers.set(header.getKey(), header.getValue()));
    headers.set(HttpHeaders.ETAG, tag).add(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
    if (EntityTags.match(request, tag)) {
      headers.remove(HttpHeaders.CONTENT_TYPE);
      response.setStatusCode(304).end();
      return;
    }
    Buffer body = gzip ? file.gzipped().get() : file.content();
    if (gzip) {
      headers.set(HttpHeaders.CONTENT_ENCODING, "gzip");
    }
    JsonResponse.send(request, 200, body);
  }
}
