package dev.liveorders.limits;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The share of one client in one thing: so much a second, and some of it at once after a pause. May be used on any
 * thread.
 */
public final class RateLimit {
  private final LimitName name;
  private final long perSecond;
  private final long atOnce;
  private final Bucket bucket;

  RateLimit(LimitName name, long perSecond, long atOnce) {
    this.name = name;
    this.perSecond = perSecond;
    this.atOnce = atOnce;
    this.bucket = Bucket.builder()
        .addLimit(Bandwidth.builder()
            .capacity(atOnce)
            .refillGreedy(perSecond, Duration.ofSeconds(1))
            .build())
        .build();
  }

  /**
   * Takes an amount; what is more than can be had at once is taken as that.
   *
   * @return the limit that was reached; empty when it was not
   */
  public Optional<LimitReached> take(long amount) {
    long taken = Math.min(amount, atOnce);
    if (taken <= 0 || bucket.tryConsume(taken)) {
      return Optional.empty();
    }
    ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(taken);
    return probe.isConsumed()
        ? Optional.empty()
        : Optional.of(new LimitReached(
            name,
            perSecond,
            probe.getRemainingTokens(),
            Math.max(
                1,
                TimeUnit.NANOSECONDS.toSeconds(
                    probe.getNanosToWaitForRefill() + TimeUnit.SECONDS.toNanos(1) - 1))));
  }

  /** Gives back an amount that was taken. */
  void giveBack(long amount) {
    long taken = Math.min(amount, atOnce);
    if (taken > 0) {
      bucket.addTokens(taken);
    }
  }

  /** Tells whether nothing was taken for so long that it is as new. */
  boolean isFull() {
    return bucket.getAvailableTokens() >= atOnce;
  }
}
