package dev.liveorders.cli;

import picocli.CommandLine.Command;

/** {@code bench}: measures a server from outside. */
@Command(
    name = "bench",
    description = "Measures a server from outside, over the wire.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "SCENARIO",
    subcommands = IntakeCommand.class)
public final class BenchCommand {}
