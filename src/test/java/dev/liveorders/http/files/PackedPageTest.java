package dev.liveorders.http.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.http.files.StaticFile.Packed;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The page that the build packs is the one that is packed here, byte for byte. */
class PackedPageTest {
  private static byte[] written(Map<String, Packed> files) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PackedPage.write(files, bytes);
    return bytes.toByteArray();
  }

  @Test
  void whatIsReadIsWhatWasPacked() throws IOException {
    Map<String, Packed> files = StaticFiles.packJar();
    assertThat(files).containsKeys("/index.html", "/app.js", "/live-orders.js", "/favicon.svg");
    assertThat(files.values())
        .anyMatch(file -> file.gzipped().isPresent())
        .anyMatch(file -> file.gzipped().isEmpty());
    assertThat(PackedPage.read(new ByteArrayInputStream(written(files)))).isEqualTo(files);
  }

  @Test
  void theSameFilesAreTheSameBytes() throws IOException {
    Map<String, Packed> files = StaticFiles.packJar();
    Map<String, Packed> otherwise = new HashMap<>(4_096);
    new TreeMap<>(files).descendingMap().forEach(otherwise::put);
    assertThat(written(otherwise)).isEqualTo(written(files));
  }
}
