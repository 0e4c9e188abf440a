package dev.liveorders.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.http.HttpServerOptions;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The decoder alone, byte by byte: a name is what all its letters say, and a body ends in one place. */
class StrictRequestDecoderTest {
  private static final String HEAD = "GET / HTTP/1.1\r\nHost: localhost\r\n";
  private static final String CHUNKED =
      "POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n";

  /** The names that Vert.x compares by several letters at a time, with the letters before which it looks. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Host",
        "host",
        "Accept",
        "accept",
        "Connection",
        "connection",
        "Content-Type",
        "content-type",
        "Content-Length",
        "content-length",
        "CONTENT-LENGTH",
        "Content-type",
        "Transfer-Encoding"
      })
  void aNameIsWhatAllItsLettersSay(String name) {
    for (int position = 0; position < name.length(); position++) {
      for (int b = 0; b < 256; b++) {
        char replacement = (char) b;
        if (replacement != ':' && replacement != '\n' && replacement != '\r') {
          StringBuilder changed = new StringBuilder(name);
          changed.setCharAt(position, replacement);
          checkField(name, changed.toString(), Token.has(b));
        }
      }
    }
  }

  private static void checkField(String name, String changed, boolean token) {
    String value = name.equalsIgnoreCase("transfer-encoding") ? "chunked" : "0";
    HttpRequest request = (HttpRequest)
        decode("GET / HTTP/1.1\r\n" + changed + ": " + value + "\r\n\r\n").get(0);
    assertThat(request.decoderResult().isSuccess()).as(changed).isEqualTo(token);
    if (token) {
      assertThat(request.headers().contains(changed)).as(changed).isTrue();
      assertThat(request.headers().contains(name))
          .as(changed)
          .isEqualTo(changed.equalsIgnoreCase(name));
      assertThat(request.headers().names()).as(changed).containsExactly(changed);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Content-Xength", "Content-xength", "content-_ength", "Content\u002fLength"})
  void whatIsNoLengthHasNoBody(String name) {
    List<HttpObject> decoded = decode(HEAD + name + ": 14\r\n\r\n" + HEAD + "\r\n");
    if (Token.has(name.charAt(7))) {
      assertThat(decoded.stream().filter(HttpRequest.class::isInstance)).hasSize(2);
    } else {
      assertThat(decoded.get(0).decoderResult().isFailure()).isTrue();
    }
  }

  /**
   * However the bytes are cut, what comes behind a body is the next request, and a chunk has the size that its line
   * says.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "c\r\n{\"amount\":3}\r\n0\r\n\r\n",
        "00000c\r\n{\"amount\":3}\r\n000\r\n\r\n",
        "5;a=b\r\n{\"amo\r\n7 ; a=\"x;y\\\"z\";b\r\nunt\":3}\r\n0;last\r\nX: y\r\n\r\n",
        "1\r\n{\r\nB\r\n\"amount\":3}\r\n0\r\n\r\n",
      })
  void aChunkedBodyIsWholeHoweverItComes(String body) {
    String all = "\r\n\r\n" + CHUNKED + body + HEAD + "\r\n";
    for (int piece = 1; piece <= all.length(); piece++) {
      List<HttpObject> decoded = decode(all, piece);
      assertThat(decoded.stream().filter(HttpRequest.class::isInstance)).as(all).hasSize(2);
      assertThat(decoded).allMatch(object -> object.decoderResult().isSuccess());
      assertThat(content(decoded)).isEqualTo("{\"amount\":3}");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10000000c",
        "80000000",
        " c",
        "c ",
        "c\t",
        "c garbage",
        "c;",
        "c;;",
        "c;a=\"",
        "c,a",
        "g",
        "",
        "\u00b9",
        "c;a\u0000"
      })
  void aSizeOfTwoReadingsIsTheEnd(String size) {
    for (int piece : new int[] {1, 2, 3, 1_000}) {
      List<HttpObject> decoded =
          decode(CHUNKED + size + "\r\n{\"amount\":3}\r\n0\r\n\r\n" + HEAD + "\r\n", piece);
      assertThat(decoded).hasSize(2);
      assertThat(decoded.get(0)).isInstanceOf(HttpRequest.class);
      assertThat(decoded.get(1).decoderResult().isFailure()).isTrue();
      assertThat(content(decoded)).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u0000",
        "\u0001\u0002",
        "\u007f",
        " ",
        "\t",
        "\n",
        "\r\r\n",
        "\u0085",
        "GET /smuggled HTTP/1.1\r\nHost localhost\r\n\r\n"
      })
  void nothingBehindAMalformedRequestIsDecoded(String malformed) {
    List<HttpObject> decoded = decode(malformed + HEAD + "\r\n" + HEAD + "\r\n", 7);
    assertThat(decoded.get(0).decoderResult().isFailure()).isTrue();
    assertThat(decoded).hasSize(1);
  }

  private static String content(List<HttpObject> decoded) {
    StringBuilder content = new StringBuilder();
    decoded.stream()
        .filter(HttpContent.class::isInstance)
        .map(object -> ((HttpContent) object).content())
        .forEach(bytes -> content.append(bytes.toString(StandardCharsets.US_ASCII)));
    decoded.forEach(ReferenceCountUtil::release);
    return content.toString();
  }

  private static List<HttpObject> decode(String request) {
    return decode(request, request.length());
  }

  private static List<HttpObject> decode(String request, int piece) {
    EmbeddedChannel channel =
        new EmbeddedChannel(new StrictRequestDecoder(new HttpServerOptions()));
    byte[] bytes = request.getBytes(StandardCharsets.ISO_8859_1);
    for (int begin = 0; begin < bytes.length; begin += piece) {
      int length = Math.min(piece, bytes.length - begin);
      channel.writeInbound(Unpooled.copiedBuffer(bytes, begin, length));
    }
    channel.finish();
    List<HttpObject> decoded = new ArrayList<>();
    for (Object next = channel.readInbound(); next != null; next = channel.readInbound()) {
      decoded.add((HttpObject) next);
    }
    return decoded;
  }
}
