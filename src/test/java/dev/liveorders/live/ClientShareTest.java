package dev.liveorders.live;

import static dev.liveorders.kit.Await.await;
import static dev.liveorders.kit.Await.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.liveorders.bus.Bus;
import dev.liveorders.config.AppConfig;
import dev.liveorders.config.ConfigReader;
import dev.liveorders.limits.Client;
import dev.liveorders.limits.ClientUse;
import dev.liveorders.limits.Clients;
import dev.liveorders.limits.NodeBudget;
import dev.liveorders.live.fanout.Admission;
import dev.liveorders.live.fanout.Hub;
import dev.liveorders.live.fanout.ReadRights;
import dev.liveorders.live.fanout.Subscription;
import dev.liveorders.live.sse.SseWatcher;
import dev.liveorders.live.websocket.WebSocketTakeover;
import dev.liveorders.metrics.FanoutMeters;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a watcher has taken of its client's limits before it begins: here 200 ids, which are all. */
class ClientShareTest {
  private static final int IDS = 200;
  private static final Admission ADMISSION =
      new Admission(Subscription.toProducts(List.of("A1")), ReadRights.OPEN);

  /** Of an event stream and of a WebSocket alike. */
  private static final String REQUEST = String.join(
      "\r\n",
      "GET / HTTP/1.1",
      "Host: localhost",
      "Connection: Upgrade",
      "Upgrade: websocket",
      "Sec-WebSocket-Version: 13",
      "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
      "",
      "");

  private final Vertx vertx = Vertx.vertx();
  private final AppConfig config =
      ConfigReader.fromJson(Map.of("limits", Map.of("watchedIdsOfAddress", IDS)));
  private final Clients clients = Clients.alone(config);
  private final Promise<Throwable> begun = Promise.promise();
  private Client client;
  private ClientUse use;
  private Hub hub;
  private volatile int watchers = -1;

  @AfterEach
  void close() {
    await(vertx.close());
  }

  @Test
  void aStreamThatCannotBeginGivesItBack() throws Exception {
    try (Socket socket = connect(request -> {
      request.response().end(); // as whatever has answered before
      begin(request);
    })) {
      assertThat(await(begun.future())).isInstanceOf(IllegalStateException.class);
      assertThat(socket.getInputStream().read()).isEqualTo('H');
    }
    assertThat(client.watch(IDS)).isEmpty();
  }

  @Test
  void aStreamWhoseClientHasHungUpGivesItBackAndIsNoWatcher() throws Exception {
    connect(request -> request.connection().closeHandler(closed -> begin(request)))
        .close();

    assertThat(await(begun.future())).isNull();
    assertThat(client.watch(IDS)).isEmpty();
    assertThat(watchers).isZero();
  }

  @Test
  void aStreamGivesItBackWhenItEnds() throws Exception {
    assertGivesItBackWhenItEnds(this::begin);
  }

  @Test
  void aSocketGivesItBackWhenItEnds() throws Exception {
    assertGivesItBackWhenItEnds(this::upgrade);
  }

  private void assertGivesItBackWhenItEnds(Begin watching) throws Exception {
    try (Socket socket = connect(watching)) {
      assertThat(await(begun.future())).isNull();
      assertThat(watchers).isOne();
      assertThat(client.watch(1)).isPresent();
      assertThat(socket.getInputStream().read()).isEqualTo('H');
    }
    until("the end", () -> client.watch(IDS).isEmpty());
  }

  @Test
  void aSocketWhoseClientHasHungUpGivesItBack() throws Exception {
    connect(request -> request
            .connection()
            .closeHandler(closed -> begun.complete(catchThrowable(() -> upgrade(request)))))
        .close();

    assertThat(await(begun.future())).isInstanceOf(IllegalStateException.class);
    until("the end", () -> client.watch(IDS).isEmpty());
  }

  private interface Begin {
    void handle(HttpServerRequest request);
  }

  private Socket connect(Begin handler) throws Exception {
    client = clients.at(InetAddress.getByName("192.0.2.1")).orElseThrow();
    use = clients.direct(client);
    assertThat(use.watch(IDS, 0)).isEmpty();
    HttpServer server = await(vertx
        .createHttpServer()
        .requestHandler(request -> {
          hub = hub();
          handler.handle(request);
        })
        .listen(0, "127.0.0.1"));
    Socket socket = new Socket("127.0.0.1", server.actualPort());
    socket.getOutputStream().write(REQUEST.getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  private Hub hub() {
    return new Hub(
        vertx,
        new Bus(vertx),
        config.live(),
        config.windows(),
        Duration.ofMinutes(1),
        NodeBudget.alone(Long.MAX_VALUE),
        FanoutMeters.NONE);
  }

  private void upgrade(HttpServerRequest request) {
    WebSocketTakeover.prepare(request.connection(), use);
    request.toWebSocket().onSuccess(socket -> {
      WebSocketTakeover.watch(socket, hub, ADMISSION);
      watchers = hub.stats().connected();
      begun.complete();
    });
  }

  private void begin(HttpServerRequest request) {
    Throwable failure = catchThrowable(() -> SseWatcher.watch(request, hub, ADMISSION, use, false));
    watchers = hub.stats().connected();
    begun.complete(failure);
  }
}
