package dev.liveorders.bench;

import picocli.CommandLine.Command;

/** {@code bench steady}. */
@Command(
    name = "steady",
    description = "A good day: some orders a second, and very many look on.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class SteadyCommand extends RateScenario {
  SteadyCommand() {
    super(5_000, 20);
  }
}
