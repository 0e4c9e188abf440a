package dev.liveorders.kit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A folder of its own for each test, in memory where the machine has room there: a store in it waits for no disk.
 * Registered with {@code @RegisterExtension}, for tests that make hundreds of commits and assert nothing of the disk. In
 * a static field it is one folder for all tests of a class.
 */
public final class MemoryFolder
    implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback {
  private static final Path MEMORY = Path.of("/dev/shm");
  private static final long ROOM_BYTES = 64_000_000;

  private Path folder;
  private boolean shared;

  @Override
  public void beforeAll(ExtensionContext suite) throws IOException {
    shared = true;
    make();
  }

  @Override
  public void beforeEach(ExtensionContext test) throws IOException {
    if (!shared) {
      make();
    }
  }

  private void make() throws IOException {
    folder = hasRoom()
        ? Files.createTempDirectory(MEMORY, "live-orders")
        : Files.createTempDirectory("live-orders");
  }

  private static boolean hasRoom() throws IOException {
    return Files.isWritable(MEMORY) && Files.getFileStore(MEMORY).getUsableSpace() > ROOM_BYTES;
  }

  public Path path() {
    return folder;
  }

  /** Returns a path in the folder. */
  public Path resolve(String name) {
    return folder.resolve(name);
  }

  @Override
  public void afterEach(ExtensionContext test) throws IOException {
    if (!shared) {
      delete();
    }
  }

  @Override
  public void afterAll(ExtensionContext suite) throws IOException {
    delete();
  }

  private void delete() throws IOException {
    List<Path> files;
    try (Stream<Path> found = Files.walk(folder)) {
      files = found.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : files) {
      Files.delete(file);
    }
  }
}
