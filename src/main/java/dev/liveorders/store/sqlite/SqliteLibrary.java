package dev.liveorders.store.sqlite;

import dev.liveorders.store.StoreException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.sqlite.SQLiteJDBCLoader;
import org.sqlite.util.LibraryLoaderUtil;

/**
 * SQLite's library, once for a process. The driver unpacks it from the jar into a folder, and leaves it there when a
 * process is killed. Here it is unpacked into a folder of its own, which is removed as soon as the library is loaded.
 */
final class SqliteLibrary {
  /** The driver's own key for the folder. */
  private static final String FOLDER = "org.sqlite.tmpdir";

  /** The driver's own key for a folder that has the library. */
  private static final String UNPACKED = "org.sqlite.lib.path";

  private static boolean loaded;

  private SqliteLibrary() {}

  /**
   * Loads the library, unless it is loaded already.
   *
   * @throws StoreException that names the temporary folder
   */
  static synchronized void load() {
    if (loaded) {
      return;
    }
    if (System.getProperty(FOLDER) != null || System.getProperty(UNPACKED) != null) {
      initialize(System.getProperty(FOLDER, System.getProperty(UNPACKED)));
    } else {
      loadFromOwnFolder();
    }
    loaded = true;
  }

  private static void loadFromOwnFolder() {
    String temporary = System.getProperty("java.io.tmpdir");
    Path folder;
    try {
      folder = Files.createTempDirectory("live-orders-");
    } catch (IOException cause) {
      throw unusable(temporary, "it cannot be written: " + cause);
    }
    try {
      System.setProperty(FOLDER, folder.toString());
      unpack(folder);
      System.setProperty(UNPACKED, folder.toString());
      initialize(temporary);
    } catch (IOException cause) {
      throw unusable(temporary, "it cannot be written: " + cause);
    } finally {
      System.clearProperty(UNPACKED);
      System.clearProperty(FOLDER);
      remove(folder);
    }
  }

  /** The driver would do it by itself, and compare byte by byte: of a start that is a tenth. */
  private static void unpack(Path folder) throws IOException {
    String name = LibraryLoaderUtil.getNativeLibName();
    String path = LibraryLoaderUtil.getNativeLibResourcePath() + "/" + name;
    try (InputStream library = SQLiteJDBCLoader.class.getResourceAsStream(path)) {
      if (library != null) { // else the driver says what there is
        Files.copy(library, folder.resolve(name));
      }
    }
  }

  private static void initialize(String folder) {
    try {
      if (!SQLiteJDBCLoader.initialize()) {
        throw unusable(folder, "it did not load");
      }
    } catch (StoreException told) {
      throw told;
    } catch (Exception | LinkageError cause) {
      String why = String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
      throw unusable(folder, why.replaceFirst(", paths=.*", ""));
    }
  }

  private static StoreException unusable(String folder, String why) {
    return new StoreException(
        "java.io.tmpdir: SQLite's library cannot be unpacked to and loaded from " + folder + " ("
            + why
            + "); name a folder that can be written and is not mounted noexec, java -Djava.io.tmpdir=FOLDER -jar …",
        null);
  }

  /** Removes the folder; where the operating system keeps a library in use, it stays. */
  private static void remove(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      List<Path> inside = files.sorted(Comparator.reverseOrder()).toList();
      for (Path file : inside) {
        Files.deleteIfExists(file);
      }
    } catch (IOException left) {
      folder.toFile().deleteOnExit();
    }
  }
}
