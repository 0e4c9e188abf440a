package dev.liveorders.http.files;

import dev.liveorders.http.files.StaticFile.Packed;
import io.vertx.core.buffer.Buffer;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The files of the jar as they are served, in one resource that the build makes. To find, join and compress them took
 * up to a tenth of a start.
 */
final class PackedPage {
  static final String RESOURCE = "webroot.packed";

  private PackedPage() {}

  /** Packs the page that lies in a folder of classes, for the jar that is made of it. */
  public static void main(String[] arguments) throws IOException {
    try (OutputStream file = Files.newOutputStream(Path.of(arguments[0], RESOURCE))) {
      write(StaticFiles.packJar(), file);
    }
  }

  /** Writes files in the order of their paths: the same files are the same bytes. */
  static void write(Map<String, Packed> files, OutputStream to) throws IOException {
    DataOutputStream out = new DataOutputStream(new BufferedOutputStream(to));
    out.writeInt(files.size());
    for (Map.Entry<String, Packed> file : new TreeMap<>(files).entrySet()) {
      Packed packed = file.getValue();
      out.writeUTF(file.getKey());
      out.writeUTF(packed.hash());
      write(packed.content(), out);
      out.writeBoolean(packed.gzipped().isPresent());
      if (packed.gzipped().isPresent()) {
        write(packed.gzipped().get(), out);
      }
    }
    out.flush();
  }

  private static void write(Buffer content, DataOutputStream out) throws IOException {
    out.writeInt(content.length());
    out.write(content.getBytes());
  }

  /** Reads what was written. */
  static Map<String, Packed> read(InputStream from) throws IOException {
    DataInputStream in = new DataInputStream(new BufferedInputStream(from));
    Map<String, Packed> files = new HashMap<>();
    for (int left = in.readInt(); left > 0; left--) {
      String path = in.readUTF();
      String hash = in.readUTF();
      Buffer content = buffer(in);
      Optional<Buffer> gzipped = in.readBoolean() ? Optional.of(buffer(in)) : Optional.empty();
      files.put(path, new Packed(content, gzipped, hash));
    }
    return Map.copyOf(files);
  }

  private static Buffer buffer(DataInputStream in) throws IOException {
    byte[] content = new byte[in.readInt()];
    in.readFully(content);
    return Buffer.buffer(content);
  }
}
