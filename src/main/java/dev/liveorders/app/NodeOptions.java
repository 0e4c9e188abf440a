package dev.liveorders.app;

import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;

/** The options of a Vert.x of ours. */
final class NodeOptions {
  private NodeOptions() {}

  /**
   * Files are found in the working directory or by an absolute name, and never on the class path. Otherwise Vert.x
   * would unpack the jar into a temporary folder, or take a file that lies there.
   */
  static VertxOptions vertx() {
    return new VertxOptions()
        .setFileSystemOptions(new FileSystemOptions()
            .setFileCachingEnabled(false)
            .setClassPathResolvingEnabled(false));
  }
}
