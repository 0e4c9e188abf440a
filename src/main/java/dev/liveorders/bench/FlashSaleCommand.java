package dev.liveorders.bench;

import picocli.CommandLine.Command;

/** {@code bench flash-sale}. */
@Command(
    name = "flash-sale",
    description = "Everybody orders one product, one durable order a request, and many look on.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class FlashSaleCommand extends RateScenario {
  FlashSaleCommand() {
    super(2_000, 5_000);
  }
}
