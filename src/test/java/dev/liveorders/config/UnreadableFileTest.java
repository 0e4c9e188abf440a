package dev.liveorders.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said of a file that cannot be read. */
class UnreadableFileTest {
  @TempDir
  Path folder;

  @Test
  void itsReasonIsSaidInWords() throws IOException {
    assertThat(reason(folder.resolve("none"))).isEqualTo("does not exist");
    assertThat(reason(folder)).isEqualTo("is a folder");
    assertThat(reason(Files.write(folder.resolve("latin"), new byte[] {(byte) 0xE4})))
        .isEqualTo("is not text in UTF-8");
    assertThat(UnreadableFile.reason("key\0", catchThrowable(() -> Path.of("key\0"))))
        .startsWith("is no path (");
  }

  @Test
  void theCauseOfAFailureCounts() {
    Throwable failure = new IllegalStateException(new AccessDeniedException("key"));
    assertThat(UnreadableFile.reason("key", failure)).isEqualTo("may not be read by this user");
  }

  @Test
  void anotherFailureIsNamed() {
    assertThat(UnreadableFile.reason("key", new IOException("Input/output error")))
        .isEqualTo("cannot be read (IOException)");
  }

  private static String reason(Path file) {
    return UnreadableFile.reason(file.toString(), catchThrowable(() -> Files.readString(file)));
  }
}
