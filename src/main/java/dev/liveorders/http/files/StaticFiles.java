package dev.liveorders.http.files;

import dev.liveorders.http.problem.Problem;
import dev.liveorders.http.problem.ProblemResponder;
import dev.liveorders.http.response.EntityTags;
import dev.liveorders.http.response.JsonResponse;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.FileSystem;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiFunction;

/**
 * The page and the client modules, in memory: a few hundred kilobytes that never change while we run. The StaticHandler of
 * vertx-web has no entity tags, and the times of files in a reproducible jar are all the same. No path leads out of a map.
 */
public final class StaticFiles implements Handler<RoutingContext> {
  private static final String FOLDER = "webroot";
  private static final String INDEX = "/index.html";
  private static final String SCRIPT = "app.js";
  private static final String STYLE = "app.css";

  private final Map<String, StaticFile> files;

  private StaticFiles(Map<String, StaticFile> files) {
    this.files = files;
  }

  /** Loads the folder {@code webroot} of the class path; none is as good as an empty one. */
  public static Future<StaticFiles> load(Vertx vertx) {
    return vertx.executeBlocking(() -> {
      Map<String, Buffer> contents = new HashMap<>();
      if (vertx.fileSystem().existsBlocking(FOLDER)) {
        loadFolder(vertx.fileSystem(), FOLDER, "", contents);
      }
      bundle(SCRIPT, ".js", PageBundle::script, contents);
      bundle(STYLE, ".css", PageBundle::style, contents);
      Map<String, StaticFile> files = new HashMap<>();
      contents.forEach((path, content) -> files.put(path, StaticFile.of(path, content)));
      return new StaticFiles(Map.copyOf(files));
    });
  }

  /** Puts a file together with what it imports in its place, if it is there. */
  private static void bundle(
      String entry,
      String suffix,
      BiFunction<String, Map<String, String>, String> join,
      Map<String, Buffer> contents) {
    if (contents.containsKey('/' + entry)) {
      Map<String, String> texts = new HashMap<>();
      contents.forEach((path, content) -> {
        if (path.endsWith(suffix)) {
          texts.put(path.substring(1), content.toString());
        }
      });
      contents.put('/' + entry, Buffer.buffer(join.apply(entry, texts)));
    }
  }

  private static void loadFolder(
      FileSystem fileSystem, String folder, String prefix, Map<String, Buffer> contents) {
    for (String entry : fileSystem.readDirBlocking(folder)) {
      String name = entry.substring(entry.replace('\\', '/').lastIndexOf('/') + 1);
      String path = folder + '/' + name;
      if (fileSystem.propsBlocking(path).isDirectory()) {
        loadFolder(fileSystem, path, prefix + '/' + name, contents);
      } else {
        contents.put(prefix + '/' + name, fileSystem.readFileBlocking(path));
      }
    }
  }

  @Override
  public void handle(RoutingContext context) {
    String path = context.normalizedPath();
    StaticFile file = files.get(path.equals("/") ? INDEX : path);
    HttpMethod method = context.request().method();
    if (file == null) {
      throw ProblemResponder.notFound(context.request()).toException();
    }
    if (method != HttpMethod.GET && method != HttpMethod.HEAD) {
      throw Problem.methodNotAllowed(method, "GET, HEAD").toException();
    }
    send(context.request(), file);
  }

  private static void send(HttpServerRequest request, StaticFile file) {
    boolean gzip = file.gzipped().isPresent() && acceptsGzip(request);
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

  private static boolean acceptsGzip(HttpServerRequest request) {
    String accept = request.getHeader(HttpHeaders.ACCEPT_ENCODING);
    return accept != null
        && List.of(accept.toLowerCase(Locale.ROOT).replace(" ", "").split(",")).stream()
            .anyMatch(coding -> coding.equals("gzip")
                || coding.startsWith("gzip;") && !coding.matches("gzip;q=0(\\.0*)?"));
  }
}
