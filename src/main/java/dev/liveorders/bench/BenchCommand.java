package dev.liveorders.bench;

import picocli.CommandLine.Command;

/** {@code bench}: measures a server from outside. */
@Command(
    name = "bench",
    description = {
      "Measures a server from outside, over the wire: one of its own, in a process of its own, or the one at --url. Every"
          + " scenario checks that every watcher ends exact and is never shown a total that goes back.",
      "A server of its own has the defaults, whatever the environment says, but for LIVE_ORDERS_JAVA_OPTIONS,"
          + " LIVE_ORDERS_HTTP_INSTANCES, LIVE_ORDERS_LIVE_FLUSH_INTERVAL_MILLIS, LIVE_ORDERS_REHEARSAL_MILLIS and"
          + " LIVE_ORDERS_REHEARSAL_REQUESTS."
    },
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "SCENARIO",
    subcommands = {
      FlashSaleCommand.class,
      SteadyCommand.class,
      SaturateCommand.class,
      IdleCommand.class,
      ColdCommand.class,
      ReconnectStormCommand.class,
      RestartCommand.class,
      StalledCommand.class,
      FilteredCommand.class,
      IntakeCommand.class,
      KeepCommand.class,
      CatalogueCommand.class,
      ClusterCommand.class,
      RollCommand.class
    })
public final class BenchCommand {}
