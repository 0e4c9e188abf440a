package dev.liveorders.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.kit.Answer;
import dev.liveorders.kit.Await;
import dev.liveorders.kit.RawClient;
import dev.liveorders.kit.TestNode;
import dev.liveorders.kit.TokenIssuer;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What readers are shown where they need a token, over every transport: what it grants, and nothing else. */
class TokenReadersTest extends TokenFixture {
  private static final String EVENTS = "Accept: text/event-stream";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/orders",
        "/orders/electronics",
        "/orders/no-such-category",
        "/orders?ids=A1",
        "/products/electronics",
        "/products/electronics/A1",
        "/products/electronics?at-least=999",
        "/orders/electronics/A1/entries",
        "/categories"
      })
  void withoutATokenNothingIsRead(String path) throws Exception {
    Answer missing = node.get(path);
    assertThat(missing.status()).isEqualTo(401);
    assertThat(missing.header("www-authenticate")).isEqualTo("Bearer realm=\"live-orders\"");
    assertThat(missing.json().getString("type")).isEqualTo("urn:live-orders:problem:token-missing");
    assertThat(missing.json().getString("detail")).contains("Authorization: Bearer <token>");
    assertThat(node.request("HEAD", path, null).status()).isEqualTo(401);

    Answer invalid = node.get(path, bearer(issuer.expiringToken(-1, "*")));
    assertThat(invalid.status()).isEqualTo(401);
    assertThat(invalid.header("www-authenticate")).contains("error=\"invalid_token\"");
    assertThat(invalid.json().getString("detail"))
        .isEqualTo("the token has expired; get a new one");
    if (!path.contains("at-least")) { // which would wait
      assertThat(node.get(path, bearer(issuer.token("*"))).status()).isNotEqualTo(401);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/health/ready", "/health/live", "/live-orders.js", "/access"})
  void whatShowsNoTotalsIsOpen(String path) throws Exception {
    assertThat(node.get(path).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/orders/confectionery",
        "/orders/no-such-category",
        "/orders/confectionery?ids=B1",
        "/products/confectionery",
        "/products/confectionery/B1",
        "/orders/confectionery/B1/entries"
      })
  void anotherCategoryIsForbiddenWhetherItExistsOrNot(String path) throws Exception {
    Answer answer = node.get(path, bearer(electronics));
    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.header("www-authenticate")).contains("error=\"insufficient_scope\"");
    assertThat(answer.json().getString("type")).isEqualTo("urn:live-orders:problem:not-granted");
    if (path.startsWith("/orders")) {
      assertThat(node.get(path, EVENTS, bearer(electronics)).status()).isEqualTo(403);
    }
  }

  @Test
  void theOldPathOfAListHidesWhatIsNotGranted() throws Exception {
    assertThat(node.get("/electronics", bearer(electronics)).array()).hasSize(2);
    assertThat(node.get("/electronics").status()).isEqualTo(404);
    String id = "X-Request-Id: the-same";
    assertThat(node.get("/confectionery", bearer(electronics), id).body())
        .isEqualTo(
            node.get("/no-such-category", id).body().replace("no-such-category", "confectionery"));
  }

  @Test
  void jsonHasWhatIsGranted() throws Exception {
    Answer granted = node.get("/orders/electronics", bearer(electronics));
    assertThat(granted.json().getJsonArray("orders")).hasSize(2);
    assertThat(granted.header("vary")).containsIgnoringCase("authorization");

    JsonObject named = node.get("/orders?ids=B1,A1", bearer(electronics)).json();
    assertThat(named.getJsonArray("ids").encode()).isEqualTo("[\"A1\",\"B1\"]");
    assertThat(named.getJsonArray("unknown").encode()).isEqualTo("[\"B1\"]");
    assertThat(named.getJsonArray("orders")).hasSize(1);

    JsonObject all = node.get("/orders", bearer(electronics)).json();
    assertThat(all.getBoolean("all")).isTrue();
    assertThat(all.getJsonArray("orders").encode()).contains("A1", "A2").doesNotContain("B1");
    assertThat(node.get("/orders", bearer(issuer.token())).json().getJsonArray("orders"))
        .isEmpty();
    assertThat(node.get("/orders", bearer(issuer.token("*"))).body()).contains("A1", "B1");
  }

  @Test
  void listsHaveWhatIsGranted() throws Exception {
    assertThat(node.get("/categories", bearer(electronics)).array())
        .singleElement()
        .asString()
        .contains("electronics");
    assertThat(node.get("/categories", bearer(issuer.token("*"))).array()).hasSize(3);
    assertThat(node.get("/products/electronics/A1", bearer(electronics)).status())
        .isEqualTo(200);
  }

  /** The name of a category that there is not may be granted, and be the id of a product that is not. */
  @Test
  void aProductThatIsNotGrantedIsNoRemedyForItsNameAsACategory() throws Exception {
    String named = issuer.token("electronics", "a1", "b1");
    for (String path : List.of("/orders/", "/products/")) {
      assertThat(node.get(path + "A1", bearer(named)).body())
          .contains("no category \\\"A1\\\"; a product of electronics has this id");
      assertThat(node.get(path + "B1", bearer(named)).body())
          .contains("no category \\\"B1\\\"; GET /categories lists");
    }
  }

  /** Otherwise a client whose rights have grown would be told that nothing has changed. */
  @Test
  void aTagIsOfTheRightsToo() throws Exception {
    String tag = node.get("/orders", bearer(electronics)).header("etag");
    assertThat(node.get("/orders", bearer(electronics), "If-None-Match: " + tag).status())
        .isEqualTo(304);
    String both = issuer.token("electronics", "confectionery");
    assertThat(node.get("/orders", bearer(both), "If-None-Match: " + tag).status())
        .isEqualTo(200);
    String star = issuer.token("*");
    assertThat(node.get("/orders", bearer(star), "If-None-Match: " + tag).status())
        .isEqualTo(200);
  }

  @Test
  void eventsHaveWhatIsGranted() throws Exception {
    try (RawClient client = node.connect()) {
      client.send(TestNode.text(
          "GET",
          "/orders",
          null,
          EVENTS,
          bearer(electronics),
          "Last-Event-ID: b7b7b7b7b7b7b7b7-42"));
      assertThat(client.head().status()).isEqualTo(200);
      assertThat(client.readUntil("\n\n")).contains("retry: ");
      String snapshot = client.readUntil("\n\n");
      assertThat(snapshot).contains("\"full\":true", "\"A1\"", "\"A2\"").doesNotContain("B1");
      node.orders().publish("B1", 102);
      node.orders().publish("A1", 4);
      assertThat(client.readUntil("\"A1\",\"total\":4")).doesNotContain("B1");
    }
  }

  @Test
  void aPageOfAnotherOriginMayShowAToken() throws Exception {
    Answer preflight = node.request(
        "OPTIONS",
        "/orders/electronics",
        null,
        "Origin: http://localhost:9",
        "Access-Control-Request-Method: GET",
        "Access-Control-Request-Headers: authorization");
    assertThat(preflight.status()).isEqualTo(204);
    assertThat(preflight.header("access-control-allow-headers")).contains("Authorization");
  }

  @Test
  void keysAreReadAnewAndTokensOfTheOldOnesGrantNothing() throws Exception {
    String fresh = "another secret that is long enough for it";
    String renewed = TokenIssuer.ofSecret(fresh).token("electronics");
    assertThat(node.get("/orders/electronics", bearer(electronics)).status()).isEqualTo(200);
    assertThat(node.get("/orders/electronics", bearer(renewed)).status()).isEqualTo(401);

    TokenIssuer.write(keys, "short");
    Await.until("the fault is logged", () -> log.messages().stream()
        .anyMatch(line -> line.contains("secret of 5 bytes") && line.contains("stay in force")));
    assertThat(node.get("/orders/electronics", bearer(electronics)).status()).isEqualTo(200);

    TokenIssuer.write(keys, fresh);
    Await.until(
        "the new key is in force",
        () -> node.get("/orders/electronics", bearer(renewed)).status() == 200);
    Answer replayed = node.get("/orders/electronics", bearer(electronics));
    assertThat(replayed.status()).isEqualTo(401);
    assertThat(replayed.json().getString("detail")).contains("signed with no key of this server");
    assertThat(log.messages()).noneMatch(line -> line.contains(fresh));
  }
}
