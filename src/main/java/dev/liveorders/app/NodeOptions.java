package dev.liveorders.app;

import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;

/** The options of a Vert.x of ours. */
final class NodeOptions {
  private NodeOptions() {}

  /**
   * Files are what their names say, in the working directory or where an absolute name leads: never a file of the class path,
   * for which Vert.x would unpack the jar into a folder of the temporary directory, nor one that lies in the place of such.
   */
  static VertxOptions vertx() {
    return new VertxOptions()
        .setFileSystemOptions(new FileSystemOptions()
            .setFileCachingEnabled(false)
            .setClassPathResolvingEnabled(false));
  }
}
