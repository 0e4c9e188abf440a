package dev.liveorders.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.kit.Answer;
import dev.liveorders.kit.RawSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The memory that live lists need together. */
class ListMemoryTest extends LiveListsFixture {
  @Test
  void listsThatNeedTooMuchMemoryTogetherAreTurnedAway() throws Exception {
    String ids = IntStream.range(0, 200).mapToObj(i -> "A" + i).collect(Collectors.joining(","));
    List<RawSocket> open = new ArrayList<>();
    try (RawSocket kept = open("/top")) {
      list(kept);
      Answer rejected = null;
      while (open.size() < 200 && rejected == null) {
        String path = "/trends?span=7d&ids=B1,X" + open.size() + "," + ids.substring(6);
        Answer answer = handshake(path, V1);
        rejected = answer.status() == 101 ? null : answer;
        if (rejected == null) {
          open.add(open(path));
        }
      }
      assertThat(rejected.json().getString("type")).endsWith(":node-full");
      assertThat(open).hasSizeBetween(50, 150);
      try (RawSocket shared = open("/top")) {
        assertThat(list(shared).getString("type")).isEqualTo("top");
      }
    } finally {
      for (RawSocket socket : open) {
        socket.close();
      }
    }
  }
}
