package dev.liveorders.orders;

import dev.liveorders.config.AppConfig;
import dev.liveorders.model.Catalogue;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** The file of products and categories that the configuration names, or else the demo's, which only the jar has. */
public final class CatalogueFile {
  private static final String DEMO = "conf/catalogue.json";

  private CatalogueFile() {}

  /**
   * Reads it; blocks.
   *
   * @throws CatalogueException listing every fault
   */
  public static Catalogue read(AppConfig.Catalogue config) {
    return config.file().map(CatalogueFile::readNamed).orElseGet(CatalogueFile::readDemo);
  }

  private static Catalogue readNamed(String name) {
    try {
      return CatalogueReader.read(name, Buffer.buffer(Files.readAllBytes(Path.of(name))));
    } catch (IOException | InvalidPathException cause) {
      throw CatalogueException.unreadable(name, cause);
    }
  }

  static Catalogue readDemo() {
    try (InputStream demo = CatalogueFile.class.getClassLoader().getResourceAsStream(DEMO)) {
      if (demo == null) {
        throw new IOException("the jar is damaged");
      }
      return CatalogueReader.read(DEMO, Buffer.buffer(demo.readAllBytes()));
    } catch (IOException cause) {
      throw CatalogueException.unreadable(DEMO, cause);
    }
  }
}
