package dev.liveorders.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.model.Order;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What clients did and saw, as {@link Checker} judges it. Confined to one event loop while it is written. */
final class History {
  /**
   * An order of one product: one attempt or many under the same id.
   *
   * @param placedAt as {@link Order} has it
   */
  record Attempt(String orderId, String product, long amount, long placedAt) {
    Attempt(String orderId, String product, long amount) {
      this(orderId, product, amount, Order.NOW);
    }
  }

  /** What a caller was told. */
  record Acknowledgement(Attempt order, long total, long seq, boolean duplicate) {}

  /**
   * Some watcher at position {@code seq} showed {@code total}.
   *
   * @param windows what it showed by their names; empty for a watcher that asked for none
   */
  record Shown(String epoch, String product, long seq, long total, Map<String, Long> windows) {
    Shown(String epoch, String product, long seq, long total) {
      this(epoch, product, seq, total, Map.of());
    }
  }

  final Map<String, Attempt> attempts = new HashMap<>();
  final List<Acknowledgement> acknowledgements = new ArrayList<>();
  final Set<Shown> shown = new HashSet<>();

  /** Commits that changed products, of which the store remembers only the last of each. */
  final Set<Long> catalogueSeqs = new HashSet<>();

  /** What should never be seen, in words: steps back, answers that are none. */
  final List<String> oddities = new ArrayList<>();

  /** Counts the windows that were shown, once for each product and commit. */
  long countWindows() {
    return shown.stream().filter(each -> !each.windows().isEmpty()).count();
  }

  /** Forgets what was shown so far, which has been judged: what the store says of a commit does not change. */
  void forgetShown() {
    shown.clear();
  }

  /** Notes an order and its answer, which has to say that it was taken. */
  Acknowledgement acknowledge(String id, String product, long amount, HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    JsonObject json = new JsonObject(answer.body());
    Attempt attempt = new Attempt(id, product, amount);
    Acknowledgement acknowledgement = new Acknowledgement(
        attempt, json.getLong("total"), json.getLong("seq"), json.getBoolean("duplicate", false));
    attempts.put(id, attempt);
    acknowledgements.add(acknowledgement);
    return acknowledgement;
  }
}
