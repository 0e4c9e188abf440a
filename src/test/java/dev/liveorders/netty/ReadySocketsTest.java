package dev.liveorders.netty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.kit.Await;
import io.netty.channel.SelectStrategy;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import io.vertx.core.transport.Transport;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class ReadySocketsTest {
  /** So many that a look or two that find some of them too early do not count. */
  private static final int CLIENTS = 8 * FairEpoll.SOCKETS_AT_A_TIME;

  private final ReadySockets sockets = new ReadySockets(16);

  private int look(int ready, boolean hasTasks) throws Exception {
    return sockets.calculateStrategy(() -> ready, hasTasks);
  }

  @Test
  void aLoopBlocksWhereNothingIsReadyAndNothingToDo() throws Exception {
    assertThat(look(0, false)).isEqualTo(SelectStrategy.SELECT);
    assertThat(look(0, true)).isZero();
    assertThat(look(3, false)).isEqualTo(3);
    assertThat(look(3, true)).isEqualTo(3);
  }

  @Test
  void thereWereManyWhenMostLooksFoundAllThatTheLoopTakes() throws Exception {
    assertThat(sockets.wereMany()).isFalse();
    look(16, true);
    look(16, false);
    look(15, true);
    assertThat(sockets.wereMany()).isTrue();
    assertThat(sockets.wereMany()).as("since then").isFalse();
  }

  @Test
  void whatIsReadyNowAndThenIsNotMany() throws Exception {
    look(16, true);
    look(0, false);
    assertThat(sockets.wereMany()).isFalse();
  }

  /** While the loop is busy, all clients say something. */
  @Test
  void aLoopThatIsBusyFindsManyAndAnIdleOneFindsFew() throws Exception {
    Assumptions.assumeTrue(Transport.EPOLL != null && Transport.EPOLL.available(), "no epoll");
    Vertx vertx = Vertx.builder()
        .with(new VertxOptions().setEventLoopPoolSize(1))
        .withTransport(GuardedTransport.epoll())
        .build();
    Vertx others = Vertx.vertx();
    try {
      Promise<Boolean> many = Promise.promise();
      CountDownLatch connected = new CountDownLatch(CLIENTS);
      AtomicInteger heard = new AtomicInteger();
      NetServer server = Await.await(vertx
          .createNetServer()
          .connectHandler(client -> {
            client.handler(said -> {
              if (heard.incrementAndGet() == CLIENTS - FairEpoll.SOCKETS_AT_A_TIME) {
                many.complete(ReadySockets.ofThisLoop().wereMany());
              }
            });
            connected.countDown();
          })
          .listen(0, "127.0.0.1"));
      NetClient connector = others.createNetClient();
      List<NetSocket> clients = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        clients.add(Await.await(connector.connect(server.actualPort(), "127.0.0.1")));
      }
      assertThat(connected.await(10, TimeUnit.SECONDS)).isTrue();
      CountDownLatch said = new CountDownLatch(1);
      Future<Boolean> manyBefore = onLoop(vertx, () -> {
        boolean before = ReadySockets.ofThisLoop().wereMany();
        said.await();
        return before;
      });
      clients.forEach(client -> Await.await(client.write("x")));
      said.countDown();
      assertThat(Await.await(manyBefore)).isFalse();
      assertThat(Await.await(many.future())).isTrue();
      Await.await(connector.close()); // one that nothing refers to closes itself, and what it has
    } finally {
      Await.await(others.close());
      Await.await(vertx.close());
    }
  }

  @Test
  void aLoopOfAnotherKindSeesNone() {
    assertThat(ReadySockets.ofThisLoop().wereMany()).isFalse();
  }

  private static <T> Future<T> onLoop(Vertx vertx, Callable<T> turn) {
    Promise<T> result = Promise.promise();
    vertx.getOrCreateContext().runOnContext(begin -> {
      try {
        result.complete(turn.call());
      } catch (Exception failure) {
        result.fail(failure);
      }
    });
    return result.future();
  }
}
