package dev.liveorders.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.kit.Answer;
import dev.liveorders.kit.LogCapture;
import dev.liveorders.kit.RawClient;
import dev.liveorders.kit.TestNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All files of JSONTestSuite as bodies: none is an order, and each is rejected for the right reason. */
class JsonTestSuiteTest {
  /** What we are stricter about than the RFC: keys that are there twice, and U+0000, which no store keeps. */
  private static final Set<String> STRICTER = Set.of(
      "y_object_duplicated_key.json",
      "y_object_duplicated_key_and_value.json",
      "y_object_escaped_null_in_key.json",
      "y_string_null_escape.json",
      "y_string_unicode_U+FDD0_nonchar.json");

  @TempDir
  static Path folder;

  @Test
  void everyFileIsRejectedAsWhatItIs() throws Exception {
    List<Path> files = files();
    assertThat(files).hasSizeGreaterThan(300);
    List<String> wrong = new ArrayList<>();
    try (LogCapture log = new LogCapture();
        TestNode node = new TestNode().withStore(folder).startReady()) {
      String before = node.get("/orders/electronics").body();
      for (Path file : files) {
        String name = file.getFileName().toString();
        Answer answer = post(node, Files.readAllBytes(file));
        String type = answer.json().getString("type");
        boolean notRead = answer.json().getString("detail").startsWith("the body is");
        boolean right = answer.status() == 400
            && (name.startsWith("i_")
                || name.startsWith("n_") && notRead && type.endsWith(":not-json")
                || name.startsWith("y_") && (STRICTER.contains(name) || !notRead));
        if (!right) {
          wrong.add(name + " " + answer);
        }
      }
      assertThat(wrong).isEmpty();
      assertThat(node.get("/orders/electronics").body()).isEqualTo(before);
      assertThat(log.messages()).noneMatch(message -> message.contains("failed"));
    }
  }

  private static Answer post(TestNode node, byte[] body) throws IOException {
    String head =
        "POST /orders/A1 HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
            + "Content-Length: " + body.length + "\r\n\r\n";
    ByteArrayOutputStream request = new ByteArrayOutputStream();
    request.writeBytes(head.getBytes(StandardCharsets.US_ASCII));
    request.writeBytes(body);
    try (RawClient client = node.connect()) {
      return client.send(request.toByteArray()).answer();
    }
  }

  private static List<Path> files() throws Exception {
    List<Path> files = new ArrayList<>();
    Path suite = Path.of(JsonTestSuiteTest.class.getResource("/JSONTestSuite").toURI());
    try (DirectoryStream<Path> all = Files.newDirectoryStream(suite, "*.json")) {
      all.forEach(files::add);
    }
    Collections.sort(files);
    return files;
  }
}
