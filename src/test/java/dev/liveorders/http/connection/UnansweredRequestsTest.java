package dev.liveorders.http.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import org.junit.jupiter.api.Test;

/** Requests that follow each other on a connection without waiting for answers. */
class UnansweredRequestsTest {
  private final UnansweredRequests unanswered = new UnansweredRequests();

  @Test
  void theIdIsThatOfTheRequestWhoseTurnItIs() {
    unanswered.begin(request("first"));
    unanswered.begin(request("second"));
    assertThat(unanswered.count()).isEqualTo(2);
    assertThat(unanswered.id()).isEqualTo("first");
    unanswered.end();
    assertThat(unanswered.id()).isEqualTo("second");
    unanswered.end();
    assertThat(unanswered.count()).isZero();
  }

  @Test
  void aRequestWhoseHeadHasNotComeHasAnIdOfItsOwnUntilItHas() {
    unanswered.begin(request("answered"));
    unanswered.end();
    String unknown = unanswered.id();
    assertThat(unknown).matches("[0-9a-f]{16}");
    assertThat(unanswered.id()).isEqualTo(unknown);
    unanswered.begin(request("next"));
    assertThat(unanswered.id()).isEqualTo("next");
  }

  private static HttpRequest request(String id) {
    HttpRequest request = new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/");
    request.headers().set("X-Request-Id", id);
    return request;
  }
}
