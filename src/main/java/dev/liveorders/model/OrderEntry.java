package dev.liveorders.model;

import java.time.Instant;

/**
 * An order as it is stored: a part of the total of its product.
 *
 * @param amount 0 where a total was corrected to the sum of its orders, which the id says
 * @param source who placed it: {@code api}, {@code simulation}, {@code opening}, or {@code audit}; {@code folded} for
 *               the sum of a day's orders that are not kept, whose id is {@code folded-2026-11-28}
 * @param at     when it was stored; of a sum, the beginning of the day
 * @param seq    the commit that it is in
 */
public record OrderEntry(OrderId id, long amount, String source, Instant at, long seq) {}
