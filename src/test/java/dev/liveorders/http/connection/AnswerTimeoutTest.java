package dev.liveorders.http.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.config.AppConfig;
import dev.liveorders.config.ConfigReader;
import dev.liveorders.http.response.RequestId;
import dev.liveorders.kit.LogCapture;
import dev.liveorders.limits.Clients;
import dev.liveorders.limits.NodeBudget;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A server whose handlers forget to answer. */
class AnswerTimeoutTest {
  private static final int REQUEST_MILLIS = 100;
  private static final int SECONDS = 10;

  private final Vertx vertx = Vertx.vertx();
  private final HttpClient client = HttpClient.newHttpClient();

  @AfterEach
  void stop() throws Exception {
    vertx.close().toCompletionStage().toCompletableFuture().get(SECONDS, TimeUnit.SECONDS);
  }

  @Test
  void aRequestThatNobodyAnswersIsAnsweredWith503AndItsConnectionClosed() throws Exception {
    URI server = serve(request -> {});
    HttpResponse<String> answer;
    try (LogCapture log = new LogCapture()) {
      answer = client.send(get(server), BodyHandlers.ofString());
      assertThat(log.messages())
          .anyMatch(line -> line.startsWith("a request was not answered within ")
              && line.endsWith(", request order-7"));
    }
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.headers().firstValue("x-request-id")).contains("order-7");
    assertThat(answer.headers().firstValue("connection")).contains("close");
    assertThat(answer.headers().firstValue("retry-after")).contains("1");
    JsonObject problem = new JsonObject(answer.body());
    assertThat(problem.getString("type")).isEqualTo("urn:live-orders:problem:no-answer");
    assertThat(problem.getString("detail")).contains("outcome is unknown");
  }

  @Test
  void itHasTheIdThatItsHandlerHasGivenIt() throws Exception {
    CompletableFuture<String> given = new CompletableFuture<>();
    URI server = serve(request -> given.complete(RequestId.of(request)));
    HttpRequest unnamed = HttpRequest.newBuilder(server).build();
    HttpResponse<String> answer = client.send(unnamed, BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.headers().firstValue("x-request-id")).contains(given.join());
  }

  @Test
  void anAnswerThatHasBegunMayGoOn() throws Exception {
    URI server = serve(request -> {
      request.response().setChunked(true).write("begun, ");
      vertx.setTimer(limitMillis() + 1_000, late -> request.response().end("ended"));
    });
    assertThat(client.send(get(server), BodyHandlers.ofString()).body()).isEqualTo("begun, ended");
  }

  private static long limitMillis() {
    return new ConnectionGuards(
            null,
            new HttpServerOptions(),
            limits(),
            NodeBudget.alone(Long.MAX_VALUE),
            Clients.alone(ConfigReader.fromJson(Map.of())),
            problem -> {},
            closed -> {})
        .answerMillis();
  }

  private static AppConfig.Http limits() {
    return ConfigReader.fromJson(Map.of("http", Map.of("requestTimeoutMillis", REQUEST_MILLIS)))
        .http();
  }

  private static HttpRequest get(URI server) {
    return HttpRequest.newBuilder(server)
        .header("X-Request-Id", "order-7")
        .timeout(Duration.ofSeconds(SECONDS))
        .build();
  }

  private URI serve(Handler<HttpServerRequest> handler) throws Exception {
    HttpServerOptions options =
        new HttpServerOptions().setHost("127.0.0.1").setPort(0).setHttp2ClearTextEnabled(false);
    HttpServer server = vertx.createHttpServer(options);
    VerticleBase verticle = new VerticleBase() {
      @Override
      public Future<?> start() {
        ConnectionGuards guards = new ConnectionGuards(
            vertx,
            options,
            limits(),
            NodeBudget.alone(Long.MAX_VALUE),
            Clients.alone(ConfigReader.fromJson(Map.of())),
            problem -> {},
            closed -> {});
        guards.start();
        return server
            .connectionHandler(guards::onConnection)
            .requestHandler(handler)
            .listen();
      }
    };
    vertx
        .deployVerticle(verticle)
        .toCompletionStage()
        .toCompletableFuture()
        .get(SECONDS, TimeUnit.SECONDS);
    return URI.create("http://127.0.0.1:" + server.actualPort() + "/");
  }
}
