package dev.liveorders.http.files;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Reads all files of a folder into memory, once, by their paths below it. */
final class StaticFolder {
  /** The most that is kept in memory: more is for a web server in front. */
  static final long MAX_BYTES = 64L * 1024 * 1024;

  private final Map<String, Buffer> files = new HashMap<>();
  private long bytes;

  private StaticFolder() {}

  /**
   * Reads the files of a folder of our class path: of the jar, never of the folder that the process was started in.
   *
   * @param index a file in the folder, by which it is found
   */
  static Map<String, Buffer> readFromJar(String folder, String index) throws IOException {
    URL there = StaticFolder.class.getClassLoader().getResource(folder + index);
    if (there == null) {
      throw new IOException("the jar is damaged: it has no " + folder + index);
    }
    try {
      if (there.getProtocol().equals("jar")) {
        JarURLConnection jar = (JarURLConnection) there.openConnection();
        Path file = Path.of(jar.getJarFileURL().toURI());
        try (ZipFile inside = new ZipFile(file.toFile())) { // whose index the JVM has read already
          return new StaticFolder().read(inside, folder);
        }
      }
      return new StaticFolder().read(Path.of(there.toURI()).getParent(), true);
    } catch (URISyntaxException impossible) {
      throw new IOException(impossible);
    }
  }

  /** Opens a file of the jar; empty where there is none, or classes run without a jar. */
  static Optional<InputStream> openInJar(String file) throws IOException {
    URL there = StaticFolder.class.getClassLoader().getResource(file);
    return there != null && there.getProtocol().equals("jar")
        ? Optional.of(there.openStream())
        : Optional.empty();
  }

  /** Reads the files of a folder on the disk; what begins with a dot, or leads out of it by a link, is not there. */
  static Map<String, Buffer> readFromDisk(Path folder) throws IOException {
    return new StaticFolder().read(folder.toRealPath(), false);
  }

  private Map<String, Buffer> read(ZipFile jar, String folder) throws IOException {
    for (ZipEntry entry : Collections.list(jar.entries())) {
      String name = entry.getName();
      if (name.startsWith(folder + "/") && !entry.isDirectory()) {
        count(entry.getSize());
        try (InputStream content = jar.getInputStream(entry)) {
          files.put(name.substring(folder.length()), Buffer.buffer(content.readAllBytes()));
        }
      }
    }
    return files;
  }

  private Map<String, Buffer> read(Path root, boolean trusted) throws IOException {
    try (Stream<Path> all = Files.walk(root)) {
      List<Path> regular = all.filter(Files::isRegularFile)
          .filter(file -> trusted || isPublic(root, file))
          .toList();
      for (Path file : regular) {
        add(root, file);
      }
    }
    return files;
  }

  private void add(Path root, Path file) throws IOException {
    count(Files.size(file));
    String path = "/" + root.relativize(file).toString().replace('\\', '/');
    files.put(path, Buffer.buffer(Files.readAllBytes(file)));
  }

  private void count(long more) throws IOException {
    bytes += more;
    if (bytes > MAX_BYTES) {
      throw new IOException(
          "it has more than " + MAX_BYTES
              + " bytes, the limit of files kept in memory; serve large files from a web server in front");
    }
  }

  private static boolean isPublic(Path root, Path file) {
    for (Path name : root.relativize(file)) {
      if (name.toString().startsWith(".")) {
        return false;
      }
    }
    try {
      return file.toRealPath().startsWith(root);
    } catch (IOException broken) {
      return false;
    }
  }
}
