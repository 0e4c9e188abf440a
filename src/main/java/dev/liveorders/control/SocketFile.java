package dev.liveorders.control;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/**
 * The socket file of a store, {@code orders.db.sock} beside {@code orders.db}. The kernel takes no address of more
 * than some hundred bytes, so that files are reached through a short link in the temporary folder.
 */
final class SocketFile {
  private static final String SUFFIX = ".sock";
  private static final String LINK = "d";

  private final Path file;

  private SocketFile(Path file) {
    this.file = file;
  }

  /** The socket file of a store that is there. */
  static SocketFile beside(Path store) throws IOException {
    Path real = store.toRealPath();
    return new SocketFile(real.resolveSibling(real.getFileName() + SUFFIX));
  }

  /** Work with a short name for a folder. */
  private interface Work<T> {
    T run(Path folder) throws IOException;
  }

  private static <T> T shortened(Path folder, Work<T> work) throws IOException {
    Path temporary = Files.createTempDirectory("lo");
    Path link = temporary.resolve(LINK);
    try {
      return work.run(Files.createSymbolicLink(link, folder));
    } finally {
      Files.deleteIfExists(link);
      Files.delete(temporary);
    }
  }

  /** Listens, in the place of whoever left a file there. At no moment may others than the owner connect. */
  ServerSocketChannel listen() throws IOException {
    Path closed = Files.createTempDirectory(file.getParent(), ".sock"); // for its owner only
    try {
      return shortened(closed, folder -> {
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
          server.bind(UnixDomainSocketAddress.of(folder.resolve("s")));
          Path made = closed.resolve("s");
          Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("rw-------"));
          Files.move(made, file, StandardCopyOption.ATOMIC_MOVE);
          return server;
        } catch (IOException | RuntimeException cause) {
          server.close();
          throw cause;
        }
      });
    } finally {
      Files.deleteIfExists(closed.resolve("s"));
      Files.delete(closed);
    }
  }

  /** Connects; empty when nobody listens. */
  Optional<SocketChannel> connect() throws IOException {
    if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.empty();
    }
    return shortened(file.getParent(), folder -> {
      SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
      try {
        channel.connect(UnixDomainSocketAddress.of(folder.resolve(file.getFileName())));
        return Optional.of(channel);
      } catch (java.net.ConnectException left) {
        channel.close();
        return Optional.empty();
      } catch (IOException | RuntimeException cause) {
        channel.close();
        throw cause;
      }
    });
  }

  /** The identity of the file that is there now; null without one. */
  Object key() {
    try {
      return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
          .fileKey();
    } catch (IOException missing) {
      return null;
    }
  }

  void delete() throws IOException {
    Files.deleteIfExists(file);
  }

  @Override
  public String toString() {
    return file.toString();
  }
}
