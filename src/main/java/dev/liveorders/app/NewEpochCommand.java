package dev.liveorders.app;

import dev.liveorders.config.AppConfig;
import dev.liveorders.model.Position;
import dev.liveorders.store.OrderStore;
import dev.liveorders.store.OrderStores;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code new-epoch}: gives a store a new identity. */
@Command(
    name = "new-epoch",
    description = {
      "Gives the store a new identity, so that clients start afresh: part of every restore from a copy.",
      "The server must not be running."
    },
    mixinStandardHelpOptions = true)
final class NewEpochCommand implements Callable<Integer> {
  @ParentCommand
  private Main main;

  @Spec
  private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    AppConfig config = Configuration.read(main.file()).config();
    Vertx vertx = Vertx.vertx();
    try {
      renew(OrderStores.create(vertx, config.store(), false));
      return 0;
    } finally {
      await(vertx.close());
    }
  }

  private void renew(OrderStore store) throws Exception {
    try {
      Position before = await(store.openAlone(true));
      PrintWriter out = spec.commandLine().getOut();
      out.println("epoch " + before.epoch() + " at seq " + before.seq() + " is now epoch "
          + await(store.renewEpoch(before.epoch())));
      out.flush();
    } finally {
      await(store.close());
    }
  }

  private static <T> T await(Future<T> future) throws Exception {
    try {
      return future.toCompletionStage().toCompletableFuture().join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    }
  }
}
