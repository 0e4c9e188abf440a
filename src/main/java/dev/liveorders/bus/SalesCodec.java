package dev.liveorders.bus;

import dev.liveorders.json.ExactJson;
import dev.liveorders.json.JsonWriter;
import dev.liveorders.json.SalesJson;
import dev.liveorders.model.ProductId;
import dev.liveorders.model.Sale;
import dev.liveorders.model.Sales;
import dev.liveorders.model.Total;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The bytes of a commit's sales, which stand behind all that releases without sales read:
 *
 * <pre>
 * long at, int number of sales, and for each: int place among the commit's totals, or -1, byte length, id
 *                                             int minute, long amount, int orders
 * int length of the history, and when it is not 0, as JSON: {"zone","shop":{…},"products":{…}}
 * </pre>
 */
final class SalesCodec {
  /** The place of a product whose total is not among those of the commit. */
  private static final int NO_TOTAL = -1;

  private static final int SALE_BYTES = 20;

  private SalesCodec() {}

  /**
   * Writes sales.
   *
   * @param totals of the same commit
   */
  static Buffer write(Sales sales, List<Total> totals) {
    Buffer buffer = Buffer.buffer(16 + SALE_BYTES * sales.added().size());
    buffer.appendLong(sales.at()).appendInt(sales.added().size());
    Map<ProductId, Integer> places = places(sales, totals);
    for (Sale sale : sales.added()) {
      int place = places.getOrDefault(sale.product(), NO_TOTAL);
      buffer.appendInt(place);
      if (place == NO_TOTAL) {
        byte[] id = sale.product().value().getBytes(StandardCharsets.UTF_8);
        buffer.appendByte((byte) id.length).appendBytes(id); // unsigned
      }
      buffer.appendInt(sale.minute()).appendLong(sale.amount()).appendInt(sale.orders());
    }
    Buffer history =
        sales.history().map(SalesJson::write).map(JsonWriter::write).orElse(Buffer.buffer());
    return buffer.appendInt(history.length()).appendBuffer(history);
  }

  private static Map<ProductId, Integer> places(Sales sales, List<Total> totals) {
    Map<ProductId, Integer> places = new HashMap<>();
    for (int i = 0; i < totals.size() && !sales.added().isEmpty(); i++) {
      places.put(totals.get(i).product(), i);
    }
    return places;
  }

  /** Reads sales from {@code at} on. */
  static Sales read(Buffer buffer, int at, List<Total> totals) {
    long time = buffer.getLong(at);
    int count = buffer.getInt(at + 8);
    int next = at + 12;
    List<Sale> added = new ArrayList<>(Math.min(count, totals.size()));
    for (int i = 0; i < count; i++) {
      int place = buffer.getInt(next);
      next += 4;
      ProductId product;
      if (place == NO_TOTAL) {
        int end = next + 1 + buffer.getUnsignedByte(next);
        product = new ProductId(buffer.getString(next + 1, end));
        next = end;
      } else {
        product = totals.get(place).product();
      }
      added.add(new Sale(
          product, buffer.getInt(next), buffer.getLong(next + 4), buffer.getInt(next + 12)));
      next += 16;
    }
    int length = buffer.getInt(next);
    return new Sales(time, added, history(buffer, next + 4, length));
  }

  private static Optional<Sales.History> history(Buffer buffer, int start, int length) {
    return length == 0
        ? Optional.empty()
        : Optional.of(SalesJson.readHistory(ExactJson.object(buffer.slice(start, start + length))));
  }
}
