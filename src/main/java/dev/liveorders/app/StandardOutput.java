package dev.liveorders.app;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;

/** The end of a command whose standard output could not be written to its end. */
final class StandardOutput {
  /**
   * The exit code of a command whose reader went away, as of {@code head} in a pipeline. Shells say the same of a program that
   * SIGPIPE ended, 128 and the number of the signal: no fault, but not all was written either.
   */
  static final int READER_GONE = 141;

  private static final int FILE_TYPE = 0170000;
  private static final int PIPE = 0010000;
  private static final int SOCKET = 0140000;

  private StandardOutput() {}

  /** A reader of standard output went away; nobody is told, as nobody waits for more. */
  static final class ReaderGoneException extends RuntimeException {
    private static final long serialVersionUID = 1;

    ReaderGoneException(IOException cause) {
      super("the reader of standard output has gone", cause);
    }
  }

  /** Returns the exit code of a command that has printed all it had to say: another one where that was lost. */
  static int check(int status, PrintWriter err) {
    if (status != 0 || !System.out.checkError()) {
      return status;
    }
    if (hasReader()) {
      return READER_GONE;
    }
    err.println("standard output cannot be written, and what the command had to say is lost;"
        + " check the room on its disk");
    err.flush();
    return Main.COULD_NOT_START;
  }

  /**
   * Tells whether a reader is at the other end: writing fails there only once it has gone. The text of an {@link IOException}
   * does not tell, as it is in the language of the user.
   */
  static boolean hasReader() {
    try {
      int type = (int) Files.getAttribute(Path.of("/dev/stdout"), "unix:mode") & FILE_TYPE;
      return type == PIPE || type == SOCKET;
    } catch (IOException | RuntimeException unknown) {
      return false;
    }
  }
}
