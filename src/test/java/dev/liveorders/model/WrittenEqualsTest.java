package dev.liveorders.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.liveorders.config.Secret;
import dev.liveorders.http.problem.ProblemType;
import dev.liveorders.live.board.FeedKey;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Records whose equals and hashCode are written out. */
class WrittenEqualsTest {
  private static final OrderId ID = new OrderId("1", "");
  private static final ProductId A1 = new ProductId("A1");
  private static final CategoryName BOOKS = new CategoryName("books");
  private static final Epoch EPOCH = new Epoch("0123456789abcdef");

  static Stream<Arguments> records() {
    return Stream.of(
        arguments(A1, new ProductId("A1"), List.of(new ProductId("A2"))),
        arguments(BOOKS, new CategoryName("Books"), List.of(new CategoryName("toys"))),
        arguments(EPOCH, new Epoch("0123456789abcdef"), List.of(new Epoch("0123456789abcdee"))),
        arguments(new Secret("one"), new Secret("one"), List.of(new Secret("another"))),
        arguments(
            new OrderId("1", "2"),
            new OrderId("1", "2"),
            List.of(new OrderId("2", "2"), new OrderId("1", "3"))),
        arguments(
            new OrderKey(ID, A1),
            new OrderKey(new OrderId("1", ""), new ProductId("A1")),
            List.of(new OrderKey(new OrderId("2", ""), A1), new OrderKey(ID, new ProductId("A2")))),
        arguments(
            new Position(EPOCH, 1),
            new Position(EPOCH, 1),
            List.of(
                new Position(new Epoch("0123456789abcdee"), 1),
                new Position(EPOCH, 1 + (1L << 32)))),
        arguments(
            new Category(BOOKS, "Books", "B"),
            new Category(BOOKS, "Books", "B"),
            List.of(
                new Category(new CategoryName("toys"), "Books", "B"),
                new Category(BOOKS, "Toys", "B"),
                new Category(BOOKS, "Books", "T"))),
        arguments(
            FeedKey.whole(BOOKS),
            FeedKey.whole(new CategoryName("Books")),
            List.of(FeedKey.whole(new CategoryName("toys")))),
        arguments(
            FeedKey.products(List.of(A1)),
            FeedKey.products(List.of(new ProductId("A1"))),
            List.of(FeedKey.products(List.of(A1, new ProductId("A2"))))),
        arguments(Extras.NONE, new Extras("{}"), List.of(new Extras("{\"unit\":\"pcs\"}"))),
        arguments(product(), product(), otherProducts()),
        arguments(
            new ProblemType("urn:one", 400, "One"),
            new ProblemType("urn:one", 400, "One"),
            List.of(
                new ProblemType("urn:another", 400, "One"),
                new ProblemType("urn:one", 401, "One"),
                new ProblemType("urn:one", 400, "Another"))));
  }

  private static Product product() {
    return new Product(
        new ProductId("A1"), BOOKS, "name", BigDecimal.ONE, "info", new Extras("{}"), 3, 4);
  }

  private static List<Product> otherProducts() {
    Product one = product();
    return List.of(
        new Product(
            new ProductId("A2"), BOOKS, one.name(), one.rrp(), one.info(), Extras.NONE, 3, 4),
        new Product(
            A1, new CategoryName("toys"), one.name(), one.rrp(), one.info(), Extras.NONE, 3, 4),
        new Product(A1, BOOKS, "another", one.rrp(), one.info(), Extras.NONE, 3, 4),
        new Product(A1, BOOKS, one.name(), BigDecimal.TEN, one.info(), Extras.NONE, 3, 4),
        new Product(A1, BOOKS, one.name(), one.rrp(), "another", Extras.NONE, 3, 4),
        new Product(
            A1, BOOKS, one.name(), one.rrp(), one.info(), new Extras("{\"unit\":\"pcs\"}"), 3, 4),
        one.withTotal(3 + (1L << 32), 4),
        one.withTotal(3, 4 + (1L << 32)));
  }

  @ParameterizedTest
  @MethodSource("records")
  void everyComponentCounts(Record one, Record same, List<Record> others) {
    assertThat(one).isEqualTo(same).hasSameHashCodeAs(same).isNotEqualTo("another type");
    assertThat(others)
        .hasSize(one.getClass().getRecordComponents().length)
        .doesNotContain(one)
        .doesNotHaveDuplicates();
  }
}
