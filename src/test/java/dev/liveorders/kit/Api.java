package dev.liveorders.kit;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;

/** A shop's own client: places orders and reads totals over HTTP. May be used from many threads. */
public final class Api {
  /** Of one attempt, also to connect: who waits for an answer has time for another. */
  private static final Duration TIMEOUT = Await.TIMEOUT.dividedBy(2);

  private final HttpClient client = HttpClient.newBuilder()
      .version(HttpClient.Version.HTTP_1_1)
      .connectTimeout(TIMEOUT)
      .build();
  private final String url;
  private final Optional<String> key;

  public Api(int port) {
    this.url = "http://127.0.0.1:" + port;
    this.key = Optional.empty();
  }

  /** A client that shows a key. */
  public Api(int port, String key) {
    this.url = "http://127.0.0.1:" + port;
    this.key = Optional.of(key);
  }

  /** Places an order of some pieces under an id of the caller's. */
  public HttpResponse<String> order(String product, long amount, String orderId)
      throws IOException, InterruptedException {
    return post(
        "/orders/" + product, "{\"amount\":" + amount + ",\"orderId\":\"" + orderId + "\"}");
  }

  /** The same with the id in the header, where a proxy sees it. */
  public HttpResponse<String> keyedOrder(String product, long amount, String orderId)
      throws IOException, InterruptedException {
    return keyedPost("/orders/" + product, "{\"amount\":" + amount + "}", orderId);
  }

  public HttpResponse<String> keyedPost(String path, String json, String key)
      throws IOException, InterruptedException {
    return post(request(path).header("Idempotency-Key", key), json);
  }

  public HttpResponse<String> post(String path, String json)
      throws IOException, InterruptedException {
    return post(request(path), json);
  }

  /** Sends JSON with any method. */
  public HttpResponse<String> send(String method, String path, String json)
      throws IOException, InterruptedException {
    return client.send(
        request(path)
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(json))
            .build(),
        BodyHandlers.ofString());
  }

  private HttpResponse<String> post(HttpRequest.Builder request, String json)
      throws IOException, InterruptedException {
    return client.send(
        request
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(json))
            .build(),
        BodyHandlers.ofString());
  }

  public HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return client.send(request(path).build(), BodyHandlers.ofString());
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + path)).timeout(TIMEOUT);
    key.ifPresent(shown -> request.header("Authorization", "Bearer " + shown));
    return request;
  }

  /** The total of a product, as {@code GET /orders/:category} tells it. */
  public long total(String category, String product) throws IOException, InterruptedException {
    JsonArray orders = new JsonObject(get("/orders/" + category).body()).getJsonArray("orders");
    return orders.stream()
        .map(JsonObject.class::cast)
        .filter(order -> order.getString("id").equals(product))
        .findFirst()
        .orElseThrow()
        .getLong("total");
  }
}
