package dev.liveorders.http;

import static dev.liveorders.kit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.kit.Answer;
import dev.liveorders.kit.LogCapture;
import dev.liveorders.kit.RawClient;
import dev.liveorders.kit.ScriptedOrders;
import dev.liveorders.kit.TestNode;
import io.vertx.core.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Headers and versions as browsers, polyfills and proxies send them. */
class WhatClientsSendTest {
  private static final String EVENTS = "Accept: text/event-stream";
  private static final String TAG = ScriptedOrders.EPOCH + "-42";

  private static TestNode node;

  @BeforeAll
  static void start() throws Exception {
    node = new TestNode();
    node.orders().withBoard();
    node.startReady();
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "text/event-stream | true",
        "TEXT/Event-Stream | true",
        "text/event-stream; charset=utf-8 | true",
        "text/event-stream, */* | true",
        "text/event-stream, */*;q=0.1 | true",
        "application/json, text/event-stream | true",
        "text/html, text/event-stream;q=0.9 | true",
        "text/event-stream;q=0.5, application/json;q=0.4 | true",
        "*/*, application/json;q=0.1, text/event-stream;q=0.2 | true",
        "text/event-stream;q=0 | false",
        "text/event-stream;q=0.000 | false",
        "text/event-stream;q=0.5, application/json | false",
        "text/event-stream;q=0.5, application/* | false",
        "text/event-stream;Q=0.5, */* | false",
        "application/json | false",
        "text/* | false",
        "*/* | false",
        "x-text/event-stream | false",
        "text/event-streams | false",
      })
  void eventsAreForWhoLikesThemNoLessThanJson(String accept, boolean events) throws Exception {
    try (RawClient wire = node.connect()) {
      Answer head = wire.send(
              TestNode.text("GET", "/orders/electronics", null, "Accept: " + accept))
          .head();
      assertThat(head.header("content-type"))
          .isEqualTo(events ? "text/event-stream" : "application/json");
    }
  }

  @Test
  void whatIsAcceptedMayBeSaidInSeveralLines() throws Exception {
    try (RawClient wire = node.connect()) {
      Answer head = wire.send(
              TestNode.text("GET", "/orders/electronics", null, "Accept: text/html", EVENTS))
          .head();
      assertThat(head.header("content-type")).isEqualTo("text/event-stream");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"x\" | \"TAG\" | 304",
        "\"TAG\" | \"x\" | 304",
        "\"x\" | \"y\", W/\"TAG\" | 304",
        "\"x\" | \"TAG-gzip\" | 304",
        "\"x\" | W/\"TAG-gzip\" | 304",
        "\"x\" | \"TAG-gzi\" | 200",
        "\"x\" | \"-gzip\" | 200",
        "\"x\" | TAG-gzip\" | 200",
        "\"x\" | \"TAG1-gzip\" | 200",
        "\"x\" | \"y\" | 200",
      })
  void aTagIsKnownInWhicheverLineItComes(String first, String second, int status) throws Exception {
    Answer answer = node.get(
        "/orders/electronics",
        "If-None-Match: " + first.replace("TAG", TAG),
        "If-None-Match: " + second.replace("TAG", TAG));
    assertThat(answer.status()).isEqualTo(status);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Last-Event-ID: ", "Last-Event-ID: nonsense"})
  void aClientWithoutHeadersHasItsLastEventInTheAddress(String header) throws Exception {
    try (RawClient wire = node.connect()) {
      String path = "/orders/electronics?lastEventId=" + ScriptedOrders.EPOCH + "-41";
      wire.send(TestNode.text("GET", path, null, EVENTS, header.isEmpty() ? "X: y" : header))
          .head();
      assertThat(wire.chunk()).contains("\"full\":false", "A2").doesNotContain("A1");
    }
  }

  @Test
  void theHeaderIsNewerThanTheAddress() throws Exception {
    try (RawClient wire = node.connect()) {
      String path = "/orders/electronics?lastEventId=" + ScriptedOrders.EPOCH + "-41";
      wire.send(TestNode.text("GET", path, null, EVENTS, "Last-Event-ID: " + TAG))
          .head();
      assertThat(wire.chunk()).startsWith("retry: ");
      assertThat(wire.chunk()).contains("\"full\":false", "\"orders\":[]");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Connection: close\r\n", "Connection: keep-alive\r\n"})
  void theOldVersionGetsEventsWithoutChunksUntilTheConnectionEnds(String connection)
      throws Exception {
    try (TestNode stopping = new TestNode();
        LogCapture log = new LogCapture()) {
      stopping.orders().withBoard();
      stopping.startReady();
      try (RawClient wire = stopping.connect()) {
        wire.send("GET /orders/electronics HTTP/1.0\r\n" + connection + EVENTS + "\r\n\r\n");
        Answer head = wire.head();
        assertThat(head.status()).isEqualTo(200);
        assertThat(head.header("transfer-encoding")).isEmpty();
        assertThat(head.header("content-length")).isEmpty();
        assertThat(head.header("connection")).isEqualTo("close");
        assertThat(wire.readUntil("\n\n")).startsWith("id: " + TAG + "\nevent: orders\ndata: {");
        stopping.orders().publish("A1", 4);
        assertThat(wire.readUntil("\n\n")).contains("\"total\":4");
        Future<Void> stopped = stopping.stopHttp();
        assertThat(wire.readToEnd()).startsWith("retry: ").endsWith("\n\n");
        await(stopped);
      }
      assertThat(log.messages()).noneMatch(line -> line.contains("failed"));
    }
  }

  /** Before there is a board nothing is sent but the head, at once. */
  @Test
  void theOldVersionIsAnsweredAtOnce() throws Exception {
    try (TestNode empty = new TestNode().start();
        RawClient wire = empty.connect()) {
      wire.send("GET /orders/electronics HTTP/1.0\r\n" + EVENTS + "\r\n\r\n");
      assertThat(wire.head().header("content-type")).isEqualTo("text/event-stream");
    }
  }
}
