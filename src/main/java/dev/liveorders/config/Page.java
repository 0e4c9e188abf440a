package dev.liveorders.config;

import dev.liveorders.model.Quoted;
import java.util.Currency;
import java.util.List;
import java.util.Optional;

/**
 * What the page is told by its server.
 *
 * @param currency of prices, where a product names none; empty for none
 */
public record Page(Optional<String> currency) {
  /** Returns one line for each fault. */
  List<String> faults() {
    return currency
        .filter(code -> !exists(code))
        .map(code -> "page.currency: " + Quoted.of(code)
            + " is no currency of ISO 4217, such as EUR or JPY; empty for none")
        .stream()
        .toList();
  }

  private static boolean exists(String code) {
    return Currency.getAvailableCurrencies().stream()
        .anyMatch(currency -> currency.getCurrencyCode().equals(code));
  }
}
