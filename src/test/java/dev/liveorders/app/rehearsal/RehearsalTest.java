package dev.liveorders.app.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.liveorders.config.AppConfig;
import dev.liveorders.kit.Await;
import dev.liveorders.kit.RawClient;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The rehearsal before the port opens, and what it is worth to somebody who finds its listener. */
class RehearsalTest {
  private static final Path DESCRIPTORS = Path.of("/proc/self/fd");
  private static final AppConfig.Rehearsal LONG =
      new AppConfig.Rehearsal(Duration.ofMinutes(1), Integer.MAX_VALUE);
  private static final int ENOUGH = 50;
  private static final String UPGRADE = """
      Upgrade: websocket\r
      Connection: Upgrade\r
      Sec-WebSocket-Version: 13\r
      Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
      """;

  @Test
  void aStrangerIsServedNothingWhileItGoesOn() throws Exception {
    assumeTrue(Files.isDirectory(DESCRIPTORS), "the listener is found by /proc");
    Set<Integer> before = listeningPorts();
    Rehearsal rehearsal = new Rehearsal(LONG);
    Thread rehearsing = start(rehearsal);
    try {
      int port = awaitListener(before);
      for (String request : List.of(
          "GET / HTTP/1.1\r\n",
          "GET /health/live HTTP/1.1\r\n",
          "GET /categories HTTP/1.1\r\n",
          "POST /orders/A1 HTTP/1.1\r\nContent-Type: application/json\r\nContent-Length: 12\r\n",
          "GET /orders/electronics HTTP/1.1\r\nAccept: text/event-stream\r\n",
          "GET /orders/electronics HTTP/1.1\r\n" + UPGRADE)) {
        assertThat(answer(port, request)).as(request).isEmpty();
      }
      assertThat(rehearsing.isAlive()).as("still rehearsing").isTrue();
    } finally {
      end(rehearsing);
    }
    assertThat(rehearsal.folder()).doesNotExist();
  }

  @Test
  void nothingIsLeftOfIt() throws Exception {
    Set<Integer> before = Files.isDirectory(DESCRIPTORS) ? listeningPorts() : Set.of();
    Rehearsal rehearsal = new Rehearsal(new AppConfig.Rehearsal(LONG.time(), ENOUGH));

    Rehearsal.Outcome outcome = rehearsal.run(Vertx.builder());

    assertThat(outcome.answers()).isGreaterThanOrEqualTo(ENOUGH);
    assertThat(outcome.rejected()).isZero();
    assertThat(rehearsal.folder()).doesNotExist();
    rehearsal.beginTime(); // as a node does whose store opens later than that
    if (Files.isDirectory(DESCRIPTORS)) {
      assertThat(before).containsAll(listeningPorts());
    }
  }

  @Test
  void oneThatIsCalledOffAtAnyMomentEndsWithoutAFault() throws Exception {
    for (long millis = 0; millis < 400; millis += 80) {
      Rehearsal rehearsal = new Rehearsal(LONG);
      CompletableFuture<Rehearsal.Outcome> told = new CompletableFuture<>();
      Thread rehearsing = new Thread(() -> {
        try {
          told.complete(rehearsal.run(Vertx.builder()));
        } catch (Exception fault) {
          told.completeExceptionally(fault);
        }
      });
      rehearsing.start();
      rehearsing.join(millis + 1);
      rehearsal.callOff();

      assertThat(told.get(20, TimeUnit.SECONDS).rejected()).isZero();
      rehearsal.callOff(); // also of one that has ended
      assertThat(Optional.ofNullable(rehearsal.folder()).filter(Files::exists)).isEmpty();
    }
  }

  /** The store is opened after the folder is there, and would make it anew. */
  @Test
  void aFolderThatIsRemovedAtAnyMomentStaysAway() throws Exception {
    assumeTrue(Files.isDirectory(DESCRIPTORS), "the listener is found by /proc");
    Set<Integer> before = listeningPorts();
    Rehearsal rehearsal = new Rehearsal(LONG);
    Thread rehearsing = start(rehearsal);
    try {
      Await.until("a folder", () -> rehearsal.folder() != null);
      rehearsal.removeFolder();
      awaitListener(before);
      assertThat(rehearsal.folder()).doesNotExist();
      rehearsal.removeFolder();
    } finally {
      end(rehearsing);
    }
  }

  @Test
  void anEndedOneDoesNotBegin() {
    Rehearsal rehearsal = new Rehearsal(LONG);
    rehearsal.removeFolder();
    assertThatThrownBy(() -> rehearsal.run(Vertx.builder()))
        .isInstanceOf(CancellationException.class);
    assertThat(rehearsal.folder()).isNull();
  }

  private static Thread start(Rehearsal rehearsal) {
    Thread rehearsing = new Thread(() -> assertThatThrownBy(() -> rehearsal.run(Vertx.builder()))
        .isInstanceOf(InterruptedException.class));
    rehearsing.start();
    return rehearsing;
  }

  private static void end(Thread rehearsing) throws InterruptedException {
    rehearsing.interrupt();
    rehearsing.join(TimeUnit.SECONDS.toMillis(20));
    assertThat(rehearsing.isAlive()).isFalse();
  }

  /** Reads the answer up to the end of the connection. */
  private static String answer(int port, String request) throws IOException {
    try (RawClient client = new RawClient(port)) {
      return client.send(request + "Host: localhost\r\n\r\n{\"amount\":1}").readToEnd();
    } catch (SocketException hungUpOnWhatWasNotRead) {
      return "";
    }
  }

  private static int awaitListener(Set<Integer> before) {
    Set<Integer> found = Await.until(
        "something listens",
        () -> {
          Set<Integer> ports = listeningPorts();
          ports.removeAll(before);
          return ports;
        },
        ports -> !ports.isEmpty());
    return found.iterator().next();
  }

  /** The TCP ports that this process listens on (proc(5)). */
  private static Set<Integer> listeningPorts() throws IOException {
    Set<String> own = new HashSet<>();
    try (Stream<Path> descriptors = Files.list(DESCRIPTORS)) {
      for (Path descriptor : descriptors.toList()) {
        try {
          own.add(Files.readSymbolicLink(descriptor).toString());
        } catch (IOException closedMeanwhile) {
          // not a listener
        }
      }
    }
    Set<Integer> ports = new HashSet<>();
    for (String table : List.of("tcp", "tcp6")) {
      for (String line : Files.readAllLines(Path.of("/proc/self/net", table))) {
        String[] field = line.strip().split("\\s+");
        if (field[3].equals("0A") && own.contains("socket:[" + field[9] + "]")) {
          ports.add(Integer.parseInt(field[1].substring(field[1].indexOf(':') + 1), 16));
        }
      }
    }
    return ports;
  }
}
