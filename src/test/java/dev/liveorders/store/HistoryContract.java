package dev.liveorders.store;

import static dev.liveorders.kit.Await.await;
import static dev.liveorders.store.OrderStoreFixture.change;
import static dev.liveorders.store.OrderStoreFixture.draft;
import static dev.liveorders.store.OrderStoreFixture.order;
import static dev.liveorders.store.OrderStoreFixture.product;
import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.model.Catalogue;
import dev.liveorders.model.Category;
import dev.liveorders.model.CategoryName;
import dev.liveorders.model.Commit;
import dev.liveorders.model.Order;
import dev.liveorders.model.Order.Source;
import dev.liveorders.model.OrderAnswer;
import dev.liveorders.model.OrderAnswer.Accepted;
import dev.liveorders.model.OrderAnswer.Rejected;
import dev.liveorders.model.OrderId;
import dev.liveorders.model.Product;
import dev.liveorders.model.ProductId;
import dev.liveorders.model.RejectedException;
import dev.liveorders.store.OrderStore.Written;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds whatever happens: random histories against {@link ReferenceStore} and {@link Replica}. */
interface HistoryContract extends OrderStoreFixture {
  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 4_000})
  default void whatIsToldIsWhatIsStoredIsWhatFollowersSee(long seed) {
    History history = new History(store(), new Random(seed));
    history.begin();
    for (int step = 0; step < 150; step++) {
      history.step();
      if (step % 50 == 49) {
        history.store = reopened();
        history.checkAll();
      }
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {7, 8})
  default void callersAtTheSameTimeCountEachIdOnce(long seed) {
    seedDemo();
    int callers = 8;
    ExecutorService threads = Executors.newFixedThreadPool(callers);
    List<CompletableFuture<List<Commit>>> running = IntStream.range(0, callers)
        .mapToObj(caller -> CompletableFuture.supplyAsync(
            () -> placeMany(new Random(seed * 100 + caller)), threads))
        .toList();
    List<Commit> commits = new ArrayList<>();
    running.forEach(caller -> commits.addAll(caller.join()));
    threads.shutdown();
    commits.sort((a, b) -> Long.compare(a.to(), b.to()));
    Replica followed = Replica.EMPTY.after(await(store().changesSince(0)));
    assertThat(commits)
        .extracting(Commit::to)
        .isEqualTo(IntStream.rangeClosed(2, (int) followed.seq())
            .mapToObj(Long::valueOf)
            .toList());
    assertThat(productInStore("A1").total()).isEqualTo(3 + 40);
  }

  /** Orders 0 to 39, each several times, each for one A1. */
  private List<Commit> placeMany(Random random) {
    List<Future<Written<List<OrderAnswer>>>> calls = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      calls.add(store()
          .place(List.of(order("o" + i, "A1", 1), order("o" + random.nextInt(40), "A1", 1))));
    }
    return calls.stream().flatMap(call -> await(call).commit().stream()).toList();
  }

  /** One random history of a store, with what ought to be known about it. */
  final class History {
    private final Random random;
    private final ReferenceStore reference = new ReferenceStore();
    private final Map<Long, Replica> replicas = new HashMap<>();
    private OrderStore store;
    private Replica replica = Replica.EMPTY;

    History(OrderStore store, Random random) {
      this.store = store;
      this.random = random;
      replicas.put(0L, replica);
    }

    void begin() {
      Product full = product("A2", ELECTRONICS.name(), Order.MAX_TOTAL - 20);
      Catalogue catalogue = new Catalogue(
          List.of(ELECTRONICS, CONFECTIONERY),
          List.of(product("A1", ELECTRONICS.name(), 10), full));
      follow(await(store.seed(catalogue)).commit());
      catalogue.products().forEach(product -> reference.touch(product.id(), product.total(), 1));
    }

    void step() {
      switch (random.nextInt(12)) {
        case 0 -> add();
        case 1 -> update();
        case 2 -> putCategory();
        default -> place();
      }
      assertThat(await(store.position()).seq()).isEqualTo(reference.seq()).isEqualTo(replica.seq());
      long since = random.nextInt((int) replica.seq() + 1);
      assertThat(replicas.get(since).after(await(store.changesSince(since)))).isEqualTo(replica);
    }

    void checkAll() {
      replicas.forEach((since, known) ->
          assertThat(known.after(await(store.changesSince(since)))).isEqualTo(replica));
      Map<ProductId, Long> totals = new HashMap<>();
      replica.products().forEach((id, product) -> totals.put(id, product.total()));
      assertThat(totals).isEqualTo(reference.totals());
    }

    private void place() {
      List<Order> orders = new ArrayList<>();
      int size = 1 + random.nextInt(random.nextBoolean() ? 3 : 40);
      for (int i = 0; i < size; i++) {
        long amount = (1 + random.nextInt(8)) * (random.nextInt(3) == 0 ? -1 : 1);
        String line = random.nextInt(4) == 0 ? "line-" + random.nextInt(3) : "";
        OrderId id = new OrderId("order-" + random.nextInt(600), line);
        ProductId product = new ProductId("A" + (1 + random.nextInt(5)));
        orders.add(new Order(id, product, amount, Source.API, true));
      }
      Written<List<OrderAnswer>> written = await(store.place(orders));
      long before = reference.seq();
      assertThat(written.answer().stream().map(History::withoutDetail))
          .isEqualTo(reference.place(orders));
      assertThat(written.commit().isPresent()).isEqualTo(reference.seq() > before);
      follow(written.commit());
    }

    private void add() {
      Written<Product> written = await(store.add(draft(null, ELECTRONICS)));
      follow(written.commit());
      reference.touch(written.answer().id(), 0, replica.seq());
    }

    private void update() {
      List<Product> products = List.copyOf(replica.products().values());
      Product product = products.get(random.nextInt(products.size()));
      Written<Product> written = await(store.update(change(product, "Name " + random.nextInt(3))));
      follow(written.commit());
      written.commit().ifPresent(commit -> reference.touch(product.id(), 0, commit.to()));
    }

    private void putCategory() {
      Category category = new Category(
          new CategoryName("c" + random.nextInt(3)), "Title " + random.nextInt(3), "C");
      try {
        Written<Boolean> written = await(store.put(category));
        follow(written.commit());
        written.commit().ifPresent(commit -> reference.advance(commit.to()));
      } catch (RejectedException taken) {
        assertThat(replica.categories().values())
            .anyMatch(other -> other.prefix().equals("C"));
      }
    }

    private void follow(Optional<Commit> commit) {
      commit.ifPresent(next -> {
        assertThat(next.to()).isEqualTo(next.from() + 1);
        replica = replica.after(next);
        replicas.put(replica.seq(), replica);
      });
    }

    private static OrderAnswer withoutDetail(OrderAnswer answer) {
      if (answer instanceof Accepted) {
        return answer;
      }
      Rejected rejected = (Rejected) answer;
      assertThat(rejected.detail()).isNotBlank();
      return new Rejected(rejected.product(), rejected.rejection(), "");
    }
  }
}
