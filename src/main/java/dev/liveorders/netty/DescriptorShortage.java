package dev.liveorders.netty;

import io.netty.channel.unix.Errors.NativeIoException;
import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The want of file descriptors: this process, or the machine, has as many files open as it may.
 *
 * <p>Reason: the text of such a failure is in the language of the machine. Netty's native transports tell the number of
 * the error (errno(3)); if that goes, or changes its sign, each connection that is rejected leaves a stack trace. The
 * transport of the JDK has the text alone: there another file is opened, to see.
 */
public final class DescriptorShortage {
  private static final int ENFILE = 23;
  private static final int EMFILE = 24;
  private static final Path ANY_FILE = Path.of("/dev/null");

  private DescriptorShortage() {}

  /** Tells whether a failure to accept or open a connection comes of it. */
  public static boolean isCauseOf(Throwable failure) {
    if (failure instanceof NativeIoException own) {
      return own.expectedErr() == -EMFILE || own.expectedErr() == -ENFILE;
    }
    return failure instanceof IOException && isThere();
  }

  private static boolean isThere() {
    try {
      new FileInputStream(ANY_FILE.toFile()).close();
      return false;
    } catch (FileNotFoundException unopened) {
      return Files.exists(ANY_FILE);
    } catch (IOException unclosed) {
      return false;
    }
  }
}
